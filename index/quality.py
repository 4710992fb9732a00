"""How well a file could be read, in words for people."""

from collections.abc import Sequence

from index.documents import Document, ExtractionReport


def summary(document: Document) -> str:
    """How much was read: "36 pages, 84,120 characters"."""
    pages = document.report.pages
    counted = [_count(pages, "page")] if pages else []
    return ", ".join([*counted, _count(len(document.text), "character")])


def warnings(report: ExtractionReport) -> list[str]:
    """What a person should know before trusting the text, a sentence each."""
    found = []
    if report.scanned:
        found.append(
            f"{_pages(report.scanned)} without text: scans. Install pincite[ocr] and tesseract to read them."
        )
    if report.recognised:
        found.append(f"{_pages(report.recognised)} recognised from a scan, which makes mistakes.")
    if report.odd:
        found.append(
            f"{_count(report.odd, 'character')} could not be told: the file does not say what they are."
        )
    if report.hidden:
        found.append(f"{_count(report.hidden, 'hidden character')} left out, which no reader of it sees.")
    return [*found, *report.notes]


def _pages(numbers: Sequence[int]) -> str:
    """Pages by number, runs joined: "Pages 2-4 and 9 are"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    parts = [str(first) if first == last else f"{first}-{last}" for first, last in runs]
    if len(numbers) == 1:
        return f"Page {parts[0]} is"
    return f"Pages {' and '.join([', '.join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)} are"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("s" if number != 1 else "")
