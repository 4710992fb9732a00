"""Answers "What is the difference between A and B?": what the documents say of each side, side by side."""

import re
from collections.abc import Iterable, Sequence

from index import CONTEXT_KINDS, stems
from rag.answers.decide import one_line
from rag.answers.ways.way import Asked, Item, PlainAnswer, WayAnswer
from rag.protocols import Reading
from rag.questions.kinds.comparisons import Comparison, comparison
from rag.questions.kinds.definitions import defines
from rag.reading.labels import is_row, labelled

_OF_A_SIDE = 3
_OF_BOTH = 2
# What is shown of a side beside its best sentence is so likely an answer.
_LIKELY = 0.3
_FEWEST_WORDS = 4
_DEFINING, _OF_ASPECT = 0.5, 0.3
_ONE_SIDE_MISSING = 0.6
_SURE = 0.85
_CONTRAST = re.compile(
    r"\b(?:whereas|while|unlike|differs?|differences?|different|compared|in contrast|by contrast|instead of|rather than|than"
    r"|distinguish\w*|während|hingegen|unterscheide\w*|unterschied\w*|anders als|alors que|tandis que|contrairement|mientras)\b",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^[•*·▪–—-]\s+|^\(?\w{1,3}[.)]\s+")
_WHOLE = re.compile(r"[.!。！…][\"”’)\]]{0,2}(?:\s?\[\d+\])?$")


def compared(asked: Asked) -> WayAnswer | None:
    """The sides with what is said of each; None if the question compares nothing, or neither side is found."""
    wanted = comparison(asked.question)
    if wanted is None:
        return None
    answers = [asked.ask(_question(side, wanted.aspect)) for side in wanted.sides]
    everything = _distinct(
        reading for answer in (asked.plain, *answers) for reading in answer.readings.sentences
    )
    both = _of_both(wanted, everything)
    items = [Item(readings=(reading,)) for reading in both]
    sides = {
        side: _of_side(side, wanted, answer, [one for one in everything if one not in both])
        for side, answer in zip(wanted.sides, answers, strict=True)
    }
    found = [side for side, readings in sides.items() if readings]
    if not found or (len(found) < len(sides) and not both and asked.plain.decision.status != "not_found"):
        return None
    items += [
        Item(readings=(reading,), part=side) for side, readings in sides.items() for reading in readings
    ]
    missing = [side for side in wanted.sides if side not in found]
    whole = not missing or bool(both)
    best = max(reading.probability for item in items for reading in item.readings)
    return WayAnswer(
        kind="comparison",
        items=tuple(items),
        confidence=max(_SURE, asked.plain.decision.confidence) if whole else best * _ONE_SIDE_MISSING,
        notes=tuple(f"Nothing was found about “{side}” alone." for side in missing),
    )


def _question(side: str, aspect: str) -> str:
    return f"What is the {aspect} of {side}?" if aspect else f"What is {side}?"


def _distinct(readings: Iterable[Reading]) -> list[Reading]:
    """Each sentence once, as it was read with the highest probability; only whole sentences."""
    best: dict[str, Reading] = {}
    for reading in readings:
        text = one_line(reading.text)
        if _is_told(reading, text) and (text not in best or best[text].probability < reading.probability):
            best[text] = reading
    return list(best.values())


def _is_told(reading: Reading, text: str) -> bool:
    """Whether it is a statement: no heading, no code, no question, no fragment; of tables only rows with labels."""
    passage = reading.hit.passage
    number = passage.sentences.index(reading.sentence) if reading.sentence in passage.sentences else 0
    kind = passage.kind_of(number)
    if kind in CONTEXT_KINDS or kind == "code":
        return False
    if is_row(text):
        return bool(labelled(text))
    return (
        len(text.split()) >= _FEWEST_WORDS
        and _WHOLE.search(text) is not None
        and _BULLET.sub("", text)[:1] not in "(["
    )


def _of_both(wanted: Comparison, readings: Sequence[Reading]) -> list[Reading]:
    """The sentences that set the sides against each other."""
    fitting = [
        reading
        for reading in readings
        if _CONTRAST.search(reading.text) and all(_speaks_of(side, reading.text) for side in wanted.sides)
    ]
    return sorted(fitting, key=lambda reading: -reading.probability)[:_OF_BOTH]


def _of_side(
    side: str, wanted: Comparison, answer: PlainAnswer, readings: Sequence[Reading]
) -> list[Reading]:
    others = [other for other in wanted.sides if other != side]
    scored = []
    for reading in readings:
        worth = _worth(side, others, wanted.aspect, reading)
        if worth is not None:
            scored.append((worth, reading))
    scored.sort(key=lambda pair: -pair[0])
    if not scored:
        return []
    least = max(_LIKELY, scored[0][0] / 3)
    best, *others_said = [
        reading for worth, reading in scored[:_OF_A_SIDE] if worth >= min(least, scored[0][0])
    ]
    # The best one first, the others in the order of their documents.
    ids = list(dict.fromkeys(reading.hit.passage.document_id for reading in others_said))
    others_said.sort(key=lambda one: (ids.index(one.hit.passage.document_id), one.sentence))
    return [best, *others_said]


def _worth(side: str, others: Sequence[str], aspect: str, reading: Reading) -> float | None:
    """How much a sentence says of a side; None if it does not speak of it, or speaks of another as much."""
    text = reading.text
    said = _speaks_of(side, text)
    passage = reading.hit.passage
    heading = passage.heading_at(reading.sentence[0]) or ""
    if not said and not (_speaks_of(side, heading) and not any(_speaks_of(o, text) for o in others)):
        return None
    if any(_speaks_of(other, text) and not _speaks_of(other, side) for other in others):
        return None
    worth = reading.probability + _DEFINING * defines(side, one_line(text))
    if aspect and set(stems(aspect)) & set(stems(text)):
        worth += _OF_ASPECT
    return worth if said else worth * 0.8


def _speaks_of(side: str, text: str) -> bool:
    """Whether all words of the side stand in the text."""
    words = set(stems(side))
    return bool(words) and words <= set(stems(text))
