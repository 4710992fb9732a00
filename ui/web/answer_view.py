"""Makes the JSON of an answer: the chat message (ui/assets/chat/answer.js) and the evidence cards show it."""

from rag import Answer, Citation, Hit, Statement
from ui.answer_layout import Group, Lead, groups, lead, other_places, path, searched
from ui.pace import file_name
from ui.web.pieces import Json, Span, split

CONTEXT = 220
"""The number of characters that a card shows before and after a quote."""

NEAREST = 3
"""The number of passages shown if nothing answers, and before anything is read."""

_DOUBTFUL = 0.5  # below this confidence the page asks the reader to check the answer


def answer_view(answer: Answer) -> Json:
    """The JSON of one answer, with its statements for the chat and its cards for the evidence."""
    cited = answer.status not in ("not_found", "reading")
    first = lead(answer)
    return {
        "status": answer.status,
        "question": answer.question,
        "searched": _searched_view(answer),
        "text": answer.text,
        "lead": _lead_view(first) if first else None,
        "groups": _group_views(answer, said=first is not None and first.whole),
        "cards": _citation_cards(answer) if cited else [_hit_card(hit) for hit in answer.hits[:NEAREST]],
        "doubt": answer.status == "answered" and answer.confidence < _DOUBTFUL,
        "notes": list(answer.notes),
        "suggestions": list(answer.suggestions),
    }


def _searched_view(answer: Answer) -> Json | None:
    instead = searched(answer)
    return {"question": instead.question, "places": list(instead.places)} if instead else None


def _lead_view(first: Lead) -> Json:
    number = first.citation.number if first.citation else None
    return {"text": first.text, "number": number}


def _group_views(answer: Answer, *, said: bool) -> list[Json]:
    """The groups; `said` says whether the first statement is shown already, as what leads."""
    views = [_group_view(group) for group in groups(answer)]
    if views and said:
        views[0]["statements"][0]["said"] = True
    return views


def _group_view(group: Group) -> Json:
    return {"place": group.place, "statements": [_statement_view(s) for s in group.statements]}


def _statement_view(statement: Statement) -> Json:
    others = {citation.number for citation in other_places(statement)}
    return {
        "verdict": statement.verdict,
        "pieces": _statement_pieces(statement),
        "numbers": [c.number for c in statement.citations if c.number not in others],
        "also": sorted(others),
        "derivation": statement.derivation,
        "said": False,
    }


def _statement_pieces(statement: Statement) -> list[Json]:
    """The sentence in pieces; if it is a quote, the words that answer are marked."""
    # The sentence of a writer has no offsets in a document, so nothing in it can be marked.
    whole = [{"text": statement.text, "kind": "plain"}]
    if statement.verdict != "quoted" or not statement.citations:
        return whole
    citation = statement.citations[0]
    pieces = split(citation.quote, citation.start, [(span, "mark") for span in citation.marks])
    # Marks can be placed only if the statement is the quote on one line.
    if " ".join(citation.quote.split()) != statement.text:
        return whole
    return pieces


def _citation_cards(answer: Answer) -> list[Json]:
    passages = {hit.passage.id: hit for hit in answer.hits}
    same = {citation.number for statement in answer.statements for citation in other_places(statement)}
    return [
        {
            # Without what is around the quote: of a sentence that was shown before only the place is new.
            **_citation_card(c, None if c.number in same else passages.get(c.passage_id)),
            "same": c.number in same,
        }
        for c in answer.citations
    ]


def _citation_card(citation: Citation, hit: Hit | None) -> Json:
    span = (citation.start, citation.end)
    # The marks come after the quote, because later spans win.
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
        "section": citation.section and path(citation.section),
        "document": citation.document_id,
        "start": citation.start,
        "end": citation.end,
        "marks": [list(mark) for mark in citation.marks],
        "pieces": pieces,
    }


def _hit_card(hit: Hit) -> Json:
    passage = hit.passage
    # As much text as the context of a quote, on both sides together.
    end = min(passage.end, passage.start + 2 * CONTEXT)
    span = (passage.start, _word_edge(passage.text, end - passage.start) + passage.start)
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
        "pieces": _with_ellipses(pieces, hit, span),
    }


def _other_name(title: str, source: str) -> str | None:
    """The name of the file, unless the title is the same."""
    name = file_name(source)
    # Many titles are made from the name of the file; to repeat them would tell nothing.
    stem = name.rpartition(".")[0] or name
    return None if _words(title) in (_words(name), _words(stem)) else name


def _words(name: str) -> list[str]:
    return name.replace("_", " ").replace("-", " ").casefold().split()


def _context(hit: Hit, span: Span) -> Span:
    """The part of the passage that a card shows around `span`, cut between words."""
    passage = hit.passage
    start, end = max(span[0] - CONTEXT, passage.start), min(span[1] + CONTEXT, passage.end)
    if start > passage.start:
        space = passage.text.find(" ", start - passage.start, span[0] - passage.start)
        start = passage.start + space + 1 if space >= 0 else start
    # The last space may be inside the quote, which must be shown whole.
    return start, max(span[1], passage.start + _word_edge(passage.text, end - passage.start))


def _word_edge(text: str, end: int) -> int:
    """`end`, moved back to the last space if it would cut a word."""
    # Text without any space, such as Chinese, is cut where it is.
    return end if end >= len(text) else max(text.rfind(" ", 0, end), 0) or end


def _with_ellipses(pieces: list[Json], hit: Hit, shown: Span) -> list[Json]:
    start = [{"text": "… ", "kind": "context"}] if shown[0] > hit.passage.start else []
    end = [{"text": " …", "kind": "context"}] if shown[1] < hit.passage.end else []
    return [*start, *pieces, *end]
