"""Makes the JSON of a document, and of a report on uploaded files."""

from collections.abc import Iterable, Mapping, Sequence

from rag import Document, IngestReport, summary, warnings
from rag.questions.language import language_advice
from ui.pace import file_name
from ui.web.pieces import Json, Span, split

WINDOW = 120_000
"""The number of characters of a long document that are shown at once, around the quote."""


def document_view(document: Document, span: Span | None = None, marks: Sequence[Span] = ()) -> Json:
    """A document as blocks of text, one for each line, with the quote and the marked words in pieces of their own.

    Args:
        document: What to show.
        span: Document offsets of the quote, or None to show the document from its start.
        marks: Document offsets of the words that answer.

    Returns:
        The blocks of at most `WINDOW` characters around the quote, and the offsets where the rest begins.
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
        # `_window` puts the offset that it is given in the middle.
        "earlier": max(low - WINDOW // 2, 0) if low else None,
        "later": high if high < len(document.text) else None,
    }


def _about(document: Document) -> str:
    """The author, the date and the size of a document."""
    author, date = document.metadata.get("author"), document.date
    return ", ".join(part for part in (author, date and date[:10], summary(document)) if part)


def _window(text: str, span: Span | None) -> Span:
    """Offsets of the part that is shown; it begins at the start of a line if there is one near."""
    if len(text) <= WINDOW:
        return 0, len(text)
    middle = span[0] if span else WINDOW // 2
    low = max(0, min(middle - WINDOW // 2, len(text) - WINDOW))
    high = min(len(text), low + WINDOW)
    # A whole document may be one line, so only the nearest characters are searched.
    low = text.rfind("\n", max(low - 2000, 0), low) + 1 or low
    return low, high


def _label(document: Document, start: int, line: str) -> str | None:
    """The name of the section that begins in this line, unless the line contains the name."""
    for section in document.sections:
        if start <= section.start <= start + len(line):
            # A heading is named with those above it; in the text it is alone.
            name = section.name.split(" > ")[-1]
            return None if name.casefold() in line.casefold() else section.name
    return None


def report_view(
    reports: Mapping[str, IngestReport],
    unsent: Iterable[Mapping[str, str]] = (),
    keys: Sequence[str] = (),
    taken: Mapping[str, str] | None = None,
    *,
    embedder: str,
) -> Json:
    """The report on one upload: what was read, what failed, what needs a password, and whose name another has.

    Args:
        reports: One for each file, by the key that the page gave the file.
        unsent: `name` and `reason` of files that did not arrive.
        keys: The keys of all files that the page sent; those that are not in `locked` or `taken` are finished.
        taken: The source that another document has already, by the key of each file that was not read for that.
        embedder: The name of the index's embedding model.
    """
    failed = [
        {"name": _shown(source), "reason": reason}
        for report in reports.values()
        for source, reason in (*report.skipped, *report.failed)
        # These are listed apart, because a password may open them.
        if source not in report.encrypted
    ]
    failed += [{"name": str(u.get("name", "")), "reason": str(u.get("reason", ""))} for u in unsent]
    return {
        "read": [
            _shown(source) for report in reports.values() for source in (*report.added, *report.updated)
        ],
        "unchanged": [_shown(source) for report in reports.values() for source in report.unchanged],
        "removed": [_shown(source) for report in reports.values() for source in report.removed],
        "failed": failed,
        "locked": [
            {"key": key, "names": list(map(_shown, report.encrypted))}
            for key, report in reports.items()
            if report.encrypted
        ],
        "taken": [{"key": key, "source": source} for key, source in (taken or {}).items()],
        "keys": list(keys),
        "warnings": [
            {"name": _shown(source), "text": text}
            for report in reports.values()
            for source, text in report.warnings
        ],
        "language": language_advice(
            [_shown(source) for report in reports.values() for source in report.not_english],
            sum(len(report.added) + len(report.updated) for report in reports.values()),
            embedder,
        ),
    }


def _shown(source: str) -> str:
    """A source without folders. An upload keeps its name with the file inside it, such as "mails.zip/report.pdf"."""
    # A letter and a colon begin a path of Windows.
    return file_name(source) if source.startswith(("/", "\\")) or source[1:2] == ":" else source
