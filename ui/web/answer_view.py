"""Makes the JSON of an answer: the chat message (ui/assets/chat/answer.js) and the evidence cards show it."""

from rag import Answer, AnswerTable, Citation, Hit, Letter, Statement
from ui.answer_forms import Block, Entry
from ui.answer_layout import Layout, Lead, Part, TableGround, layout, left_out_line, searched
from ui.answer_places import Group, other_places, path
from ui.answer_steps import found_line, searches_line
from ui.chats.copying import as_citation
from ui.languages import page_text
from ui.pace import file_name
from ui.web.pieces import Json, Span, split

CONTEXT = 220
"""The number of characters that a card shows before and after a quote."""

NEAREST = 3
"""The number of passages shown if nothing answers, and before anything is read."""

# What stands around these says nothing of them, and is on the cards of their neighbours.
_ALONE = ("item", "step", "code", "cell")

_LONGEST_FIGURE = 24  # characters: "$1,234,567.00 million"

_DOUBTFUL = 0.5  # below this confidence the page asks the reader to check the answer


def answer_view(answer: Answer) -> Json:
    """The JSON of one answer, with its statements for the chat and its cards for the evidence."""
    cited = answer.status not in ("not_found", "reading")
    shown = layout(answer)
    return {
        "status": answer.status,
        "question": answer.question,
        "searched": _searched_view(answer),
        "asked": {"count": answer.asked[0], "of": answer.asked[1]} if answer.asked else None,
        "text": answer.text,
        "lead": _lead_view(shown.lead) if shown.lead else None,
        "source": shown.source,
        "parts": _part_views(shown, answer.statements[:1]),
        "side_by_side": shown.side_by_side,
        "table": _table_view(answer.table, shown.ground) if answer.table and shown.ground else None,
        "cards": _citation_cards(answer) if cited else [_hit_card(hit) for hit in answer.hits[:NEAREST]],
        "doubt": answer.status == "answered" and answer.confidence < _DOUBTFUL,
        "notes": list(answer.notes),
        "suggestions": list(answer.suggestions),
        "searches": _searches_view(answer) if answer.steps else None,
        "left_out": _left_out_view(answer) if answer.left_out else None,
        "letter": _letter_view(answer.letter) if answer.letter else None,
        "activity": answer.activity,
    }


def _letter_view(letter: Letter) -> Json:
    return {"subject": letter.subject, "greeting": letter.greeting, "closing": letter.closing}


def _left_out_view(answer: Answer) -> Json:
    return {
        "line": left_out_line(answer) or page_text("Show what was left out"),
        "sentences": [{"text": one.text, "reason": one.reason} for one in answer.left_out],
    }


def _searches_view(answer: Answer) -> Json:
    steps = [
        {"search": step.search, "found": found_line(step), "missing": step.missing} for step in answer.steps
    ]
    return {"line": searches_line(answer), "steps": steps}


def _searched_view(answer: Answer) -> Json | None:
    instead = searched(answer)
    return {"question": instead.question, "places": list(instead.places)} if instead else None


def _lead_view(first: Lead) -> Json:
    number = first.citation.number if first.citation else None
    return {"text": first.text, "number": number}


def _part_views(shown: Layout, first: tuple[Statement, ...]) -> list[Json]:
    """The parts; the first statement is marked as said if it is shown already, as what leads."""
    said = first if shown.lead and shown.lead.whole else ()
    return [_part_view(part, said) for part in shown.parts]


def _part_view(part: Part, said: tuple[Statement, ...]) -> Json:
    return {"name": part.name, "groups": [_group_view(group, said) for group in part.groups]}


def _group_view(group: Group, said: tuple[Statement, ...]) -> Json:
    return {"place": group.place, "blocks": [_block_view(block, said) for block in group.blocks]}


def _block_view(block: Block, said: tuple[Statement, ...]) -> Json:
    return {"form": block.form, "entries": [_entry_view(entry, said) for entry in block.entries]}


def _entry_view(entry: Entry, said: tuple[Statement, ...]) -> Json:
    statement = entry.statement
    others = {citation.number for citation in other_places(statement)}
    return {
        "verdict": statement.verdict,
        "marker": entry.marker,
        "pieces": _pieces(entry),
        "numbers": [c.number for c in statement.citations if c.number not in others],
        "also": sorted(others),
        "derivation": statement.derivation,
        "original": statement.original,
        # Not by its words alone: another statement may have the same.
        "said": any(statement is known for known in said),
        "below": [_block_view(block, said) for block in entry.below],
    }


def _pieces(entry: Entry) -> list[Json]:
    """The words in pieces; if they are a quote, those that answer are marked."""
    statement = entry.statement
    # The sentence of a writer has no offsets in a document, so nothing in it can be marked.
    whole = [{"text": entry.words, "kind": "plain"}]
    if statement.verdict != "quoted" or not statement.citations:
        return whole
    citation = statement.citations[0]
    # Marks can be placed only if the statement is the quote: code as it is, all else on one line.
    quote = citation.quote
    if (quote if statement.form == "code" else " ".join(quote.split())) != statement.text:
        return whole
    skip = _skipped(quote, statement.text[: entry.skip])
    return split(quote[skip:], citation.start + skip, [(span, "mark") for span in citation.marks])


def _skipped(quote: str, marker: str) -> int:
    """The offset in the quote of what follows the marker; the text has the same characters but for its spaces."""
    left = len("".join(marker.split()))
    if not left:
        return 0
    for position, character in enumerate(quote):
        if not character.isspace():
            if not left:
                return position
            left -= 1
    return len(quote)


def _table_view(table: AnswerTable, ground: TableGround) -> Json:
    return {
        "title": table.title,
        "place": ground.place,
        "derivation": ground.derivation,
        "columns": [{"name": name, "figures": _figures(table, at)} for at, name in enumerate(table.columns)],
        "rows": [[{"text": cell.text, "number": cell.number} for cell in row] for row in table.rows],
    }


def _figures(table: AnswerTable, column: int) -> bool:
    """Whether a column has figures, whose ends stand below one another."""
    cells = [row[column].text for row in table.rows if column < len(row) and row[column].text.strip()]
    return bool(cells) and all(_is_figure(text) for text in cells)


def _is_figure(text: str) -> bool:
    digits = sum(character.isdigit() for character in text)
    letters = sum(character.isalpha() for character in text)
    return digits > 0 and letters <= 3 and len(text) <= _LONGEST_FIGURE


def _citation_cards(answer: Answer) -> list[Json]:
    passages = {hit.passage.id: hit for hit in answer.hits}
    same = {citation.number for statement in answer.statements for citation in other_places(statement)}
    listed = {c.number for s in answer.statements if s.form in _ALONE for c in s.citations}
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
        start, end = _lines(hit, span) if alone else _context(hit, span)
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
        "copy": as_citation(citation),
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


def _context(hit: Hit, span: Span) -> Span:
    """The part of the passage that a card shows around `span`, cut between words."""
    passage = hit.passage
    start, end = max(span[0] - CONTEXT, passage.start), min(span[1] + CONTEXT, passage.end)
    if start > passage.start:
        space = passage.text.find(" ", start - passage.start, span[0] - passage.start)
        start = passage.start + space + 1 if space >= 0 else start
    # The last space may be inside the quote, which must be shown whole.
    return start, max(span[1], passage.start + _word_edge(passage.text, end - passage.start))


def _lines(hit: Hit, span: Span) -> Span:
    """The lines that `span` is in: an item, the row of a table."""
    passage = hit.passage
    start = passage.text.rfind("\n", 0, span[0] - passage.start) + 1
    end = passage.text.find("\n", span[1] - passage.start)
    lines = (passage.start + start, passage.end if end < 0 else passage.start + end)
    return lines if lines[1] - lines[0] <= span[1] - span[0] + 2 * CONTEXT else _context(hit, span)


def _word_edge(text: str, end: int) -> int:
    """`end`, moved back to the last space if it would cut a word."""
    # Text without any space, such as Chinese, is cut where it is.
    return end if end >= len(text) else max(text.rfind(" ", 0, end), 0) or end


def _with_ellipses(pieces: list[Json], hit: Hit, shown: Span) -> list[Json]:
    start = [{"text": "… ", "kind": "context"}] if shown[0] > hit.passage.start else []
    end = [{"text": " …", "kind": "context"}] if shown[1] < hit.passage.end else []
    return [*start, *pieces, *end]
