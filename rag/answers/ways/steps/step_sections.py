"""Steps that are sections: headings that count ("Step 1: Mount the bracket", "1. Install"), each with what stands below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.answer import Form
from rag.answers.ways.lists.lists import first_sentences
from rag.answers.ways.structure.around import Around
from rag.answers.ways.structure.markers import Marker, marker
from rag.answers.ways.way import Asked, Item
from rag.questions.analysis import QuestionTerms

# A step is shown with so much of what stands below its heading.
_LONGEST_BODY = 400
_MOST_BLOCKS = 6
_FEWEST = 2
_LEAST_SHARE, _ALONE = 0.6, 0.99
# A paper counts its sections, too.
_NO_STEPS = re.compile(
    r"\b(?:introduction|background|related work|conclusions?|discussion|results?|methods?|methodology|references|evaluation|summary|overview|definitions?|scope"
    r"|general|appendix|abstract|acknowledge?ments?|terms|purpose|einleitung|fazit|allgemeines|zusammenfassung|geltungsbereich|introducci[oó]n|conclusi[oó]n)\b",
    re.I,
)
# A heading that counts says what to do: it begins with no article, and is short.
_NAMES_A_THING = re.compile(
    r"^(?:the|an?|our|this|about|what|why|how|when|who|der|die|das|le|la|les|el)\b", re.I
)
_LONGEST_HEADING = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionSteps:
    """Steps that are sections.

    Attributes:
        items: The heading of each step, then what stands below it.
        count: How many steps there are.
        confidence: As in `WayAnswer`.
    """

    items: tuple[Item, ...]
    count: int
    confidence: float


def section_steps(asked: Asked, seen: Around) -> SectionSteps | None:
    """The steps among the headings around a passage that fit the question; None if there are none."""
    for headings in _series(seen):
        if confidence := _fits(asked, seen, headings):
            items = tuple(_items(seen, headings))
            return SectionSteps(items=items, count=len(headings), confidence=confidence)
    return None


def _series(seen: Around) -> Iterator[list[int]]:
    """The headings that count on from 1 in one form, as the numbers of their blocks."""
    open_: dict[str, tuple[int, list[int]]] = {}
    for number, block in enumerate(seen.blocks):
        if block.kind not in ("heading", "list_item", "paragraph"):
            continue
        own = marker(seen.texts[number])
        if not own.is_digit or not (block.kind == "heading" or "step" in own.form or "schritt" in own.form):
            continue
        last, found = open_.get(own.form, (0, []))
        if own.values == (1,):
            if len(found) >= _FEWEST:
                yield found
            open_[own.form] = (1, [number])
        elif found and own.values == (last + 1,):
            open_[own.form] = (last + 1, [*found, number])
    for _, found in open_.values():
        if len(found) >= _FEWEST and all(seen.blocks[number].kind == "heading" for number in found):
            yield found


def _fits(asked: Asked, seen: Around, headings: Sequence[int]) -> float | None:
    """How surely these are the steps that are asked for; None if they are not."""
    own = marker(seen.texts[headings[0]])
    if not _says_so(own) and not all(_tells(seen.texts[number]) for number in headings):
        return None
    share = _share_above(asked.terms, seen, headings)
    plain = asked.plain.decision
    inside = plain.status != "not_found" and _holds_best(asked, seen, headings)
    if share < (_LEAST_SHARE if inside else _ALONE):
        return None
    sure = 0.4 + 0.55 * share
    return max(sure, plain.confidence) if inside else sure


def _says_so(own: Marker) -> bool:
    return own.form[0] not in "#([" and own.form[0].isalpha()


def _tells(heading: str) -> bool:
    """Whether a heading that counts may say what to do."""
    words = heading[marker(heading).length :].strip(" :.–—-")
    return (
        len(heading) <= _LONGEST_HEADING and not _NO_STEPS.search(words) and not _NAMES_A_THING.match(words)
    )


def _share_above(terms: QuestionTerms, seen: Around, headings: Sequence[int]) -> float:
    """How much of the question is said by the title, and by the headings above the first step."""
    first = seen.blocks[headings[0]]
    passage = seen.passage_at(first.start)
    above = passage.context(first.start).replace(seen.texts[headings[0]], " ")
    return len(terms.matched(terms.stems_of(f"{above} {passage.title}"))) / max(1, len(terms.terms))


def _holds_best(asked: Asked, seen: Around, headings: Sequence[int]) -> bool:
    """Whether the best sentence that was read is in a step."""
    for best in asked.plain.readings.sentences[:1]:
        number = seen.block_at(best.sentence[0])
        same = best.hit.passage.document_id == seen.hit.passage.document_id
        return same and number is not None and number >= headings[0]
    return False


def _items(seen: Around, headings: Sequence[int]) -> Iterator[Item]:
    for number, behind in zip(headings, [*headings[1:], len(seen.blocks)], strict=True):
        block = seen.blocks[number]
        yield Item(readings=(seen.reading((block.start, block.end)),), form="step")
        yield from _below(seen, range(number + 1, min(behind, number + 1 + _MOST_BLOCKS)))


def _below(seen: Around, numbers: range) -> Iterator[Item]:
    """What stands below the heading of a step, up to the next heading."""
    for number in numbers:
        block = seen.blocks[number]
        if block.kind in ("heading", "title"):
            return
        if block.kind == "code":
            yield Item(readings=(seen.reading((block.start, block.end)),), form="code")
        elif block.kind in ("paragraph", "list_item", "note"):
            form: Form = "item" if block.kind == "list_item" else "sentence"
            span = first_sentences(seen, number, _LONGEST_BODY)
            yield Item(readings=(seen.reading(span),), form=form)
