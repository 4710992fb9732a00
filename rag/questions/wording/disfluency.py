"""Takes the slips of spoken questions out: "What is the capital, er, no, the area of Peru?".

The parts of a slip are called as Shriberg calls them (1994, "Preliminaries to a theory of speech disfluencies"): what
was said wrongly is the reparandum, the words between ("er, no") are the edit, what is meant is the repair.
"""

import re

from rag.questions.wording.slip_edits import (
    ASKING_WORDS,
    REACH,
    Slip,
    are_alike,
    is_function,
    is_question,
    plain,
    slips,
)

# A repair at the end with at most so many words replaces as many, and what stands behind them stays.
_SHORT = 4
_MOST_SLIPS = 3
_NAME = re.compile(r"[A-Z]")


def without_slips(question: str) -> str:
    """The question as it was meant; unchanged if nothing in it says that something was said wrongly.

    Punctuation inside is kept where no slip is; the words are never other than those of the question.
    """
    meant = question
    for _ in range(_MOST_SLIPS):
        shorter = _without_first(meant)
        if shorter is None:
            break
        meant = shorter
    return meant


def _without_first(question: str) -> str | None:
    """The question without its first slip, or None if it has none."""
    slip = next(slips(question), None)
    if slip is None:
        return None
    # Nothing was said before in "Um, what is the capital?".
    return _as_question(" ".join(_repaired(slip) if slip.before else slip.after), question)


def _repaired(slip: Slip) -> list[str]:
    """The words with the repair in place of the reparandum."""
    before, after = list(slip.before), list(slip.after)
    if is_question(after):
        return [*_opening(before), *after]
    if denied := _denied(before, after):
        return denied
    start = _parallel(before, after)
    if start is None and slip.is_filler and (is_function(before[-1]) or is_function(after[0])):
        # It only hesitates: "What is, er, the capital of Peru?"
        return [*before, *after]
    if start is not None:
        return [*before[:start], *after, *_kept(before, start, after)]
    start, end = _last_unit(before, after)
    return [*before[:start], *after, *before[end:]]


def _kept(before: list[str], start: int, after: list[str]) -> list[str]:
    """What stays behind a short repair: in "in 2008 about trade, no, in 2009" it is "about trade"."""
    rest = before[start + len(after) :]
    while rest and after and _NAME.match(after[-1]) and _NAME.match(rest[0]):
        rest = rest[1:]
    return rest if len(after) <= _SHORT and rest and is_function(rest[0]) else []


def _denied(before: list[str], after: list[str]) -> list[str] | None:
    """The words before with one replaced, where the repair says which: "no, sponges, not jellies"."""
    said = [plain(word) for word in after]
    if "not" not in said:
        return None
    place = said.index("not")
    if place == 0:
        wrong, right = after[1:2], after[2:]
        right = right[1:] if right and plain(right[0]) in ("but", "the") else right
    else:
        wrong, right = after[place + 1 :], after[:place]
    known = [plain(word) for word in before]
    if not right or len(wrong) != 1 or plain(wrong[0]) not in known:
        return None
    at = len(known) - 1 - known[::-1].index(plain(wrong[0]))
    # "in Canada, no, in Peru, not Canada" has the preposition twice.
    first = at - 1 if at and known[at - 1] == plain(right[0]) else at
    return [*before[:first], *right, *before[at + 1 :]]


def _opening(before: list[str]) -> list[str]:
    """What stands before the question that was broken off and is no part of it: "In 1990, who was ..."."""
    asks = next((place for place, word in enumerate(before) if plain(word) in ASKING_WORDS), None)
    if asks is None:
        return []
    commas = [place for place, word in enumerate(before[:asks]) if word.endswith(",")]
    return before[: commas[-1] + 1] if commas else []


def _parallel(before: list[str], after: list[str]) -> int | None:
    """Where the reparandum begins with the same word as the repair, or with a word of its kind."""
    first = plain(after[1 if len(after) > 1 and plain(after[0]) == "not" else 0])
    near = range(len(before) - 1, max(-1, len(before) - 1 - REACH), -1)
    for place in near:
        if plain(before[place]) == first:
            return place
    return None


def _last_unit(before: list[str], after: list[str]) -> tuple[int, int]:
    """From where to where the reparandum goes if it shares no word with the repair.

    It is the last name for a name, the last number for a number, else the last word.
    """
    end = len(before)
    if len(after) <= _SHORT:
        # A short repair at the end may be far from what it repairs: "in Lyon for two years, sorry, Paris".
        alike = [place for place in range(1, len(before)) if are_alike(before[place], after[0])]
        end = alike[-1] + 1 if alike else end
    start = end - 1
    if _NAME.match(after[0]):
        while start > 1 and _NAME.match(before[start]) and _NAME.match(before[start - 1]):
            start -= 1
    elif len(after) <= _SHORT and not any(map(is_function, after)):
        while start > 1 and end - start < len(after) and not is_function(before[start - 1]):
            start -= 1
    return start, end


def _as_question(words: str, question: str) -> str:
    """The words with the capital and the mark of the question."""
    text = words.strip(" ,.;-")
    if question[:1].isupper():
        text = text[:1].upper() + text[1:]
    end = re.search(r"[?!.]+\s*$", question)
    return text.rstrip("?!.") + (end[0].strip() if end else "")
