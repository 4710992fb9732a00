"""What the page can do with documents, with a small real embedder."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from bench.word_embedder import WordEmbedder
from index import Index, Limits, ReadOptions, TextSource
from rag import Assistant, IndexLockedError, Readings, seed_files
from ui.web.documents.rows import FIELDS
from ui.web.library import LibraryController
from ui.work.uploads import UploadFolder


class CountingReader:
    """Answers nothing, and counts how often it was asked."""

    def __init__(self):
        self.count = 0

    def warm_up(self):
        pass

    def read(self, question, hits, search):
        self.count += 1
        return Readings(hits=tuple(hits), sentences=(), confidence=0.0)


@pytest.fixture
def reader():
    return CountingReader()


@pytest.fixture
def assistant(tmp_path, reader):
    assistant = Assistant(Index(tmp_path / "index", embedder=WordEmbedder()), reader=reader)
    yield assistant
    assistant.close()


@pytest.fixture
def uploads(assistant):
    uploads = UploadFolder(assistant.index.folder)
    yield uploads
    uploads.close()


@pytest.fixture
def library(assistant, uploads):
    return LibraryController(assistant, uploads)


@pytest.fixture
def send(library, uploads):
    """Uploads files in one drop, as the page does, and returns the report. Each is (name, text) or has a choice, too."""

    def send(*files):
        sent = []
        for number, (name, text, *choice) in enumerate(files):
            path = uploads.path / f"{number}"
            path.write_text(text)
            sent.append(
                {"stored": str(path), "name": name, "key": f"f{number}", "choice": (*choice, None)[0]}
            )
        *_, last = library.read_uploads(sent, [])
        return last["report"]

    return send


def add(assistant, name):
    text = f"The {name} bridge has 14 arches and 20 lamps. Anna Berg, who built it, was born in Ulm."
    assistant.add_texts([TextSource(source=name, title=name, text=text)])


def rows(shown):
    """The rows of a list as the page reads them."""
    return [dict(zip(FIELDS, row, strict=True)) for row in shown["list"]["rows"]]


def test_showing_the_list_asks_no_question(assistant, library, reader):
    add(assistant, "old")
    assert [row["title"] for row in rows(library.show())] == ["old"]
    assert reader.count == 0


def test_questions_are_suggested_once_for_each_state_of_the_index(assistant, library, reader):
    add(assistant, "old")
    library.suggest()
    asked = reader.count
    assert asked > 0
    library.suggest()
    assert reader.count == asked, "nothing has changed"
    add(assistant, "new")
    library.suggest()
    assert reader.count > asked


def test_a_list_keeps_the_questions_that_the_page_has_unless_no_document_is_left(assistant, library):
    add(assistant, "old")
    assert "questions" not in library.show()
    assistant.remove("old")
    assert library.show()["questions"] == []


def texts(assistant):
    return {document.source: document.text for document in assistant.documents()}


def test_files_of_one_name_in_two_folders_of_a_drop_are_both_kept(assistant, send):
    report = send(("a/README.md", "Apples are red."), ("b/README.md", "Pears are green."))
    assert report["read"] == ["a/README.md", "b/README.md"]
    assert texts(assistant) == {"a/README.md": "Apples are red.", "b/README.md": "Pears are green."}


def test_files_of_one_name_in_one_drop_are_both_kept_whatever_is_chosen(assistant, send):
    assert send(("a.md", "Apples are red."), ("a.md", "Pears are green."))["read"] == ["a.md", "a (2).md"]
    send(("a.md", "Plums are blue.", "replace"), ("a.md", "Limes are sour.", "replace"))
    assert texts(assistant) == {
        "a.md": "Plums are blue.",
        "a (2).md": "Pears are green.",
        "a (3).md": "Limes are sour.",
    }


def test_a_file_with_the_name_of_another_document_is_asked_about_and_changes_nothing(
    assistant, send, uploads
):
    send(("report.pdf", "Apples are red."))
    report = send(("report.pdf", "Pears are green."), ("other.pdf", "Plums are blue."))
    assert report["taken"] == [{"key": "f0", "source": "report.pdf"}]
    assert report["read"] == ["other.pdf"]
    assert texts(assistant)["report.pdf"] == "Apples are red."
    assert list(uploads.path.iterdir()) == []


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ("replace", {"report.pdf": "Pears are green."}),
        ("keep_both", {"report.pdf": "Apples are red.", "report (2).pdf": "Pears are green."}),
    ],
)
def test_the_answer_decides_what_is_kept(assistant, send, choice, kept):
    send(("report.pdf", "Apples are red."))
    assert not send(("report.pdf", "Pears are green.", choice))["taken"]
    assert texts(assistant) == kept


def test_the_same_file_again_is_not_asked_about(send):
    send(("report.pdf", "Apples are red."))
    report = send(("report.pdf", "Apples are red."))
    assert report["unchanged"] == ["report.pdf"] and not report["taken"]


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../index/pincite.sqlite3", "a\0b", "x" * 5000, "", ".", 4, None, ["a"]]
)
def test_a_path_outside_the_folder_of_uploads_or_that_is_none_is_a_reason(library, uploads, path):
    given = str(uploads.path / path) if isinstance(path, str) and path.startswith(".") else path
    *_, last = library.read_uploads([{"stored": given, "name": "a.txt", "key": "f1"}], [])
    assert last["report"]["failed"] == [{"name": "a.txt", "reason": "it did not arrive; add it again"}]


def test_uploads_are_removed_where_their_reading_fails(assistant, library, uploads, monkeypatch):
    def locked(*_, **__):
        raise IndexLockedError("another process is changing this index")

    monkeypatch.setattr(assistant, "add", locked)
    for name in ("a", "b"):
        (uploads.path / name).write_text("Words.")
    sent = [{"stored": str(uploads.path / name), "name": name, "key": name} for name in ("a", "b")]
    *_, last = library.read_uploads(sent, [])
    assert "another process" in last["report"]["failed"][0]["reason"]
    assert list(uploads.path.iterdir()) == []


def test_the_seeds_stay_where_they_are_when_they_are_read(library):
    *_, last = library.read_sample()
    assert last["report"]["read"] and all(path.is_file() for path in seed_files())


def pdf(pages):
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(400, 400), invariant=1)
    for number in range(1, pages + 1):
        canvas.drawString(50, 300, f"The bridge number {number} was opened in {1900 + number}.")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_a_document_that_was_cut_short_says_so_in_its_row_and_is_read_on(assistant, library, tmp_path):
    path = tmp_path / "book.pdf"
    path.write_bytes(pdf(9))
    assistant.add(path, source="book.pdf", options=ReadOptions(limits=Limits(all_pages=0)))
    (row,) = rows(library.show())
    assert row["cutShort"] and row["notes"] == 1

    *_, last = library.read_on(row["id"])
    assert last["report"]["read"] == ["book.pdf"] and last["report"]["warnings"] == []
    assert [row["cutShort"] for row in rows(last)] == [False]


def test_reading_on_in_a_document_that_is_gone_says_so(library):
    *_, last = library.read_on("0123456789abcdef")
    assert "no document has the id" in last["problem"]
