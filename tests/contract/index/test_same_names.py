"""Files that come by a name and not by a path, such as uploads: none is lost because another has its name."""

import threading

import pytest

from index import SourceError, SourceTakenError, opened_index
from index.ingest.names import placed
from index.ingest.sources import SourceFile
from index.store.sqlite.database import SqliteDatabase
from index.store.store import Store
from places import also_over_shards
from zip_files import zipped


@pytest.fixture
def index(place, word_embedder):
    index = opened_index(place, embedder=word_embedder)
    yield index
    index.close()


@pytest.fixture
def send(index, tmp_path):
    """Adds some content as an upload, whose file has a name that means nothing."""

    def send(source, content, if_exists):
        upload = tmp_path / f"upload-{threading.get_ident()}"
        upload.write_bytes(content if isinstance(content, bytes) else content.encode())
        return index.add(upload, source=source, if_exists=if_exists)

    return send


def texts(index):
    return {document.source: document.text for document in index.documents()}


def test_another_file_of_the_same_name_is_refused_and_changes_nothing(index, send):
    send("report.pdf", "Apples are red.", "refuse")
    before = texts(index)
    with pytest.raises(SourceTakenError, match=r"report\.pdf"):
        send("report.pdf", "Pears are green.", "refuse")
    assert texts(index) == before
    assert index.documents()[0].stale is None


@also_over_shards
def test_both_are_kept_under_two_names_each_with_its_own_content(index, send):
    assert send("a/report.pdf", "Apples are red.", "keep_both").added == ("a/report.pdf",)
    assert send("a/report.pdf", "Pears are green.", "keep_both").added == ("a/report (2).pdf",)
    assert send("a/report.pdf", "Plums are blue.", "keep_both").added == ("a/report (3).pdf",)
    assert list(texts(index).values()) == ["Apples are red.", "Pears are green.", "Plums are blue."]


@pytest.mark.parametrize("if_exists", ["refuse", "keep_both", "replace"])
def test_the_same_content_under_the_same_name_is_unchanged_and_nothing_is_asked(index, send, if_exists):
    send("report.pdf", "Apples are red.", "refuse")
    assert send("report.pdf", "Apples are red.", if_exists).unchanged == ("report.pdf",)
    assert len(index.documents()) == 1


def test_what_was_kept_under_a_number_is_known_again(index, send):
    send("report.pdf", "Apples are red.", "refuse")
    send("report.pdf", "Pears are green.", "keep_both")
    assert send("report.pdf", "Pears are green.", "refuse").unchanged == ("report (2).pdf",)


def test_a_file_is_replaced_if_that_is_chosen(index, send):
    send("report.pdf", "Apples are red.", "refuse")
    assert send("report.pdf", "Pears are green.", "replace").updated == ("report.pdf",)
    assert texts(index) == {"report.pdf": "Pears are green."}


def test_the_files_in_an_archive_never_replace_those_of_a_folder_or_an_archive_of_its_name(index, send):
    send("a/README.txt", "Apples are red.", "refuse")
    # An archive needs no suffix, since files are told by their content.
    send("a", zipped(("README.txt", "Pears are green.")), "refuse")
    send("a (2)/README.txt", "Plums are blue.", "refuse")
    assert texts(index) == {
        "a/README.txt": "Apples are red.",
        "a (2)/README.txt": "Pears are green.",
        "a (2) (2)/README.txt": "Plums are blue.",
    }
    with pytest.raises(SourceTakenError):
        send("a (2)", zipped(("README.txt", "Grapes are sweet.")), "refuse")


def test_a_file_that_could_not_be_read_keeps_its_name_free(index, send):
    assert send("report.pdf", b"\0\1", "refuse").failed
    assert send("report.pdf", "Apples are red.", "refuse").added == ("report.pdf",)


def test_an_upload_that_has_vanished_does_not_mark_the_document_of_its_name_as_stale(index, send, tmp_path):
    send("report.pdf", "Apples are red.", "refuse")
    with pytest.raises(SourceError, match="no such file"):
        index.add(tmp_path / "vanished", source="report.pdf", if_exists="refuse")
    assert index.documents()[0].stale is None


def test_of_many_that_come_at_once_under_one_name_none_is_lost(index, send):
    contents = [f"Sentence of visitor {number}." for number in range(6)]
    visitors = [
        threading.Thread(target=send, args=("report.pdf", content, "keep_both")) for content in contents
    ]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert sorted(texts(index).values()) == contents


def test_a_name_that_another_file_is_about_to_be_saved_under_is_taken(tmp_path):
    (tmp_path / "upload").write_text("Pears are green.")
    claimed = {"report.pdf", "a/plan.pdf", "mails"}
    store = Store(SqliteDatabase(tmp_path / "index", embedder="words"))
    with store.reading() as transaction:

        def place(source, if_exists="keep_both"):
            file = SourceFile(path=tmp_path / "upload", source=source)
            return placed(file, transaction, if_exists, claimed).source

        assert place("report.pdf") == "report (2).pdf"
        assert place("a") == "a (2)"
        assert place("mails/one.txt") == "mails (2)/one.txt"
        assert place("other.pdf", "refuse") == "other.pdf"
        with pytest.raises(SourceTakenError):
            place("report.pdf", "refuse")
    store.close()
