"""What the page shows, as plain JSON: pure functions from answers and documents to dicts.

Every text stays text: the page's scripts put it into the document with `textContent`, never as
markup and never through a template. (Gradio 6.31 evaluates what Handlebars has rendered a second
time, as a JavaScript template literal, so `${...}` in a document would run: seen on 2026-11-23.)
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

from rag import Answer, Citation, Document, Hit, IngestReport, Statement, summary, warnings
from ui.pace import file_name

Json: TypeAlias = dict[str, Any]
Span: TypeAlias = tuple[int, int]

CONTEXT = 220
"""How many characters of a passage stand before and behind a quote on a card."""

WINDOW = 120_000
"""How many characters of a long document are shown at once, around the quote."""

NEAREST = 3
"""How many passages are shown when nothing answers."""

_DOUBTFUL = 0.5  # below it, the page says in words that the reader should check


def answer_view(answer: Answer) -> Json:
    """Everything that the conversation and the evidence show of one answer."""
    found = answer.status != "not_found"
    passages = {hit.passage.id: hit for hit in answer.hits}
    cards = [_citation_card(c, passages.get(c.passage_id)) for c in answer.citations]
    return {
        "status": answer.status,
        "question": answer.question,
        "searched": searched_instead(answer),
        "text": answer.text,
        "statements": [_statement_view(s) for s in answer.statements],
        "cards": cards if found else [_hit_card(hit) for hit in answer.hits[:NEAREST]],
        "doubt": answer.status == "answered" and answer.confidence < _DOUBTFUL,
        "notes": list(answer.notes),
    }


def searched_instead(answer: Answer) -> str | None:
    """The question that was searched for, if it is another one than was asked."""
    asked, searched = answer.question.strip(), answer.standalone_question.strip()
    return searched if searched and searched != asked else None


def place(title: str, section: str | None) -> str:
    """A place in words: "Report, page 3"."""
    return f"{title}, {section}" if section else title


def _statement_view(statement: Statement) -> Json:
    first = statement.citations[0] if statement.citations else None
    return {
        "verdict": statement.verdict,
        "pieces": _statement_pieces(statement),
        "numbers": [c.number for c in statement.citations],
        "place": place(first.title, first.section) if first else None,
    }


def _statement_pieces(statement: Statement) -> list[Json]:
    """The sentence, with the words that answer set apart where it is the quote itself."""
    whole = [{"text": statement.text, "kind": "plain"}]
    if statement.verdict != "quoted" or not statement.citations:
        return whole
    citation = statement.citations[0]
    pieces = split(citation.quote, citation.start, [(span, "mark") for span in citation.marks])
    # The statement is the quote on one line; where it isn't, the marks can't be placed.
    if " ".join(citation.quote.split()) != statement.text:
        return whole
    return pieces


def split(text: str, offset: int, spans: Iterable[tuple[Span, str]], rest: str = "plain") -> list[Json]:
    """Cuts `text` into pieces, each with its kind.

    Args:
        text: The characters to cut.
        offset: The document offset of the first one.
        spans: Document offsets and their kind; later ones win where they overlap.
        rest: The kind of characters in no span.

    Returns:
        Pieces in order; their texts joined are `text`.
    """
    inside = ((max(s - offset, 0), min(e - offset, len(text)), kind) for (s, e), kind in spans)
    clipped = [span for span in inside if span[0] < span[1]]
    edges = sorted({0, len(text), *(s for s, _, _ in clipped), *(e for _, e, _ in clipped)})
    pieces: list[Json] = []
    for start, end in pairwise(edges):
        kinds = [kind for s, e, kind in clipped if s <= start and end <= e]
        kind = kinds[-1] if kinds else rest
        if pieces and pieces[-1]["kind"] == kind:
            pieces[-1]["text"] += text[start:end]
        else:
            pieces.append({"text": text[start:end], "kind": kind})
    return pieces


def _citation_card(citation: Citation, hit: Hit | None) -> Json:
    span = (citation.start, citation.end)
    spans = [(span, "quote"), *((mark, "mark") for mark in citation.marks)]
    if hit is None:
        pieces = split(citation.quote, citation.start, spans, "context")
    else:
        start, end = _context(hit, span)
        text = hit.passage.quote((start, end))
        pieces = _with_ellipses(split(text, start, spans, "context"), hit, (start, end))
    return {
        "number": citation.number,
        "title": citation.title,
        "file": _other_name(citation.title, citation.source),
        "section": citation.section,
        "document": citation.document_id,
        "start": citation.start,
        "end": citation.end,
        "marks": [list(mark) for mark in citation.marks],
        "pieces": pieces,
    }


def _hit_card(hit: Hit) -> Json:
    passage = hit.passage
    end = min(passage.end, passage.start + 2 * CONTEXT)
    span = (passage.start, _word_edge(passage.text, end - passage.start) + passage.start)
    pieces = [{"text": passage.quote(span), "kind": "context"}]
    return {
        "number": None,
        "title": passage.title,
        "file": _other_name(passage.title, passage.source),
        "section": passage.section,
        "document": passage.document_id,
        "start": passage.start,
        "end": passage.end,
        "marks": [],
        "pieces": _with_ellipses(pieces, hit, span),
    }


def _other_name(title: str, source: str) -> str | None:
    """The name of the file, by which people know it, unless the title says as much."""
    name = file_name(source)
    stem = name.rpartition(".")[0] or name
    known = {" ".join(it.replace("_", " ").replace("-", " ").casefold().split()) for it in (name, stem)}
    return None if " ".join(title.replace("_", " ").replace("-", " ").casefold().split()) in known else name


def _context(hit: Hit, span: Span) -> Span:
    """The stretch of the passage that a card shows around `span`, cut between words."""
    passage = hit.passage
    start, end = max(span[0] - CONTEXT, passage.start), min(span[1] + CONTEXT, passage.end)
    if start > passage.start:
        space = passage.text.find(" ", start - passage.start, span[0] - passage.start)
        start = passage.start + space + 1 if space >= 0 else start
    return start, max(span[1], passage.start + _word_edge(passage.text, end - passage.start))


def _word_edge(text: str, end: int) -> int:
    """`end`, moved back to the last space if it would cut a word."""
    return end if end >= len(text) else max(text.rfind(" ", 0, end), 0) or end


def _with_ellipses(pieces: list[Json], hit: Hit, shown: Span) -> list[Json]:
    before = [{"text": "… ", "kind": "context"}] if shown[0] > hit.passage.start else []
    behind = [{"text": " …", "kind": "context"}] if shown[1] < hit.passage.end else []
    return [*before, *pieces, *behind]


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
            {"key": key, "names": [_shown(s) for s in it.encrypted]}
            for key, it in reports.items()
            if it.encrypted
        ],
        "keys": list(keys),
        "warnings": [{"name": _shown(s), "text": text} for it in found for s, text in it.warnings],
    }


def _shown(source: str) -> str:
    """A source without folders: an upload's name with what is inside it, "mails.zip/report.pdf"; else the last part."""
    return file_name(source) if source.startswith(("/", "\\")) or source[1:2] == ":" else source
