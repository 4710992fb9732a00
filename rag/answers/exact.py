"""Answers that name an identifier: the very one leads, never its neighbour; one that no document has is refused by its name."""

from collections.abc import Sequence
from dataclasses import replace

from index import Filter, Passage
from rag.answers.decide import Decision
from rag.answers.ways.library import Catalogue
from rag.protocols import Reading, Readings
from rag.questions.identifiers import has_identifier, has_neighbour, spellings
from rag.reading.labels import is_row

# So many passages with an identifier are read, if the search has missed them.
_PLACES = 5


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
