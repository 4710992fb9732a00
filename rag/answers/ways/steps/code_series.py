"""Commands and examples in code, each with the sentence that introduces it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index import Span
from rag.answers.ways.structure.around import Around
from rag.answers.ways.structure.matching import heading_above, match
from rag.answers.ways.way import Asked, Item
from rag.reading.context import announces

# A section with more is a chapter: then the commands at the best sentence are enough.
_MOST_CODES = 8
_LEAST_HEADING = 0.6
# How many of the best sentences may say what the code does.
_BEST = 3
# A command by a better sentence is shown before one by another.
_BEHIND = 0.02
# What is not to be typed: output.
_SHOWN = re.compile(
    r"\b(?:outputs?|results?|responses?|returns?|prints?|shows?|see|looks? like|similar to)\b", re.I
)
# One word alone, such as the name of the product, fits too much.
_LEAST_TERMS = 2
_SKIPPED = ("furniture",)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFound:
    """Commands for a question.

    Attributes:
        items: Sentences and code, in the order of the document.
        confidence: As in `WayAnswer`.
    """

    items: tuple[Item, ...]
    confidence: float


def code_items(asked: Asked, seen: Around) -> CodeFound | None:
    """The commands in what was seen that answer; None if none do."""
    decision = asked.plain.decision
    codes = [number for number, block in enumerate(seen.blocks) if block.kind == "code"]
    best = _best_code(asked, seen, codes) if decision.status != "not_found" else None
    if best is not None:
        rank, code = best
        codes = _series(asked, seen, codes, code) or [code]
        return CodeFound(items=tuple(_items(seen, codes)), confidence=decision.confidence - rank * _BEHIND)
    for code in codes:
        introduction = _text(seen, introducing(seen, code))
        fit = match(asked.terms, seen, code, introduction)
        if _SHOWN.search(introduction) or len(fit.near) < _LEAST_TERMS:
            continue
        if fit.near_share >= _LEAST_HEADING and fit.all_share > 1 - 1e-6:
            codes = _series(asked, seen, codes, code) or [code]
            return CodeFound(items=tuple(_items(seen, codes)), confidence=0.4 + 0.45 * fit.quality)
    return None


def introducing(seen: Around, code: int) -> Span | None:
    """The sentence before some code; None if there is none."""
    for number in range(code - 1, -1, -1):
        kind = seen.blocks[number].kind
        if kind in _SKIPPED:
            continue
        if kind not in ("paragraph", "list_item", "term"):
            return None
        sentences = seen.sentences(number)
        return sentences[-1] if sentences else None
    return None


def _best_code(asked: Asked, seen: Around, codes: list[int]) -> tuple[int, int] | None:
    """The rank, from 0, of the best sentence that is in some code or introduces it, and that code."""
    for rank, reading in enumerate(asked.plain.readings.sentences[:_BEST]):
        if reading.hit.passage.document_id != seen.hit.passage.document_id:
            continue
        for code in codes:
            block, before = seen.blocks[code], introducing(seen, code)
            inside = block.start <= reading.sentence[0] < block.end
            if inside or (
                before and before[0] <= reading.sentence[0] < before[1] and announces(reading.text)
            ):
                return rank, code
    return None


def _series(asked: Asked, seen: Around, codes: list[int], best: int) -> list[int]:
    """All code of the section, if its heading says what is asked for and it is short."""
    heading = heading_above(seen, best)
    matched = asked.terms.matched(asked.terms.stems_of(heading))
    if len(matched) < _LEAST_HEADING * max(1, len(asked.terms.terms)):
        return []
    same = [code for code in codes if heading_above(seen, code) == heading]
    return same if len(same) <= _MOST_CODES else []


def _items(seen: Around, codes: list[int]) -> Iterator[Item]:
    typed = [code for code in codes if not _SHOWN.search(_text(seen, introducing(seen, code)))]
    for code in typed or codes:
        if before := introducing(seen, code):
            yield Item(readings=(seen.reading(before),))
        block = seen.blocks[code]
        yield Item(readings=(seen.reading((block.start, block.end)),), form="code")


def _text(seen: Around, span: Span | None) -> str:
    return seen.reading(span).text if span else ""
