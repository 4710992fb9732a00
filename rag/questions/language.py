"""What people are told about text that is not English, the language that the models were trained on."""

from collections.abc import Sequence

from index import MiniLmEmbedder, MultilingualE5Embedder

_NAMED = 3

NOT_ENGLISH = "This is not English, which Pincite was trained on: look at the passages yourself."
"""The note of an answer."""
BY_LIKENESS = "This is not English: the sentences were chosen by their likeness to the question, and the words that answer are not marked."
"""The note of an answer where the embedding model knows other languages."""

NOT_CHECKED = (
    "What a model writes can be checked in English only; these documents are not, so that they are quoted."
)
"""The note of an answer that no model is asked to write."""


def language_advice(
    not_english: Sequence[str], added: int, embedder: str = MiniLmEmbedder.name
) -> str | None:
    """What is said of new documents that are not English, once for all of them; None if there are none.

    Args:
        not_english: Their names.
        added: How many documents are new, these among them.
        embedder: The name of the index's embedding model.
    """
    if not not_english:
        return None
    said, other = f"{_which(not_english, added)} not in English.", MultilingualE5Embedder.name
    if embedder == other:
        return f"{said} There, sentences are chosen by their likeness to the question, and the words that answer are not marked."
    return (
        f"{said} Pincite was trained on English: of other languages it finds less, and refuses more questions. "
        f"For them, install a model with: pincite models add {other}; then make an index of its own with: "
        f"pincite add --embedder {other} --data FOLDER PATH"
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
    said = [note for note in (NOT_ENGLISH, BY_LIKENESS) if note in read and note not in notes]
    return (*said, *notes)
