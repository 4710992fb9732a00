"""The earlier turns that a question may lean on: the last ones, cut before anything analyses them."""

from collections.abc import Mapping, Sequence

from rag.answer import Turn

MAX_TURNS = 24
"""How many turns are looked at: a pronoun does not point further back."""

MAX_TURN = 4_000
"""Characters of one turn that are looked at: the end of a question, since a pasted text stands before what is asked
about it, and the beginning of an answer."""

MAX_HISTORY = 24_000
"""Characters of all turns together; the oldest are left out first."""


def recent(history: Sequence[Turn | Mapping[str, str]]) -> list[Turn]:
    """The last turns, the oldest first, within the limits above."""
    kept: list[Turn] = []
    left = MAX_HISTORY
    for given in reversed(history[-MAX_TURNS:]):
        turn = _turn(given)
        left -= len(turn.text)
        if left < 0:
            break
        kept.append(turn)
    return kept[::-1]


def _turn(given: Turn | Mapping[str, str]) -> Turn:
    if isinstance(given, Turn):
        role, text = given.role, given.text
    else:
        role = "user" if given.get("role") == "user" else "assistant"
        text = given.get("text") or given.get("content") or ""
    cut = text[-MAX_TURN:] if role == "user" else text[:MAX_TURN]
    # As in `checked`: half of a surrogate pair is replaced.
    return Turn(role=role, text=cut.encode("utf-8", "replace").decode())
