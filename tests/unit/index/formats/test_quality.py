import pytest

from index.documents import Document, ExtractionReport
from index.formats.quality import summary, unread, warnings


def test_the_summary_counts_pages_and_characters():
    document = Document(id="1", title="T", source="s", text="a" * 1_234, report=ExtractionReport(pages=1))
    assert summary(document) == "1 page, 1,234 characters"


@pytest.mark.parametrize(
    ("scanned", "pages", "said"),
    [
        ((2, 3, 4, 9), 12, "4 of 12 pages are scans without text (pages 2-4 and 9); "),
        ((7,), 12, "1 of 12 pages is a scan without text (page 7); "),
        ((1, 2), 2, "All 2 pages are scans without text; "),
        ((1,), 1, "Its only page is a scan without text; "),
    ],
)
def test_scans_are_counted_and_named_in_runs_with_what_reads_them(scanned, pages, said):
    (line,) = warnings(ExtractionReport(pages=pages, scanned=scanned))
    assert line == said + "pip install 'pincite[ocr]' reads them."


@pytest.mark.parametrize(
    ("recognition", "said"),
    [("off", "turned off"), ("stopped", "add the file again"), ("tried", "found nothing")],
)
def test_nobody_is_told_to_install_what_is_there(recognition, said):
    (line,) = warnings(ExtractionReport(pages=3, scanned=(2,), recognition=recognition))
    assert said in line and "install" not in line


def test_what_was_recognised_odd_hidden_or_left_out_is_said():
    report = ExtractionReport(pages=3, recognised=(1,), odd=2, hidden=112, notes=("Sheet X is hidden.",))
    assert warnings(report) == [
        "1 of 3 pages was read by text recognition, which makes mistakes (page 1).",
        "2 characters could not be read: the file does not say what they are.",
        "112 hidden characters were removed: who opens the file does not see such text.",
        "Sheet X is hidden.",
    ]
    assert warnings(ExtractionReport()) == []


def test_pages_that_were_not_read_are_named_with_what_reads_them():
    cut = ExtractionReport(pages=260, unread_from=36, read_on=1200)
    assert warnings(cut) == [
        "Pages 36 to 260 were not read, since that takes long: add the file again to have more of it read."
    ]
    assert unread(cut) == "pages 36 to 260 were not read"
    (line,) = warnings(ExtractionReport(pages=9, unread_from=9))
    assert line == "Page 9 was not read, since that takes long: split the file to have them read."


def test_scans_that_were_left_for_later_are_named_too():
    report = ExtractionReport(pages=12, scanned=(3, 4), recognition="stopped", read_on=1200)
    assert unread(report) == "2 of 12 pages are scans that were not read (pages 3-4)"
    assert unread(ExtractionReport(pages=12, scanned=(3, 4))) is None
