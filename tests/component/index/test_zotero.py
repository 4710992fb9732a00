"""Adding and syncing a library of Zotero: the index follows what Zotero says, and reads no file without need."""

import os

import pytest

from index import Filter, Index, ReadOptions, SourceError
from zotero_files import ZoteroFolder


@pytest.fixture
def index(tmp_path, word_embedder):
    return Index(tmp_path / "index", embedder=word_embedder)


@pytest.fixture
def zotero(tmp_path):
    return ZoteroFolder(tmp_path / "home" / "Zotero")


@pytest.fixture
def article(zotero):
    number = zotero.item(
        "journalArticle",
        "OWLS0001",
        fields={"title": "Flight of owls", "date": "2017-00-00 2017"},
        people=[("author", "Jane", "Doe")],
        collections=[zotero.collection("Thesis")],
    )
    page = (
        b"<!DOCTYPE html><title>Scan 4</title><meta name=author content=Scanner><p>Owls fly at 36 km/h.</p>"
    )
    zotero.stored(number, "FILE0001", "owls.html", page, "text/html")
    return number


def by_title(index):
    return {document.title: document for document in index.documents()}


def test_a_file_is_called_and_filed_as_zotero_says_and_not_as_it_says_itself(index, zotero, article):
    report = index.add(zotero.path, collection="owls")
    assert len(report.added) == 1 and not report.failed
    (document,) = index.documents()
    assert (document.title, document.date, document.collections) == (
        "Flight of owls",
        "2017",
        ("Thesis", "owls"),
    )
    assert document.metadata["author"] == "Jane Doe"
    assert document.source == str(zotero.path / "storage" / "FILE0001" / "owls.html")


def test_what_zotero_says_anew_is_taken_over_without_reading_the_file(index, zotero, article):
    index.sync(zotero.path)
    zotero.state(article, "title", "Slow flight of owls")
    zotero.state(article, "date", "2018-02-00 February 2018")
    zotero.run("DELETE FROM itemCreators")
    zotero.run("UPDATE collections SET collectionName = 'Book'")
    # Whatever would be read of the file now would be another text.
    file = zotero.path / "storage" / "FILE0001" / "owls.html"
    status = file.stat()
    file.write_bytes(file.read_bytes().replace(b"36", b"99"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    report = index.sync(zotero.path)
    assert (list(report.updated), list(report.unchanged)) == ([str(file)], [])
    (listed,) = index.documents()
    document = index.document(listed.id)
    assert "36 km/h" in document.text
    assert (document.title, document.date, document.collections) == (
        "Slow flight of owls",
        "2018-02",
        ("Book",),
    )
    assert "author" not in document.metadata
    assert index.search("slow")[0].passage.title == "Slow flight of owls"
    assert list(index.sync(zotero.path).unchanged) == [str(file)]
    assert index.check().problems == ()


def test_a_title_that_somebody_gave_a_document_stays(index, zotero, article):
    index.sync(zotero.path)
    index.document_list.rename(index.documents()[0].id, "Mine")
    zotero.state(article, "title", "Slow flight of owls")
    index.sync(zotero.path)
    (document,) = index.documents()
    assert (document.title, document.metadata["own_title"]) == ("Mine", "Slow flight of owls")


def test_what_is_removed_in_zotero_is_removed_also_if_its_file_is_elsewhere(index, zotero, article, tmp_path):
    (tmp_path / "linked.txt").write_text("Barn owls lay four eggs.")
    book = zotero.item("book", "BOOK0001", fields={"title": "Barn owl"})
    zotero.linked(book, "LINK0001", str(tmp_path / "linked.txt"))
    zotero.note(book, "NOTE0001", "<p>Ask Piet about the rings.</p>", "Ask Piet")
    index.sync(zotero.path)
    assert set(by_title(index)) == {"Flight of owls", "Barn owl", "Ask Piet – Barn owl"}
    index.remove_folder(zotero.path)
    assert not index.documents()
    index.add(zotero.path)
    zotero.run("INSERT INTO deletedItems VALUES (?)", book)
    report = index.sync(zotero.path)
    assert sorted(report.removed) == sorted(
        [str(tmp_path / "linked.txt"), str(zotero.path / "notes" / "NOTE0001.html")]
    )
    assert set(by_title(index)) == {"Flight of owls"}


def test_a_file_that_is_away_is_named_and_its_document_stays(index, zotero, article):
    index.sync(zotero.path)
    (zotero.path / "storage" / "FILE0001" / "owls.html").unlink()
    report = index.sync(zotero.path)
    assert not report.removed and not report.failed
    assert "owls.html (Flight of owls)" in report.skipped[0][0]
    assert set(by_title(index)) == {"Flight of owls"}


def test_a_changed_note_is_read_again_and_one_removed_by_hand_stays_removed(index, zotero, article):
    note = zotero.note(article, "NOTE0001", "<p>Too few owls.</p>", "Few")
    index.sync(zotero.path)
    zotero.run("UPDATE itemNotes SET note = '<p>Too many owls.</p>' WHERE itemID = ?", note)
    source = str(zotero.path / "notes" / "NOTE0001.html")
    assert list(index.sync(zotero.path).updated) == [source]
    assert index.document(source).text.endswith("Too many owls.")
    index.remove(source)
    report = index.sync(zotero.path)
    assert report.skipped[0][0] == source and len(index.documents()) == 1


def test_a_library_whose_database_is_away_or_damaged_empties_nothing(index, zotero, article):
    index.sync(zotero.path)
    database = zotero.path / "zotero.sqlite"
    data = database.read_bytes()
    for broken in (lambda: database.write_bytes(b"x" * 9000), database.unlink):
        broken()
        with pytest.raises(SourceError, match=r"zotero\.sqlite"):
            index.sync(zotero.path)
        assert len(index.documents()) == 1
    database.write_bytes(data)
    assert len(index.sync(zotero.path).unchanged) == 1


def test_tags_of_zotero_are_collections_where_that_is_wanted(index, zotero, article):
    zotero.run("INSERT INTO tags VALUES (1, 'flight')")
    zotero.run("INSERT INTO itemTags VALUES (?, 1, 0)", article)
    index.sync(zotero.path)
    assert index.documents()[0].collections == ("Thesis",)
    index.sync(zotero.path, options=ReadOptions(tags_as_collections=True))
    assert index.documents()[0].collections == ("Thesis", "flight")


def test_an_item_of_which_only_the_year_is_known_is_found_from_any_day_of_it_on(index, zotero, article):
    index.sync(zotero.path)
    assert index.count(Filter(after="2017-06-15")) == 1
    assert index.count(Filter(after="2018-01-01")) == index.count(Filter(before="2017")) == 0


def test_a_library_inside_a_folder_is_read_as_one_and_never_mistaken_for_plain_files(index, zotero, article):
    home = zotero.path.parent
    (home / "plan.txt").write_text("The plan is a pond.")
    zotero.note(article, "NOTE0001", "<p>Ask Piet about the rings.</p>", "Ask Piet")
    titles = {"Flight of owls", "Ask Piet – Flight of owls", "Plan"}
    assert not index.add(home).failed and set(by_title(index)) == titles
    assert len(index.sync(home).unchanged) == 3
    database = zotero.path / "zotero.sqlite"
    data = database.read_bytes()
    database.unlink()
    report = index.sync(home)
    assert [path for path, _ in report.failed] == [str(zotero.path)] and not report.removed
    assert set(by_title(index)) == titles
    database.write_bytes(data)
    assert len(index.sync(home).unchanged) == 3
