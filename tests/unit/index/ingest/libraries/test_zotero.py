"""What is read of a library of Zotero, and what is known of it."""

import sqlite3
import tempfile

import pytest

from index.errors import SourceError
from index.ingest.libraries.zotero import paths
from index.ingest.libraries.zotero.sources import read_library
from index.ingest.libraries.zotero.stated import date_of
from zotero_files import ZoteroFolder


@pytest.fixture
def zotero(tmp_path):
    return ZoteroFolder(tmp_path / "Zotero")


def owls(zotero, **more):
    """An article with two authors, one of which is an organisation, and a file."""
    article = zotero.item(
        "journalArticle",
        "OWLS0001",
        fields={
            "title": "Flight of owls",
            "date": "2017-06-00 June 2017",
            "publicationTitle": "Birds",
            "DOI": "10.1/x_1",
            "extra": "Citation Key: doeOwls",
        },
        people=[
            ("author", "Jane", "Doe"),
            ("author", "", "World Owl Organization"),
            ("editor", "Émile", "Müller"),
        ],
        **more,
    )
    return article, zotero.stored(article, "FILE0001", "owls.txt", b"Owls fly at 36 km/h.", "text/plain")


def test_a_file_has_what_is_known_of_its_item_and_the_paths_of_its_collections(zotero):
    thesis = zotero.collection("Thesis")
    owls(zotero, collections=[zotero.collection("Methods", thesis)], tags=["owls", "flight"])
    (file,) = read_library(zotero.path).files
    assert file.path == zotero.path / "storage" / "FILE0001" / "owls.txt"
    about = file.about
    assert (about.title, about.date) == ("Flight of owls", "2017-06")
    assert about.collections == {"Thesis", "Thesis/Methods"}
    assert about.metadata == {
        "item": "OWLS0001",
        "kind": "journalArticle",
        "author": "Jane Doe; World Owl Organization",
        "author_sorted": "Doe, Jane; {World Owl Organization}",
        "editor": "Émile Müller",
        "editor_sorted": "Müller, Émile",
        "publication": "Birds",
        "doi": "10.1/x_1",
        "citation_key": "doeOwls",
        "tags": "flight; owls",
    }


def test_a_further_file_of_an_item_has_its_own_name_behind_the_title(zotero):
    article, _ = owls(zotero)
    zotero.stored(article, "FILE0002", "data.txt", b"More owls.", "text/plain")
    first, second = (file.about for file in read_library(zotero.path).files)
    assert (first.title, second.title) == ("Flight of owls", "Flight of owls – data.txt")
    assert second.metadata["work"] == "Flight of owls" and "work" not in first.metadata


def test_what_is_in_the_bin_is_left_out_with_all_that_belongs_to_it(zotero):
    article, file = owls(zotero, collections=[zotero.collection("Old")])
    zotero.note(article, "NOTE0001", "<p>Good.</p>", "Good")
    zotero.run("INSERT INTO deletedCollections VALUES (1)")
    assert read_library(zotero.path).files[0].about.collections == frozenset()
    zotero.run("INSERT INTO deletedItems VALUES (?)", article)
    library = read_library(zotero.path)
    assert not library.files and not library.texts and not library.missing
    assert not library.kept
    assert file


def test_items_of_a_group_are_below_its_name_and_those_of_feeds_are_left_out(zotero):
    lab = zotero.group("Bird/lab")
    owls(zotero, library=lab, collections=[zotero.collection("Owls", library=lab)])
    book = zotero.item("book", "BOOK0001", fields={"title": "Barn owl"}, library=lab)
    zotero.stored(book, "FILE0002", "b.txt", b"Barn owls.", "text/plain")
    feed = zotero.run("INSERT INTO libraries (type) VALUES ('feed')")
    zotero.stored(
        zotero.item("webpage", "FEED0001", library=feed), "FILE0003", "c.txt", b"News.", "text/plain"
    )
    zotero.run("UPDATE items SET libraryID = ? WHERE key = 'FILE0003'", feed)
    found = {file.about.title: file.about.collections for file in read_library(zotero.path).files}
    assert found == {"Flight of owls": {"Bird∕lab", "Bird∕lab/Owls"}, "Barn owl": {"Bird∕lab"}}


def test_notes_and_comments_are_pages_and_have_no_author(zotero):
    article, file = owls(zotero)
    zotero.note(article, "NOTE0001", "<p>Too <b>few</b> owls.</p>", "Too few owls.")
    zotero.note(None, "NOTE0002", "<p>Ask Piet.</p>", "Ask Piet.", collections=[zotero.collection("Thesis")])
    zotero.comment(file, "MARK0001", "36 km/h <slow>", "Falcons: 70", "47")
    zotero.comment(file, "MARK0002", "words without a comment", "", "48")
    texts = {one.source.rpartition("/")[2]: one for one in read_library(zotero.path).texts}
    assert texts["NOTE0001.html"].about.title == "Too few owls. – Flight of owls"
    assert b"<p>Too <b>few</b> owls.</p>" in texts["NOTE0001.html"].page
    assert texts["NOTE0002.html"].about.collections == {"Thesis"}
    page = texts["FILE0001.html"].page.decode()
    assert "<h2>p. 47</h2><blockquote><p>36 km/h &lt;slow&gt;</p></blockquote><p>Falcons: 70</p>" in page
    assert "without a comment" not in page
    assert not any("author" in one.about.metadata for one in texts.values())


def test_files_that_are_elsewhere_are_found_and_those_that_are_not_there_are_named(
    zotero, tmp_path, monkeypatch
):
    article, _ = owls(zotero)
    elsewhere = tmp_path / "papers"
    (elsewhere / "sub").mkdir(parents=True)
    for path in (elsewhere / "a.txt", elsewhere / "sub" / "b.txt"):
        path.write_text("words")
    profile = tmp_path / ".zotero" / "zotero" / "x.default"
    profile.mkdir(parents=True)
    settings = {"useDataDir": "true", "dataDir": f'"{zotero.path}"', "baseAttachmentPath": f'"{elsewhere}"'}
    lines = [f'user_pref("extensions.zotero.{name}", {value});' for name, value in settings.items()]
    (profile / "prefs.js").write_text("\n".join(lines))
    zotero.linked(article, "LINK0001", str(elsewhere / "a.txt"))
    zotero.linked(article, "LINK0002", "attachments:sub/b.txt")
    zotero.linked(article, "LINK0003", str(elsewhere / "gone.pdf"))
    zotero.stored(article, "IMAG0001", "a.png", b"\x89PNG", "image/png")
    evil = zotero.stored(article, "EVIL0001", "x", b"x")
    zotero.run("UPDATE itemAttachments SET path = 'storage:../../../../etc/passwd' WHERE itemID = ?", evil)

    monkeypatch.setattr(paths, "_profiles", lambda: [profile / "prefs.js"])
    library = read_library(zotero.path)
    assert [file.path for file in library.files[1:]] == [elsewhere / "a.txt", elsewhere / "sub" / "b.txt"]
    assert [file.inside for file in library.files] == [zotero.path, None, None]
    missing = [path for path, _ in library.missing]
    assert missing == [
        f"{elsewhere / 'gone.pdf'} (Flight of owls)",
        f"{zotero.path / 'storage' / 'EVIL0001' / 'passwd'} (Flight of owls)",
    ]
    monkeypatch.setattr(paths, "_profiles", list)
    assert (
        "attachments:sub/b.txt",
        "its path is below a folder that Zotero's settings name, and these were not found",
    ) in (read_library(zotero.path).missing)


def test_a_locked_database_is_read_with_what_is_only_in_its_log_and_no_copy_stays(
    zotero, tmp_path, monkeypatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    zotero.connection.execute("PRAGMA journal_mode = WAL")
    owls(zotero)
    assert (zotero.path / "zotero.sqlite-wal").stat().st_size > 0
    before = {path: path.stat().st_mtime_ns for path in zotero.path.rglob("*")}
    zotero.connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    zotero.connection.execute("BEGIN EXCLUSIVE")
    zotero.connection.execute("DELETE FROM itemAttachments")
    (file,) = read_library(zotero.path).files
    assert file.about.title == "Flight of owls"
    zotero.connection.rollback()
    assert before.keys() == set(zotero.path.rglob("*"))
    assert [path.name for path in tmp_path.iterdir()] == ["Zotero"]


def test_of_a_newer_library_what_is_known_is_read_and_what_is_not_is_named(tmp_path):
    zotero = ZoteroFolder(tmp_path / "Zotero", version=150)
    owls(zotero)
    zotero.run("DROP TABLE itemAnnotations")
    library = read_library(zotero.path)
    assert len(library.files) == 1
    assert library.missing == [
        (
            str(zotero.path / "zotero.sqlite"),
            "it was made by a newer Zotero (schema 150), so these were not read: annotations",
        )
    ]


@pytest.mark.parametrize(
    "change",
    [
        "DROP TABLE itemAttachments",
        "DROP TABLE version",
        "ALTER TABLE itemAttachments RENAME parentItemID TO sourceItemID",
    ],
)
def test_a_database_that_is_not_understood_at_all_is_an_error_with_its_reason(zotero, change):
    zotero.run(change)
    with pytest.raises(SourceError, match=r"zotero\.sqlite: it is damaged, or no database of Zotero"):
        read_library(zotero.path)


def test_a_damaged_database_is_an_error_and_not_an_empty_library(zotero):
    owls(zotero)
    zotero.connection.close()
    (zotero.path / "zotero.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(SourceError, match="it is damaged"):
        read_library(zotero.path)
    assert sqlite3.sqlite_version


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("2017-06-12 June 12, 2017", "2017-06-12"),
        ("2017-06-00 June 2017", "2017-06"),
        ("2017-00-00 2017", "2017"),
        ("0000-00-00 spring 1998", "1998"),
        ("n.d.", None),
        ("", None),
    ],
)
def test_a_date_is_known_as_far_as_it_is_stated(stated, date):
    assert date_of(stated) == date
