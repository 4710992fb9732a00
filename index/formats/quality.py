"""How well a file could be read, in words for users."""

from collections.abc import Sequence

from index.documents import Document, DocumentEntry, ExtractionReport

_HOW_TO_READ = {
    "missing": "pip install 'pincite[ocr]' reads them",
    "off": "text recognition was turned off",
    "stopped": "text recognition takes long: add the file again to have more of them read, or split it",
    "tried": "text recognition found nothing there",
}


def summary(document: Document | DocumentEntry) -> str:
    """How much was read: "36 pages, 84,120 characters"."""
    pages = document.report.pages
    counted = [_count(pages, "page")] if pages else []
    characters = document.characters if isinstance(document, DocumentEntry) else len(document.text)
    return ", ".join([*counted, _count(characters, "character")])


def warnings(report: ExtractionReport) -> list[str]:
    """What a user should know before trusting the text, a sentence each."""
    found = []
    if report.unread_from is not None:
        pages = _sentence_case(_unread_pages(report.unread_from, report.pages))
        how = (
            "add the file again to have more of it read"
            if report.read_on
            else "split the file to have them read"
        )
        found.append(f"{pages} not read, since that takes long: {how}.")
    if report.scanned:
        found.append(f"{_sentence_case(unread_scans(report))}.")
    if report.recognised:
        found.append(
            f"{_sentence_case(_pages(report.recognised, report.pages, 'was', 'were'))} read by text recognition, "
            f"which makes mistakes{_which(report.recognised, report.pages)}."
        )
    if report.odd:
        found.append(
            f"{_count(report.odd, 'character')} could not be read: the file does not say what they are."
        )
    if report.hidden:
        were = "was" if report.hidden == 1 else "were"
        found.append(
            f"{_count(report.hidden, 'hidden character')} {were} removed: who opens the file does not see such text."
        )
    return [*found, *report.notes]


def unread(report: ExtractionReport) -> str | None:
    """Which pages could not be read in the time that there was, a clause: "pages 36 to 260 were not read"; or None."""
    if report.unread_from is not None:
        return f"{_unread_pages(report.unread_from, report.pages)} not read"
    if report.scanned and report.recognition == "stopped":
        scans = _pages(report.scanned, report.pages, "is a scan that was", "are scans that were")
        return f"{scans} not read{_which(report.scanned, report.pages)}"
    return None


def _unread_pages(first: int, pages: int | None) -> str:
    return f"page {first} was" if first == pages else f"pages {first:,} to {pages or 0:,} were"


def unread_scans(report: ExtractionReport) -> str:
    """Which pages gave no text, and what reads them: a clause, without a capital and a full stop."""
    which = _which(report.scanned, report.pages)
    scans = _pages(report.scanned, report.pages, "is a scan", "are scans")
    return f"{scans} without text{which}; {how_to_read(report.recognition)}"


def how_to_read(recognition: str) -> str:
    """What recognises text on pages, or why it did not; `recognition` as in `ExtractionReport`."""
    return _HOW_TO_READ[recognition]


def _pages(numbers: Sequence[int], pages: int | None, one: str, many: str) -> str:
    """How many pages are something: "all 3 pages are", "4 of 12 pages are"."""
    if len(numbers) == pages:
        return f"its only page {one}" if pages == 1 else f"all {pages:,} pages {many}"
    counted = f"{len(numbers):,} of {_count(pages, 'page')}" if pages else _count(len(numbers), "page")
    return f"{counted} {one if len(numbers) == 1 else many}"


def _which(numbers: Sequence[int], pages: int | None) -> str:
    """Pages by number, runs joined: " (pages 2-4 and 9)"; nothing if they are all pages."""
    if len(numbers) == pages:
        return ""
    # A scan may have hundreds of pages, so they are named as ranges.
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    parts = [str(first) if first == last else f"{first}-{last}" for first, last in runs]
    named = " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    return f" ({'page' if len(numbers) == 1 else 'pages'} {named})"


def _sentence_case(clause: str) -> str:
    # Not `capitalize`, which would write all that follows in small letters.
    return clause[:1].upper() + clause[1:]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("s" if number != 1 else "")
