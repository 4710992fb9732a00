"""Other users of the machine can't read an index: it holds the text of documents, also of encrypted ones."""

import os
import stat
import sys

import pytest

from index import Index, TextSource
from index.search.local import engine

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has lists in place of permissions")


@pytest.fixture(autouse=True)
def open_umask():
    """Files are for everybody unless the code says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def with_segments(monkeypatch):
    """Search files are written for small indexes too."""
    monkeypatch.setattr(engine, "MAX_IN_MEMORY", 0)
    monkeypatch.setattr(engine, "_MIN_CHANGED", 1)


def open_to_others(folder):
    """What other users could open. tantivy's own copy changes all the time; its folder is closed."""
    return [
        path
        for path in [folder, *folder.rglob("*")]
        if not path.is_symlink() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ]


def fill(index, *names):
    index.add_texts(
        TextSource(source=name, title=name, text=f"The {name} is red. It is sweet.") for name in names
    )


def test_all_files_of_an_index_are_private_while_it_is_open_and_after(tmp_path, word_embedder, with_segments):
    folder = tmp_path / "above" / "index"
    index = Index(folder, embedder=word_embedder)
    fill(index, "apple", "pear")
    assert index.search("apple")
    index.rebuild()
    names = {path.name for path in folder.rglob("*")}
    assert {"pincite.sqlite3-wal", "pincite.sqlite3-shm", "vectors.bin", "manifest.json"} <= names
    assert open_to_others(folder) == []
    index.close()
    assert open_to_others(folder) == []
    assert open_to_others(tmp_path / "above") == [tmp_path / "above"], "a folder above is not ours"


def test_the_copies_of_search_files_that_a_process_changes_are_in_a_private_folder(
    tmp_path, word_embedder, with_segments, monkeypatch
):
    index = Index(tmp_path / "index", embedder=word_embedder)
    fill(index, "apple", "pear")
    index.rebuild()
    monkeypatch.setattr(engine, "_MIN_CHANGED", 100)
    fill(index, "plum")
    assert index.search("plum")
    copies = list((tmp_path / "index" / "search").glob(".copy-*"))
    assert copies and all(copy.stat().st_mode & 0o777 == 0o700 for copy in copies)
    index.close()


def test_an_index_of_an_earlier_version_is_taken_from_others_when_it_is_opened(
    tmp_path, word_embedder, with_segments
):
    folder = tmp_path / "index"
    index = Index(folder, embedder=word_embedder)
    fill(index, "apple", "pear")
    index.rebuild()
    index.close()
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    outside = tmp_path / "outside"
    outside.write_text("Words.")
    (folder / "link").symlink_to(outside)
    again = Index(folder, embedder=word_embedder)
    assert again.search("apple") and not again.check().problems
    again.close()
    assert open_to_others(folder) == []
    assert stat.S_IMODE(outside.stat().st_mode) == 0o666, "a link leads to what is not ours"


def test_an_empty_folder_that_others_could_open_is_closed_when_an_index_is_made_in_it(
    tmp_path, word_embedder
):
    (tmp_path / "index").mkdir()
    Index(tmp_path / "index", embedder=word_embedder).close()
    assert open_to_others(tmp_path / "index") == []
