"""Makes questions for `pincite eval` of answers that people rated (docs/evaluate.md says what becomes of which rating)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rag import Answer, Citation
from ui.answer_layout import lead
from ui.chats.rated import RatedAnswer
from ui.chats.rating import Rating

# Characters. A shorter quote, such as the figure in a cell, may stand in many places of its document.
_TELLING = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeSet:
    """Questions of rated answers.

    Attributes:
        text: A line of JSON for each, as `pincite eval` reads it.
        measured: How many can be measured.
        to_complete: How many lack the right place, which their line has a field for; `pincite eval` names and skips them.
        left_out: How many rated answers give no question: what was said is true of some of the documents only, or the answer
            rests on none.
    """

    text: str
    measured: int
    to_complete: int
    left_out: int


def made_set(rated: Iterable[RatedAnswer]) -> MadeSet:
    """The questions of rated answers, in their order."""
    lines = [_line(one) for one in rated]
    kept = [line for line in lines if line is not None]
    complete = sum(not line["answerable"] or bool(line["evidence"]) for line in kept)
    return MadeSet(
        # ASCII, since some programs would part a line at U+2028.
        text="".join(f"{json.dumps(line)}\n" for line in kept),
        measured=complete,
        to_complete=len(kept) - complete,
        left_out=len(lines) - len(kept),
    )


def _line(rated: RatedAnswer) -> dict[str, Any] | None:
    answer, rating = rated.message.answer, rated.message.rating
    if answer is None or rating is None:
        return None
    refused = answer.status == "not_found"
    unanswerable = refused if rating.good else rating.fault == "refuse"
    # All documents are asked in an evaluation, and others may have the answer.
    if unanswerable and answer.asked is not None:
        return None
    cited = _evidence(answer)
    if not (unanswerable or refused or cited):
        return None
    line: dict[str, Any] = {
        "id": rated.message.id,
        "question": rated.message.question.strip(),
        "answerable": not unanswerable,
    }
    if not unanswerable:
        line |= _golds(answer, rating, cited)
    if _leans(answer) and rated.before:
        line["history"] = list(rated.before)
    if not rating.good:
        # Read by people only.
        line["rating"] = {"fault": rating.fault, "words": rating.words}
    return line


def _golds(answer: Answer, rating: Rating, cited: list[dict[str, str]]) -> dict[str, Any]:
    """Where the answer stands, as far as that is known."""
    if rating.good:
        first = lead(answer)
        # "Yes", and a figure that was computed, are in no document, and so are no words to look for in quotes.
        short = {"answers": [first.text]} if first and first.citation else {}
        return {"evidence": cited, **short}
    place = rating.place and [{"document": rating.place.source, "quote": rating.place.quote}]
    if place and rating.fault == "incomplete":
        return {"evidence": _once([*cited, *place])}
    # What was cited may help whoever completes it, and is no evidence.
    return {"evidence": place} if place else {"evidence": [], "cited": cited}


def _evidence(answer: Answer) -> list[dict[str, str]]:
    stated = {
        citation.number
        for statement in answer.statements
        if statement.verdict != "unsupported"
        for citation in statement.citations
    }
    return _once(
        {"document": citation.source, "quote": _telling(answer, citation)}
        for citation in answer.citations
        if citation.number in stated
    )


def _telling(answer: Answer, citation: Citation) -> str:
    """The quote; of one that is so short that it may stand anywhere its whole line, such as the row of a table."""
    passage = next((hit.passage for hit in answer.hits if hit.passage.id == citation.passage_id), None)
    if len(citation.quote) >= _TELLING or passage is None:
        return citation.quote
    start = passage.text.rfind("\n", 0, citation.start - passage.start) + 1
    end = passage.text.find("\n", citation.end - passage.start)
    return passage.text[start : end if end >= 0 else None].strip()


def _once(places: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    return list({(place["document"], place["quote"]): place for place in places}.values())


def _leans(answer: Answer) -> bool:
    """Whether other words were searched for, which may come from the questions before it."""
    return answer.standalone_question.strip() != answer.question.strip()
