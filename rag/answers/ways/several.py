"""Answers a question that asks for several things: what answers each part is cited under its name.

What the documents don't say of it is told beside what they say (`rag.answers.ways.answered_parts`). Of two things that are compared
("Are Oslo and Bergen both ...?") one alone is no answer: such a question is refused as a whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.answers.decide import one_line
from rag.answers.ways.answered_parts import AnsweredPart, answered_parts, short_of_parts
from rag.answers.ways.way import Asked, Item, WayAnswer


def several(asked: Asked) -> WayAnswer | None:
    """What answers each part; None if the question has no parts, none has an answer, or the plain answer shows all of it."""
    found = answered_parts(asked)
    said = [part for part in found if part.items]
    are_clauses = all(part.is_clause for part in found)
    if not said or _is_plain(asked, found, said) or (len(said) < len(found) and not are_clauses):
        return None
    groups = _in_one_place(said)
    short = short_of_parts(said)
    plain = asked.plain.decision
    return WayAnswer(
        kind="comparison" if len(groups) > 1 else "fact" if short else "sentences",
        items=tuple(_items(groups)),
        # What the plain answer says is among it, or beside the point of a part.
        confidence=max(min(part.confidence for part in said), plain.confidence),
        short=short,
        notes=tuple(dict.fromkeys(note for part in said for note in part.notes)),
    )


def _is_plain(asked: Asked, found: Sequence[AnsweredPart], said: Sequence[AnsweredPart]) -> bool:
    """Whether the plain answer shows all of it already, or one sentence answers each of two things that are compared."""
    decision = asked.plain.decision
    shown = {one_line(one.text) for one in decision.readings}
    leads = [one_line(part.items[0].readings[0].text) for part in said]
    if not all(part.is_clause for part in found):
        return len(set(leads)) < len(leads) or shown.issuperset(leads)
    # Answers to two parts may look like two places that disagree.
    one_sided = decision.status == "conflicting" and len(set(leads)) > 1
    return shown.issuperset(leads) and all(part.plain for part in said) and not one_sided


def _in_one_place(said: Sequence[AnsweredPart]) -> list[list[AnsweredPart]]:
    """The parts, those that the same sentence answers together."""
    groups = list[list[AnsweredPart]]()
    for part in said:
        same = next((group for group in groups if group[0].texts & part.texts), None)
        if same and part.plain and same[0].plain:
            same.append(part)
        else:
            groups.append([part])
    return groups


def _items(groups: Sequence[Sequence[AnsweredPart]]) -> Iterator[Item]:
    for group in groups:
        first = group[0]
        name = " and ".join(part.part.name for part in group) if len(groups) > 1 else ""
        # Of sentences the best one is enough where there are other parts; a list, steps and what is computed stay whole.
        items = first.items[:1] if first.plain and len(groups) > 1 else first.items
        yield from (replace(item, part=name or item.part) for item in items)
