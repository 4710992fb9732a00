"""Answers that name an identifier: the very one leads, never its neighbour; one that no document has is refused by its name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index import Filter, Passage
from rag.answers.decide import Decision
from rag.answers.ways.library import Catalogue
from rag.protocols import Reading, Readings
from rag.questions.identifiers import has_identifier, has_neighbour, spellings
from rag.reading.labels import is_row

# So many passages with an identifier are read, if the search has missed them.
_PLACES = 5
# A document that rounds a number leaves out so many digits, or more.
_FEWEST_ROUNDED = 2
_NUMBER = re.compile(
    r"(?<![\w.,])(?P<digits>\d{1,3}(?:[ ,.'’]\d{3}){1,4}|\d{1,12}(?:[.,]\d{1,3})?)(?![\d])(?:\s?(?P<factor>thousand|tausend|million|mille?|mio|k\b))?",
    re.I,
)
_FACTORS = {"thou": 1e3, "taus": 1e3, "mill": 1e6, "mio": 1e6, "k": 1e3}


def places(catalogue: Catalogue, identifier: str, where: Filter | None) -> list[Passage] | None:
    """A passage of each of some documents with the identifier, however it is written; None if none may have it."""
    mentions = [
        mention
        for spelling in dict.fromkeys(spellings(identifier))
        for mention in catalogue.mentions(spelling, where=where)
    ]
    exact = {m.passage.id: m.passage for m in mentions if has_identifier(identifier, m.passage.text)}
    # "No cache" somewhere before "--no-cache" is no reason to say that the document lacks it.
    return list(exact.values())[:_PLACES] if mentions else None


def refused(decision: Decision, missing: Sequence[str]) -> Decision:
    """The refusal of a question about identifiers that no document has."""
    named = " or ".join(f"“{identifier}”" for identifier in missing)
    return replace(
        decision,
        status="not_found",
        readings=(),
        short=None,
        confidence=0.0,
        notes=(f"No document that was searched has {named}.",),
    )


def is_rounded(identifier: str, decision: Decision) -> bool:
    """Whether what leads has the number that is asked for, rounded: 65,500 or 65.5 thousand for 65534."""
    if not identifier.isdigit() or not decision.readings:
        return False
    rounded = {round(int(identifier), -digits) for digits in range(_FEWEST_ROUNDED, len(identifier))}
    return any(value in rounded for value in _numbers(decision.readings[0].text))


def _numbers(text: str) -> Iterator[float]:
    for found in _NUMBER.finditer(text):
        digits, factor = (
            found["digits"].replace(" ", ""),
            _FACTORS.get((found["factor"] or "").lower()[:4], 1),
        )
        whole = re.sub(r"[,.'’](?=\d{3}(?!\d))", "", digits) if factor == 1 else digits
        try:
            yield float(whole.replace(",", ".")) * factor
        except ValueError:
            continue  # "1.2.3"


def is_exact(decision: Decision, asked: Sequence[str]) -> bool:
    """Whether what leads speaks of the identifiers that are asked for, and not of others of their form."""
    return not decision.readings or all(_speaks_of(identifier, decision.readings[0]) for identifier in asked)


def exactly(readings: Readings, asked: Sequence[str]) -> Readings:
    """The readings without those that speak of other identifiers; those as they were if none is left."""
    kept = tuple(
        reading
        for reading in readings.sentences
        if all(_speaks_of(identifier, reading) for identifier in asked)
    )
    return replace(readings, sentences=kept) if kept else readings


def _speaks_of(identifier: str, reading: Reading) -> bool:
    """Whether a sentence has the identifier, or stands where it is spoken of and has no other of its form."""
    if has_identifier(identifier, reading.text):
        return True
    passage = reading.hit.passage
    # A row of a table speaks of nothing that it does not have.
    if is_row(reading.text) or has_neighbour(identifier, reading.text):
        return False
    return has_identifier(identifier, passage.text) or has_identifier(
        identifier, passage.context(reading.sentence[0])
    )
