"""What the commands see and change of an index that people share, and what is written down of it."""

import pytest

from bench.word_embedder import WordEmbedder
from index import Index, TextSource
from ui.accounts import Accounts
from ui.cli.everybody import of_everybody, write_down


@pytest.fixture
def index(tmp_path):
    index = Index(tmp_path / "index", embedder=WordEmbedder())
    yield index
    index.close()


def test_what_a_command_changes_is_written_down_where_there_are_accounts(index):
    accounts = Accounts.of(index)
    accounts.store.add("ada", "admin")
    seen = of_everybody(index)
    seen.add_texts([TextSource(source="mill", title="Mill", text="The mill is blue.")])
    write_down(seen, added=["mill"], removed=["house"])
    write_down(seen)
    lines = [(line.name, line.what, line.about["documents"]) for line in accounts.audit.lines()]
    assert sorted(lines) == [("(command)", "added", ["mill"]), ("(command)", "removed", ["house"])]


def test_without_accounts_nothing_is_written_down_or_made(index):
    write_down(of_everybody(index), added=["mill"])
    assert not (index.folder / "accounts.sqlite").exists()
