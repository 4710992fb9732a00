"""How an answer tells which parts of its question the documents don't say."""

from collections.abc import Sequence


def named(parts: Sequence[str]) -> str:
    """The names of parts as they are told: “who founded Acme” and “when was it sold”."""
    return " and ".join(f"“{part}”" for part in parts)


def unsaid_note(parts: Sequence[str]) -> tuple[str, ...]:
    """A sentence that says so; none where nothing is missing."""
    return (f"The documents don't say {named(parts)}.",) if parts else ()


def with_unsaid(text: str, parts: Sequence[str]) -> str:
    """The text of an answer, with that sentence on a line below it."""
    return "\n".join((text, *unsaid_note(parts)))
