"""What the page shows of documents and of reading them, as plain JSON: pure functions to dicts."""

from collections.abc import Iterable, Mapping, Sequence

from rag import Document, IngestReport, summary, warnings
from ui.pace import file_name
from ui.web.pieces import Json, Span, split

WINDOW = 120_000
"""How many characters of a long document are shown at once, around the quote."""


def document_view(document: Document, span: Span | None = None, marks: Sequence[Span] = ()) -> Json:
    """A document as blocks of text (one a line), with the quote and the marked words set apart.

    Args:
        document: What to show.
        span: Document offsets of the quote, or None to show it from the start.
        marks: Document offsets of the words that answer.

    Returns:
        The blocks of at most `WINDOW` characters around the quote, and where the rest begins.
    """
    low, high = _window(document.text, span)
    spans = [*([(span, "quote")] if span else []), *((mark, "mark") for mark in marks)]
    blocks, start = [], low
    for line in document.text[low:high].split("\n"):
        if line.strip():
            pieces = split(line, start, spans)
            blocks.append({"label": _label(document, start, line), "pieces": pieces})
        start += len(line) + 1
    return {
        "id": document.id,
        "title": document.title,
        "source": document.source,
        "about": _about(document),
        "warnings": warnings(document.report),
        "blocks": blocks,
        "earlier": max(low - WINDOW // 2, 0) if low else None,
        "later": high if high < len(document.text) else None,
    }


def _about(document: Document) -> str:
    """Who wrote it, when, and how much there is of it."""
    author, date = document.metadata.get("author"), document.date
    return ", ".join(part for part in (author, date and date[:10], summary(document)) if part)


def _window(text: str, span: Span | None) -> Span:
    """Offsets of what is shown, cut at line ends where there are any near."""
    if len(text) <= WINDOW:
        return 0, len(text)
    middle = span[0] if span else WINDOW // 2
    low = max(0, min(middle - WINDOW // 2, len(text) - WINDOW))
    high = min(len(text), low + WINDOW)
    low = text.rfind("\n", max(low - 2000, 0), low) + 1 or low
    return low, high


def _label(document: Document, start: int, line: str) -> str | None:
    """The name of the section that begins in this line, unless the line says it itself."""
    for section in document.sections:
        if start <= section.start <= start + len(line):
            name = section.name.split(" > ")[-1]
            return None if name.casefold() in line.casefold() else section.name
    return None


def library_view(documents: Iterable[Document], **more: object) -> Json:
    """The list of documents, and whatever else the library column has to say."""
    rows = [
        {
            "id": d.id,
            "title": d.title,
            "source": d.source,
            "about": summary(d),
            "notes": len(warnings(d.report)),
        }
        for d in documents
    ]
    return {"documents": sorted(rows, key=lambda row: str(row["title"]).casefold()), **more}


def report_view(
    reports: Mapping[str, IngestReport], unsent: Iterable[Mapping[str, str]] = (), keys: Sequence[str] = ()
) -> Json:
    """What was read and what wasn't, of one upload.

    Args:
        reports: One for each file, by the key that the page gave it.
        unsent: `name` and `reason` of files that never arrived.
        keys: Of all files that the page sent; those that are not in `locked` need nothing more.
    """
    found = list(reports.values())
    failed = [{"name": _shown(s), "reason": r} for it in found for s, r in it.failed if s not in it.encrypted]
    failed += [{"name": str(u.get("name", "")), "reason": str(u.get("reason", ""))} for u in unsent]
    return {
        "read": [_shown(s) for it in found for s in (*it.added, *it.updated)],
        "unchanged": [_shown(s) for it in found for s in it.unchanged],
        "failed": failed,
        "locked": [
            {"key": key, "names": [_shown(s) for s in report.encrypted]}
            for key, report in reports.items()
            if report.encrypted
        ],
        "keys": list(keys),
        "warnings": [{"name": _shown(s), "text": text} for it in found for s, text in it.warnings],
    }


def _shown(source: str) -> str:
    """A source without folders: an upload's name with what is inside it, "mails.zip/report.pdf"; else the last part."""
    return file_name(source) if source.startswith(("/", "\\")) or source[1:2] == ":" else source
