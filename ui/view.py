"""What the page shows of documents and of reading them, as plain JSON: pure functions to dicts."""

from collections.abc import Iterable, Mapping, Sequence

from rag import Document, IngestProgress, IngestReport, summary, warnings
from ui.pieces import Json, Span, split

WINDOW = 120_000
"""How many characters of a long document are shown at once, around the quote."""

_STEADY = 0.5  # seconds after which a rate means something


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


def progress_view(progress: IngestProgress, seconds: float) -> Json:
    """Where a running read is, with its rate."""
    rate = progress.passages_done / seconds if seconds > _STEADY else None
    return {
        "name": _file_name(progress.source),
        "done": progress.files_done,
        "total": progress.files_total,
        "passages": progress.passages_done,
        "rate": round(rate) if rate else None,
    }


def report_view(reports: Iterable[IngestReport], unsent: Iterable[Mapping[str, str]] = ()) -> Json:
    """What was read and what wasn't, of one upload.

    Args:
        reports: One for each file.
        unsent: `name` and `reason` of files that never arrived.
    """
    reports = list(reports)
    failed = [{"name": _file_name(s), "reason": r} for report in reports for s, r in report.failed]
    failed += [{"name": str(u.get("name", "")), "reason": str(u.get("reason", ""))} for u in unsent]
    return {
        "read": [_file_name(s) for report in reports for s in (*report.added, *report.updated)],
        "unchanged": [_file_name(s) for report in reports for s in report.unchanged],
        "failed": failed,
        "warnings": [{"name": _file_name(s), "text": text} for it in reports for s, text in it.warnings],
    }


def _file_name(source: str) -> str:
    return source.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1] or source
