"""A document that was cut short is read on: by the next `add`, the next `sync`, or on request."""

import io
import time
from dataclasses import replace

import pytest
from reportlab.pdfgen.canvas import Canvas

import zip_files
from index import Index, Limits, ReadOptions, warnings
from index.formats import File, UnreadableError, read_file
from index.parsing import process
from index.parsing.process import BusyError, ParserProcess

NO_TIME = ReadOptions(limits=Limits(all_pages=0), ocr=False)
SAYS = "Pages 2 to 30 were not read, since that takes long: add the file again to have more of it read."


def book(count=30):
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(400, 400), invariant=1)
    for number in range(1, count + 1):
        canvas.drawString(50, 300, f"The bridge number {number} was opened in {1900 + number}.")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.fixture
def index(tmp_path, word_embedder):
    return Index(tmp_path / "index", embedder=word_embedder)


@pytest.fixture
def docs(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.pdf").write_bytes(book())
    return tmp_path / "docs"


def test_what_was_read_is_kept_and_the_next_add_reads_on(index, docs):
    path = docs / "a.pdf"
    report = index.add(path, options=NO_TIME)
    assert (list(report.added), list(report.warnings)) == ([str(path)], [(str(path), SAYS)])
    (document,) = index.documents()
    assert warnings(document.report) == [SAYS] and "number 1 " in document.text

    assert list(index.add(path).updated) == [str(path)]
    (document,) = index.documents()
    assert "number 30 " in document.text and warnings(document.report) == []
    assert list(index.add(path).unchanged) == [str(path)]


def test_the_next_sync_reads_on_although_no_file_has_changed(index, docs):
    index.sync(docs, options=NO_TIME)
    assert list(index.sync(docs).updated) == [str(docs / "a.pdf")]
    assert list(index.sync(docs).unchanged) == [str(docs / "a.pdf")]


def test_a_file_in_an_archive_is_read_on_with_it(index, docs):
    (docs / "a.pdf").unlink()
    (docs / "a.zip").write_bytes(zip_files.zipped(("b.txt", b"Bread and wine."), ("a.pdf", book())))
    assert len(index.sync(docs, options=NO_TIME).added) == 2
    report = index.sync(docs)
    assert list(report.updated) == [f"{docs}/a.zip/a.pdf"]
    assert index.check().problems == ()


def test_an_upload_is_read_on_from_what_was_kept_of_it(index, docs):
    index.add(docs / "a.pdf", source="a.pdf", options=NO_TIME)
    (docs / "a.pdf").unlink()
    (document,) = index.documents()
    assert list(index.read_on(document.id).updated) == ["a.pdf"]
    (document,) = index.documents()
    assert "number 30 " in document.text
    assert list(index.read_on(document.id).unchanged) == ["a.pdf"]


def test_an_attachment_is_read_on_alone_and_stays_in_its_archive(index, docs):
    (docs / "a.zip").write_bytes(zip_files.zipped(("b.txt", b"Bread and wine."), ("a.pdf", book())))
    index.add(docs / "a.zip", options=NO_TIME)
    (document,) = [one for one in index.documents() if one.source.endswith("zip/a.pdf")]
    assert list(index.read_on(document.id).updated) == [document.source]
    again = index.document(document.source)
    assert "number 30 " in again.text and again.container == str(docs / "a.zip")
    assert list(index.add(docs / "a.zip").unchanged) == [str(docs / "a.zip")]


def test_reading_on_ends_and_never_makes_a_document_shorter(index, docs, monkeypatch):
    seconds, texts = [], iter(["One two three four.", "One two."])

    def read(_self, file):
        seconds.append(file.seconds)
        text = next(texts, "One.")
        extract = read_file(File(name="a.txt", data=text.encode()))
        more = 2 * file.seconds if 2 * file.seconds <= 30_000 else None
        return replace(extract, report=replace(extract.report, pages=9, unread_from=5, read_on=more))

    monkeypatch.setattr(ParserProcess, "read", read)
    for _ in range(12):
        index.sync(docs)
        assert index.documents()[0].text == "One two three four."
    assert seconds == [600, 1200, 2400, 4800, 9600, 19200]


def test_a_document_that_can_not_be_read_on_stays_and_is_not_tried_for_ever(index, docs, monkeypatch):
    index.sync(docs, options=NO_TIME)
    tries = []

    def read(_self, file):
        tries.append(file.name)
        raise UnreadableError("it takes too much")

    monkeypatch.setattr(ParserProcess, "read", read)
    for _ in range(3):
        assert [reason for _, reason in index.sync(docs).failed] == ["it takes too much"]
    assert tries == ["a.pdf"] and "number 1 " in index.documents()[0].text


def test_a_parser_that_the_machine_gave_no_time_is_no_fault_of_the_file(index, docs, monkeypatch):
    def read(_self, _file):
        raise BusyError("its parser gave no sign")

    with monkeypatch.context() as patched:
        patched.setattr(ParserProcess, "read", read)
        assert [reason for _, reason in index.sync(docs).failed] == ["its parser gave no sign"]
    assert list(index.sync(docs).added) == [str(docs / "a.pdf")]


SLOW = File(name="a.rtf", data=b"{\\rtf1 words" + b"{}" * 5_000_000 + b"}")


def test_without_a_sign_the_clock_ends_a_file():
    with ParserProcess(Limits(silence=1)) as parser, pytest.raises(BusyError, match="no sign for 1 seconds"):
        parser.read(SLOW)


def test_the_clock_does_not_end_a_file_whose_pages_come_in():
    # Longer than a process needs to start on a busy machine, and shorter than all pages together.
    file = File(name="a.pdf", data=book(9), ocr=False, show_page=lambda *_: time.sleep(0.9))
    with ParserProcess(Limits(silence=7)) as parser:
        assert "number 9 " in parser.read(file).text


def test_a_page_that_ends_the_process_costs_only_that_page(monkeypatch):
    asked = []

    class Fragile(ParserProcess):
        def _read(self, file):
            asked.append(file.left_out)
            extract = super()._read(file)
            if 2 in file.left_out:
                return extract
            self._page = 2
            raise process._EndedError("its parser crashed")

    with Fragile() as parser:
        extract = parser.read(File(name="a.pdf", data=book(3), ocr=False))
    assert asked == [(), (2,)]
    assert "number 3 " in extract.text and "number 2 " not in extract.text


def test_where_one_page_after_the_other_ends_the_process_the_file_is_given_up():
    class Broken(ParserProcess):
        def _read(self, file):
            self._page = len(file.left_out) + 1
            raise process._EndedError("its parser crashed")

    with Broken() as parser, pytest.raises(UnreadableError, match="crashed"):
        parser.read(File(name="a.pdf", data=book(9)))
