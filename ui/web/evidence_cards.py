"""Makes the JSON of the evidence cards of an answer: each quote with what stands around it, or the nearest passages."""

import re

from rag import Answer, Citation, Hit, Passage
from ui.answer_places import behind_names, other_places, path
from ui.chats.copying import as_citation
from ui.pace import file_name
from ui.web.pieces import Json, Span, split

CONTEXT = 220
"""The number of characters that a card shows before and after a quote."""

NEAREST = 3
"""The number of passages shown if nothing answers, and before anything is read."""

# What stands around these says nothing of them, and is on the cards of their neighbours.
_ALONE = ("item", "step", "code", "cell")


def evidence_cards(answer: Answer) -> list[Json]:
    """The cards of an answer: of its citations, or of the nearest passages where nothing answers, or nothing is read yet."""
    if answer.status in ("not_found", "reading"):
        return [_hit_card(hit) for hit in answer.hits[:NEAREST]]
    passages = {hit.passage.id: hit for hit in answer.hits}
    same = {citation.number for statement in answer.statements for citation in other_places(statement)}
    listed = {
        c.number
        for s in answer.statements
        if s.form in _ALONE or s.verdict == "computed"
        for c in s.citations
    }
    return [
        {
            # Without what is around the quote: of a sentence that was shown before only the place is new.
            **_citation_card(
                c, None if c.number in same else passages.get(c.passage_id), alone=c.number in listed
            ),
            "same": c.number in same,
        }
        for c in answer.citations
    ]


def _citation_card(citation: Citation, hit: Hit | None, *, alone: bool = False) -> Json:
    span = (citation.start, citation.end)
    # The marks come after the quote, because later spans win.
    spans = [(span, "quote"), *((mark, "mark") for mark in citation.marks)]
    if hit is None:
        pieces = split(citation.quote, citation.start, spans, "context")
    else:
        whole = _lines(hit.passage, span) if alone else None
        within = whole or _section(hit.passage, span)
        shown = whole or _context(hit.passage, span, within)
        pieces = split(hit.passage.quote(shown), shown[0], spans, "context")
        pieces = _with_ellipses(pieces, shown, within)
    return {
        "number": citation.number,
        "title": citation.title,
        "file": _other_name(citation.title, citation.source),
        "section": citation.section and path(citation.section),
        "document": citation.document_id,
        "start": citation.start,
        "end": citation.end,
        "marks": [list(mark) for mark in citation.marks],
        "pieces": pieces,
        "copy": as_citation(citation),
    }


def _hit_card(hit: Hit) -> Json:
    passage = hit.passage
    start = behind_names(passage, passage.start, passage.end)
    # As much text as the context of a quote, on both sides together.
    end = min(passage.end, start + 2 * CONTEXT)
    span = (start, _word_edge(passage.text, end - passage.start) + passage.start)
    pieces = [{"text": passage.quote(span), "kind": "context"}]
    return {
        "number": None,
        "title": passage.title,
        "file": _other_name(passage.title, passage.source),
        "section": passage.section and path(passage.section),
        "document": passage.document_id,
        "start": passage.start,
        "end": passage.end,
        "marks": [],
        "same": False,
        "pieces": _with_ellipses(pieces, span, (start, passage.end)),
        "copy": None,
    }


def _other_name(title: str, source: str) -> str | None:
    """The name of the file, unless the title is the same."""
    name = file_name(source)
    # Many titles are made from the name of the file; to repeat them would tell nothing.
    stem = name.rpartition(".")[0] or name
    return None if _words(title) in (_words(name), _words(stem)) else name


def _words(name: str) -> list[str]:
    return name.replace("_", " ").replace("-", " ").casefold().split()


def _context(passage: Passage, span: Span, within: Span) -> Span:
    """The part of the passage that a card shows around `span`, of what is `within`, cut between words."""
    first, last = within
    start, end = max(span[0] - CONTEXT, first), min(span[1] + CONTEXT, last)
    if start > first:
        space = passage.text.find(" ", start - passage.start, span[0] - passage.start)
        start = passage.start + space + 1 if space >= 0 else start
    # The last space may be inside the quote, which must be shown whole.
    return start, max(span[1], passage.start + _word_edge(passage.text, end - passage.start))


def _section(passage: Passage, span: Span) -> Span:
    """The stretch of the passage that is in the innermost section of `span`, without the heading above it."""
    around = [s for s in passage.sections if s.start <= span[0] and span[1] <= s.end]
    inner = min(around, key=lambda section: section.end - section.start, default=None)
    first, last = passage.start, passage.end
    if inner:
        first, last = max(first, inner.start), min(last, inner.end)
    shown = passage.text[first - passage.start : last - passage.start].rstrip()
    return behind_names(passage, first, span[0]), max(span[1], first + len(shown))


def _lines(passage: Passage, span: Span) -> Span | None:
    """The lines that `span` is in: an item, the row of a table; None if they are too long."""
    start = passage.text.rfind("\n", 0, span[0] - passage.start) + 1
    end = passage.text.find("\n", span[1] - passage.start)
    lines = (passage.start + start, passage.end if end < 0 else passage.start + end)
    return lines if lines[1] - lines[0] <= span[1] - span[0] + 2 * CONTEXT else None


def _word_edge(text: str, end: int) -> int:
    """`end`, moved back to the last space if it would cut a word."""
    # Text without any space, such as Chinese, is cut where it is; so is what ends with a line.
    return end if text[end : end + 1] in ("", "\n") else max(text.rfind(" ", 0, end), 0) or end


def _with_ellipses(pieces: list[Json], shown: Span, within: Span) -> list[Json]:
    start = [{"text": "… ", "kind": "context"}] if shown[0] > within[0] else []
    end = [{"text": " …", "kind": "context"}] if shown[1] < within[1] else []
    return [*start, *map(_close, pieces), *end]


def _close(piece: Json) -> Json:
    """A piece without empty lines: a card has room for few."""
    return {**piece, "text": re.sub(r"\n\s*\n", "\n", piece["text"])}
