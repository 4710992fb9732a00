"""Makes the JSON of an answer: the chat message (ui/assets/chat/answer.js) and the evidence cards show it."""

from rag import Answer, AnswerTable, Letter, Statement
from ui.answer_forms import Block, Entry
from ui.answer_layout import Layout, Lead, Part, TableGround, layout, left_out_line, searched
from ui.answer_places import Group, other_places
from ui.answer_steps import found_line, searches_line
from ui.languages import page_text
from ui.web.evidence_cards import evidence_cards
from ui.web.pieces import Json, split

_LONGEST_FIGURE = 24  # characters: "$1,234,567.00 million"

_DOUBTFUL = 0.5  # below this confidence the page asks the reader to check the answer


def answer_view(answer: Answer) -> Json:
    """The JSON of one answer, with its statements for the chat and its cards for the evidence."""
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
        "cards": evidence_cards(answer),
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
