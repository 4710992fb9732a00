"""Answers "how do I ..." with the steps of the document in their order, and with code as code."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from index import BlockKind
from rag.answer import Form
from rag.answers.decide import one_line
from rag.answers.ways.lists.lists import MOST, entry_span, first_sentences, leads_to, more, near_hits
from rag.answers.ways.steps.code_series import code_items
from rag.answers.ways.steps.step_sections import section_steps
from rag.answers.ways.structure.around import Around
from rag.answers.ways.structure.entries import Entry, Listing, introduction, wanted_lists
from rag.answers.ways.structure.matching import heading_above, match, same_polarity
from rag.answers.ways.way import Asked, Item, WayAnswer
from rag.protocols import Reading
from rag.reading.context import announces
from rag.reading.labels import is_row, labelled

_STEP_KINDS: frozenset[BlockKind] = frozenset(("list_item", "code", "heading"))
_LEAST_ALL, _LEAST_NEAR = 0.6, 0.4
_ALONE = 0.99
# One word alone, such as the name of the product, fits too much.
_LEAST_TERMS = 2
# Where the best sentence is itself a step, its list needs fewer of the question's words above it.
_LEAST_WITH_BEST = 0.3
# A list without numbers is one of steps if what introduces it says so.
_STEPS = re.compile(
    r"\b(?:steps?|as follows|procedure|proceed as|instructions|do (?:this|these|the following)|schritt\w*|so wird"
    r"|folgenderma\w+|étapes?|procédez|pasos?)\b|^(?:to|um|pour|para)\b",
    re.I,
)
# So is one under a heading that names a case or a task: "If a boat capsizes", "In case of fire", "Before you leave".
_CASE = re.compile(
    r"^\W*(?:[\d.]+\s+)?(?:if|when|whenever|in case|in the event|in an emergency|what to do|how to|before|after|wenn|falls|bei|im falle?|was tun|vor|nach"
    r"|en cas|si|que faire|avant|après|en caso|qué hacer|antes|después)\b",
    re.I,
)
# With the code and the paragraphs inside of them; more is a chapter.
_MOST_ITEMS = 40
_SHORT_INNER = 300
_ENDS = re.compile(r"[.!?:;。！？…][\"”’)\]\s]{0,4}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    items: tuple[Item, ...]
    confidence: float
    count: int = 0


def steps_answer(asked: Asked) -> WayAnswer | None:
    """The steps or the commands that fit the question best; None if there are none."""
    found = max(_candidates(asked), key=lambda one: one.confidence, default=None)
    if found is None:
        return _whole_sentences(asked)
    return WayAnswer(
        kind="steps",
        items=found.items[:_MOST_ITEMS],
        confidence=found.confidence,
        notes=more(found.count, " steps"),
    )


def _whole_sentences(asked: Asked) -> WayAnswer | None:
    """The plain answer without the labels of a figure ("Names the table"), which are no instructions; None if it has none."""
    decision = asked.plain.decision
    kept = [reading for reading in decision.readings if not _is_label(reading)]
    if (
        decision.status != "answered"
        or not kept
        or len(kept) == len(decision.readings)
        or kept[0] != decision.readings[0]
    ):
        return None
    by_text: dict[str, list[Reading]] = {}
    for reading in kept:
        by_text.setdefault(one_line(reading.text), []).append(reading)
    items = tuple(Item(readings=tuple(same)) for same in by_text.values())
    return WayAnswer(
        kind="sentences",
        items=items,
        confidence=decision.confidence,
        short=decision.short,
        notes=decision.notes,
    )


def _is_label(reading: Reading) -> bool:
    passage = reading.hit.passage
    if reading.sentence not in passage.sentences:
        return False
    kind = passage.kind_of(passage.sentences.index(reading.sentence))
    return (
        kind == "paragraph"
        and not _ENDS.search(reading.text)
        and not is_row(reading.text)
        and not labelled(reading.text)
    )


def _candidates(asked: Asked) -> Iterator[_Found]:
    done = set[tuple[str, int]]()
    for hit in near_hits(asked, _STEP_KINDS):
        seen, lists = wanted_lists(asked.documents, hit, partial(_fits, asked))
        for listing, confidence in lists:
            place = (hit.passage.document_id, seen.blocks[listing.entries[0].block].start)
            if place not in done:
                done.add(place)
                form: Form = "step" if _is_in_order(seen, listing) else "item"
                items = tuple(step_items(seen, listing.entries[:MOST], form))
                yield _Found(items=items, confidence=confidence, count=len(listing.entries))
        if sections := section_steps(asked, seen):
            yield _Found(items=sections.items, confidence=sections.confidence, count=sections.count)
        # Numbered steps say more than the commands alone; of two as sure the first is taken.
        if coded := code_items(asked, seen):
            yield _Found(items=coded.items, confidence=coded.confidence)


def step_items(seen: Around, entries: Sequence[Entry], form: Form = "step") -> Iterator[Item]:
    """The statements of some steps: each with its number, then its code and what else is inside of it.

    Args:
        seen: Where they stand.
        entries: The steps.
        form: "item" for those without numbers, which get none.
    """
    for entry in entries:
        span = entry_span(seen, entry)
        yield Item(readings=(seen.reading(span),), form=form)
        if span[1] < seen.blocks[entry.last].end:
            yield from _inner(seen, entry)


def _inner(seen: Around, entry: Entry) -> Iterator[Item]:
    for place, number in enumerate(entry.inner):
        block = seen.blocks[number]
        follows_code = place + 1 < len(entry.inner) and seen.blocks[entry.inner[place + 1]].kind == "code"
        if block.kind == "code":
            yield Item(readings=(seen.reading((block.start, block.end)),), form="code")
        elif block.kind == "list_item":
            yield Item(readings=(seen.reading(first_sentences(seen, number)),), form="item")
        elif block.end - block.start <= _SHORT_INNER or (follows_code and announces(seen.texts[number])):
            yield Item(readings=(seen.reading(first_sentences(seen, number)),))


def _is_in_order(seen: Around, listing: Listing) -> bool:
    """Whether one comes behind another: they are numbered, or what introduces them says so."""
    intro = introduction(seen, listing)
    return listing.is_numbered or (announces(intro) and _STEPS.search(intro) is not None)


def _fits(asked: Asked, seen: Around, listing: Listing) -> float | None:
    """How surely a list has the steps that are asked for; None if it does not."""
    number = listing.entries[0].block
    intro = introduction(seen, listing)
    heading = heading_above(seen, number)
    if (
        not listing.is_numbered
        and not (announces(intro) and _STEPS.search(intro))
        and not _CASE.match(heading)
    ):
        return None
    if not same_polarity(asked.question, (intro or heading,)):
        return None
    fit = match(asked.terms, seen, number, intro)
    plain = asked.plain.decision
    with_best = leads_to(asked, seen, listing)
    if with_best and plain.status != "not_found" and fit.all_share >= _LEAST_WITH_BEST:
        return max(plain.confidence, 0.4 + 0.55 * fit.quality)
    if (
        fit.all_share < (_ALONE if plain.status == "not_found" else _LEAST_ALL)
        or fit.near_share < _LEAST_NEAR
    ):
        return None
    return 0.4 + 0.55 * fit.quality
