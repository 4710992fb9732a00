from index.documents import Document, ExtractionReport
from index.quality import summary, warnings


def test_the_summary_counts_pages_and_characters():
    document = Document(id="1", title="T", source="s", text="a" * 1_234, report=ExtractionReport(pages=1))
    assert summary(document) == "1 page, 1,234 characters"


def test_scans_are_named_by_their_pages_in_runs():
    (line,) = warnings(ExtractionReport(scanned=(2, 3, 4, 9)))
    assert line.startswith("Pages 2-4 and 9 are without text: scans.")
    assert warnings(ExtractionReport(scanned=(7,)))[0].startswith("Page 7 is without text")


def test_what_was_recognised_odd_hidden_or_left_out_is_said():
    report = ExtractionReport(recognised=(1,), odd=2, hidden=1, notes=("Sheet X is hidden.",))
    assert [it.split()[0] for it in warnings(report)] == ["Page", "2", "1", "Sheet"]
    assert warnings(ExtractionReport()) == []
