"""Several people on one served page: what each sees and changes, and that nobody gets at what others have."""

import pytest

from bench.users.people import make_people
from bench.users.users import INTERFACES, attacked
from bench.word_embedder import WordEmbedder
from index import Index
from ports import free_port
from rag import Assistant
from served_page import WaitingReader
from small_database import quick_passwords
from ui.accounts import Accounts
from ui.web.server import launch
from ui.work.jobs import wait_for_work


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The address of a page with accounts, its people, its assistant and its accounts."""
    folder = tmp_path_factory.mktemp("people")
    assistant = Assistant(Index(folder / "index", embedder=WordEmbedder()), reader=WaitingReader())
    accounts = Accounts.of(assistant.index)
    accounts.passwords = quick_passwords()
    people = make_people(assistant, accounts, victims=1)
    page, url = launch(assistant, port=free_port())
    yield url.rstrip("/"), people, assistant, accounts
    page.close(verbose=False)
    wait_for_work(20.0)
    assistant.close()


def test_of_calls_to_what_others_have_none_shows_or_changes_anything(served):
    found, changed = attacked(*served, most=4)
    assert (found.shown, changed, found.failed) == ([], 0, [])
    # What would show it to anybody shows it to whose it is.
    assert all(found.own[name] for name in INTERFACES if name != "cookies"), found.own
    assert set(found.calls) == set(INTERFACES)
