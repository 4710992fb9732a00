"""What people are told about text that is not English, the language that the models were trained on."""

from collections.abc import Sequence

_NAMED = 3

NOT_ENGLISH = "This is not English, which Pincite was trained on: look at the passages yourself."
"""The note of an answer."""


def language_advice(not_english: Sequence[str], added: int) -> str | None:
    """What is said of new documents that are not English, once for all of them; None if there are none.

    Args:
        not_english: Their names.
        added: How many documents are new, these among them.
    """
    if not not_english:
        return None
    return (
        f"{_which(not_english, added)} not in English. Pincite was trained on English: of other languages it finds less, and "
        "refuses more questions. Ask in the language of the document, and look at the passages that it shows."
    )


def _which(names: Sequence[str], added: int) -> str:
    if len(names) == 1:
        return f"{names[0]} is"
    if len(names) == added:
        return f"These {added:,} documents are"
    named, more = names[:_NAMED], len(names) - _NAMED
    listed = [*named, f"{more:,} more"] if more > 0 else list(named)
    return f"{len(names):,} of {added:,} documents ({', '.join(listed[:-1])} and {listed[-1]}) are"


def with_language_note(notes: Sequence[str], read: Sequence[str]) -> tuple[str, ...]:
    """The notes of an answer that was not only read, with that about the language if reading gave it."""
    return (NOT_ENGLISH, *notes) if NOT_ENGLISH in read and NOT_ENGLISH not in notes else tuple(notes)
