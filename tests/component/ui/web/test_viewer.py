"""What the viewer of the page asks the server for, over a real index with a real PDF."""

import io
import json
from urllib.parse import quote

import pytest
from PIL import Image
from reportlab.pdfbase.pdfdoc import PDFPageLabel, PDFPageLabels
from reportlab.pdfgen.canvas import Canvas

from asgi_requests import Recorder, request
from bench.word_embedder import WordEmbedder
from index import Index, ReadOptions, TextSource
from rag import Assistant
from ui.web.viewer import DocumentQuestions, OpenLibrary, ViewerRoutes
from ui.work.line import Line


def pdf(*, encrypt=None):
    """Three pages that are printed ii, iii and 1, the second of them without text."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(400, 300), encrypt=encrypt)
    for text in ("The lighthouse keeper is Vilma Novak.", "", "She lives in Ostrava."):
        canvas.drawString(40, 200, text)
        canvas.rect(10, 10, 50, 50, fill=1)
        canvas.showPage()
    labels = PDFPageLabels()
    labels.addPageLabel(0, PDFPageLabel("ROMAN_LOWER", 2))
    labels.addPageLabel(2, PDFPageLabel("ARABIC", 1))
    canvas._doc.Catalog.PageLabels = labels
    canvas.save()
    return data.getvalue()


@pytest.fixture
def assistant(tmp_path):
    assistant = Assistant(Index(tmp_path / "index", embedder=WordEmbedder()))
    yield assistant
    assistant.close()


@pytest.fixture
def library(assistant):
    library = OpenLibrary(assistant)
    yield library
    library.close()


@pytest.fixture
def get(assistant, library):
    behind = Recorder()
    routes = ViewerRoutes(behind, library, DocumentQuestions(assistant, Line(1)))

    def get(path, query=""):
        answered = request(routes, f"/viewer/{path}", query=query)
        assert behind.scopes == [] and answered.headers["cache-control"] == "no-store"
        if answered.headers["content-type"] == "application/json":
            return answered.status, json.loads(answered.body)
        return answered.status, answered.body

    return get


def added(assistant, path, **options):
    assistant.add(path, options=ReadOptions(ocr=False, **options))
    (document,) = assistant.documents()
    return document


def test_a_pdf_has_a_start_page_pages_with_printed_numbers_and_words_where_they_are(assistant, get, tmp_path):
    (tmp_path / "keeper.pdf").write_bytes(pdf())
    document = added(assistant, tmp_path / "keeper.pdf")
    status, about = get(document.id)
    assert status == 200 and about["paged"] and about["kind"] == "PDF"
    status, pages = get(f"{document.id}/pages")
    assert pages["sizes"] == [[400, 300]] * 3 and pages["labels"] == ["ii", "iii", "1"]
    assert pages["starts"] == [0, None, document.text.index("She")]

    status, words = get(f"{document.id}/words/{pages['key']}/3")
    start, text, left, top, width, height = words["words"][0]
    assert (text, document.text[start : start + 3]) == ("She", "She")
    assert left == pytest.approx(0.1, abs=0.01) and top + height == pytest.approx(100 / 300, abs=0.01)
    status, picture = get(f"{document.id}/page/{pages['key']}/3/700")
    drawn = Image.open(io.BytesIO(picture)).convert("L")
    assert status == 200 and drawn.width == 800
    box = (left * 800, top * 600, (left + width) * 800, (top + height) * 600)
    assert min(drawn.crop(tuple(map(int, box))).tobytes()) < 90, "the word is not where it is said to be"
    assert get(f"{document.id}/words/{pages['key']}/2")[1] == {"words": []}
    assert get(f"{document.id}/page/{pages['key']}/4/700")[0] == 409


def test_an_encrypted_file_is_opened_by_its_password_and_read_by_nobody_else(
    assistant, library, get, tmp_path
):
    (tmp_path / "vault.pdf").write_bytes(pdf(encrypt="secret"))
    document = added(assistant, tmp_path / "vault.pdf", password="secret")
    assert get(f"{document.id}/pages") == (200, {"locked": True})
    assert library.unlock(document.id, "another") == {"locked": True, "wrong": True}
    opened = library.unlock(document.id, "secret")
    assert get(f"{document.id}/page/{opened['key']}/1/500")[0] == 200
    assert get(f"{document.id}/pages") == (200, {"locked": True})
    for key in ("open", "0" * 32):
        assert get(f"{document.id}/page/{key}/1/500")[0] == 409
        assert get(f"{document.id}/words/{key}/1")[0] == 409


def test_a_file_that_has_changed_shows_its_text_and_says_why_not_its_pages(assistant, get, tmp_path):
    (tmp_path / "keeper.pdf").write_bytes(pdf())
    document = added(assistant, tmp_path / "keeper.pdf")
    (tmp_path / "keeper.pdf").write_bytes(pdf() + b"\n")
    status, answer = get(f"{document.id}/pages")
    assert status == 409 and "changed" in answer["problem"]
    assert get(f"{document.id}/part/0")[1]["blocks"][0]["text"] == "Page ii (page 1 of the file)"


def test_words_are_found_and_a_document_that_was_removed_is_read_no_more(assistant, get):
    assistant.add_texts([TextSource(source="note", title="note", text="Žofie paid Müller & Söhne.")])
    (document,) = assistant.documents()
    assert get(f"{document.id}/find", f"words={quote('müller & sohne')}")[1] == {
        "found": [[11, 25]],
        "more": False,
    }
    assert get(f"{document.id}/find")[1]["found"] == []
    assert not get(document.id)[1]["paged"] and get(f"{document.id}/pages")[0] == 409
    assistant.remove(document.id)
    for path in ("", "/part/0", "/find", "/pages", "/words/open/1"):
        assert get(document.id + path)[0] == 404


@pytest.mark.parametrize(
    "path", ["", "a/part/x", "a/part/-1", "a/page/open/1", "a/b/c/d/e/f/g", "a/part/" + "9" * 30]
)
def test_an_address_that_means_nothing_is_refused(get, path):
    assert get(path)[0] == 404
