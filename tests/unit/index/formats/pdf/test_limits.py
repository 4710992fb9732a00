"""What a PDF may cost counts processor time: a busy machine takes no pages away, and what was read is kept."""

import io
import time

import pytest
from reportlab.pdfgen.canvas import Canvas

from index.formats.extract import File
from index.formats.pdf.processor_time import processor_time
from index.formats.pdf.reader import read_pdf


def pages(count):
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(400, 400))
    for number in range(1, count + 1):
        canvas.drawString(50, 300, f"The bridge number {number} was opened in {1900 + number}.")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def waits(_page, _pages):
    time.sleep(0.6)


def works(_page, _pages):
    end = processor_time() + 0.6
    while processor_time() < end:
        sum(range(1000))


def test_a_file_that_waits_for_the_processor_is_read_to_its_end():
    extract = read_pdf(File(name="a.pdf", data=pages(5), seconds=2, show_page=waits))
    assert "number 5" in extract.text
    assert (extract.report.unread_from, extract.report.read_on) == (None, None)


def test_a_file_that_takes_much_processor_time_keeps_what_was_read_and_says_what_was_not():
    extract = read_pdf(File(name="a.pdf", data=pages(8), seconds=1, show_page=works))
    first = extract.report.unread_from
    assert first is not None and 2 <= first <= 4
    assert f"number {first - 1} " in extract.text and f"number {first} " not in extract.text
    assert (extract.report.pages, extract.report.read_on) == (8, 2)


@pytest.mark.parametrize("seconds", [16_000, 30_000])
def test_more_time_is_given_only_so_often(seconds, monkeypatch):
    monkeypatch.setattr("index.formats.pdf.reader._PdfReader._seconds_left", lambda _: -1.0)
    report = read_pdf(File(name="a.pdf", data=pages(3), seconds=seconds)).report
    assert (report.unread_from, report.read_on) == (2, None)


def test_pages_that_ended_the_process_before_are_left_out_by_number():
    extract = read_pdf(File(name="a.pdf", data=pages(3), left_out=(2,)))
    assert "number 1 " in extract.text and "number 3 " in extract.text and "number 2 " not in extract.text
    assert extract.report.notes[0].startswith("Page 2 could not be read: more time or memory")
