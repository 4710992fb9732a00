"""A question without its wishes: "as an e-mail to Anna", "in a table", "in simple words", "shorter please".

A wish says nothing of what is asked: its words are not searched for. Where what is left asks nothing, the wish is about the
answer before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from rag.answer import Turn
from rag.questions.wishes.leading import leading
from rag.questions.wishes.trailing import asks_nothing, trailing
from rag.questions.wishes.wish import NO_WISH, Wish

_MOST_TURNS, _MOST_WISHES = 6, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """A question without its wishes.

    Attributes:
        question: What is asked.
        wish: What is wished of the form of the answer.
        history: The turns before it, also without wishes.
    """

    question: str
    wish: Wish
    history: tuple[Turn, ...]


def wished(question: str, history: Sequence[Turn]) -> Wished:
    """The question without its wishes; a wish alone is one for the question before, which is asked again."""
    line = " ".join(question.split())
    rest, wish = without_wishes(line)
    before = _without_wishes(history)
    if rest or wish == NO_WISH:
        return Wished(question=rest if wish != NO_WISH else question, wish=wish, history=before)
    earlier = NO_WISH
    for place in range(len(history) - 1, -1, -1):
        if history[place].role != "user":
            continue
        asked, of_asked = without_wishes(" ".join(history[place].text.split()))
        earlier = earlier.over(of_asked)
        if asked:
            return Wished(question=asked, wish=wish.over(earlier), history=before[:place])
    return Wished(question=question, wish=NO_WISH, history=before)


def _without_wishes(history: Sequence[Turn]) -> tuple[Turn, ...]:
    """The turns; names and nouns of wishes are not what a later question points to."""
    recent = len(history) - _MOST_TURNS
    return tuple(
        replace(turn, text=rest)
        if turn.role == "user" and place >= recent and (rest := without_wishes(turn.text)[0])
        else turn
        for place, turn in enumerate(history)
    )


def without_wishes(line: str) -> tuple[str, Wish]:
    """What is asked, and what is wished; "" where nothing is asked."""
    wish = NO_WISH
    for _ in range(_MOST_WISHES):
        found = next(chain(leading(line), trailing(line)), None)
        if found is None:
            break
        line, more = found
        wish = wish.over(more)
    if wish == NO_WISH:
        return line, wish
    return ("" if asks_nothing(line) else line), wish
