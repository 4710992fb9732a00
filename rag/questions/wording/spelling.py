"""Corrects misspelt words of a question against the words of the documents; in doubt it changes nothing."""

import re
from collections.abc import Sequence
from typing import Protocol

from index import stems
from rag.questions.wording.common_words import common_words, is_common, looks_mistyped
from rag.questions.wording.typing_errors import errors

# A word on its own: no part of a number, identifier, address, path or compound, nor "O'Brien".
_WORD = re.compile(r"(?<![\w@#/\\.’'_-])[^\W\d_]+(?![\w@#/\\_-]|[.’'][\w])")
# Words that ask, as they are mistyped. None of these is an English word, and documents hardly name a thing so.
_ASKING = {
    wrong: right
    for right, mistyped in {
        "what": "wat waht wath whta wht hwat whatt wha whay wjat qhat wgat",
        "who": "hwo woh whoo",
        "how": "hoiw howw hpw hoe",
        "when": "wehn whne wen whenn hwen whn",
        "where": "wher whre wehre hwere whrere whare wheer",
        "which": "wich whcih whihc wihch hich whitch wihich whch whick",
        "why": "wy whyy wyh whu hwy",
        "because": "becuase becasue beacuse becouse becaus",
        "the": "teh hte",
        "does": "deos doess dose",
        "did": "ddi",
        "many": "mnay amny manny mayn",
        "much": "mcuh muhc",
    }.items()
    for wrong in mistyped.split()
}
# English words themselves: they are taken for what they look like only where it is the only sense they make.
_ONLY_BEFORE = {
    "dose": re.compile(r"^(?:how|what|when|where|why|who|which)\s+dose\s+(?!of\b|is\b|for\b)", re.IGNORECASE),
    "hoe": re.compile(r"^hoe\s+(?:many|much|long|often|old|far|do|does|did|to|can|is|are)\b", re.IGNORECASE),
}
_APART = re.compile(r"\b(what|who|where|when|how)s(?=\s)", re.IGNORECASE)
_MANY = re.compile(
    r"\s+(?:many|much|long|often|old|far|do|does|did|to|can|big|tall|high|heavy|fast)\b", re.IGNORECASE
)
# Shorter words have too many neighbours.
_SHORTEST = 4
_SHORTEST_NAME = 6
_SHORTEST_SURE = 5
_SHORTEST_HEADLESS = 7
# A first letter that is left out or beside the right key; a wrong one is more often another word ("pthread").
_HEADLESS = 0.7
# From this length on a word may have two errors.
_LONG = 8
# The dearest error in a word of that length or more, and the dearest two: the longer a word, the surer what was meant.
_ONE = {4: 0.5, 5: 0.7, 6: 0.8, 8: 1.0}
_TWO = {8: 1.2, 10: 1.5, 12: 2.0}
# What the surest errors cost, a letter doubled or two swapped; any word may have them.
_SURE = 0.5
# A name is seldom another English word: "Savery" is not "slavery".
_NAME_AS_NAME = 0.8
_CANDIDATES = 10
# Endings that make other forms of a word and other words of a family. Where two words differ by these, no one mistyped.
_ENDINGS = frozenset(
    "s es d ed r er ers est n en ing ings y ly ily al ally e a i o us um is ic ical on or ors ion ian an ist ism able"
    " ible ant ent ance ence ive ity ment ness ful less ship t".split()
)


class Vocabulary(Protocol):
    """The words of the documents, as the index knows them."""

    def passage_counts(self, words: Sequence[str]) -> list[int]:
        """For each word, in how many passages its stem stands."""
        ...

    def similar_words(self, word: str, k: int = 5) -> list[str]:
        """At most `k` whole words of the passages, in lower case, that are much like it; the nearest and most frequent first."""
        ...


def respelled(question: str, vocabulary: Vocabulary) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The question with its misspelt words corrected, and what was changed: pairs of was and became.

    A word is changed only if it is in no document, is no common English word, and the documents have a word that is
    one likely typing error away (two for long words). The words that ask ("wat", "wich") come from a short table.

    Args:
        question: As it was asked.
        vocabulary: The words of the documents.
    """
    asked, changes = _asking_words(question, vocabulary)
    words = list(_WORD.finditer(asked))
    # In a question with a capital on each word it says nothing about names.
    has_names = any(match[0].islower() and len(match[0]) > 2 for match in words)
    counts = vocabulary.passage_counts([match[0] for match in words])
    for match, count in reversed(list(zip(words, counts, strict=True))):
        is_name = has_names and match.start() > 0 and match[0][0].isupper()
        if not count and (meant := _meant(match[0], is_name, vocabulary)):
            became = _cased(match[0], meant)
            asked = asked[: match.start()] + became + asked[match.end() :]
            changes.append((match[0], became))
    return asked, tuple(sorted(changes, key=lambda change: question.find(change[0])))


def _asking_words(question: str, vocabulary: Vocabulary) -> tuple[str, list[tuple[str, str]]]:
    """The question with the words that ask written correctly."""
    changes: list[tuple[str, str]] = []

    def corrected(match: re.Match[str]) -> str:
        typed = match[0].lower()
        right = _ASKING.get(typed)
        # Behind the first word a capital makes it a name: "the temple Wat Arun".
        if right is None or (match.start() and not match[0].islower()):
            return match[0]
        if typed in _ONLY_BEFORE:
            if not _ONLY_BEFORE[typed].search(question):
                return match[0]
        elif any(vocabulary.passage_counts([typed])):
            return match[0]
        if typed == "hwo" and _MANY.match(question, match.end()):
            right = "how"
        changes.append((match[0], _cased(match[0], right)))
        return changes[-1][1]

    asked = _WORD.sub(corrected, question)
    # "whats" is "what is"; no change of the words that are searched, so none is told.
    return _APART.sub(r"\1 is", asked), changes


def _meant(word: str, is_name: bool, vocabulary: Vocabulary) -> str | None:
    """The word of the documents that was meant by one that they don't have, or None."""
    lowered = word.lower()
    # "PPP" and "iPhone" are spelled as they are meant.
    if len(word) < (_SHORTEST_NAME if is_name else _SHORTEST) or not (word.islower() or word.istitle()):
        return None
    if is_common(word) or not lowered.isascii():
        return None
    likely = [
        (cost, place, candidate)
        for place, candidate in enumerate(vocabulary.similar_words(lowered, _CANDIDATES))
        if (cost := _cost(lowered, candidate, is_name)) is not None
    ]
    return min(likely)[2] if likely else None


def _cost(word: str, candidate: str, is_name: bool) -> float | None:
    """How unlikely the typing errors between both are, or None if the candidate can't be meant."""
    if len(candidate) < _SHORTEST or not candidate.isalpha() or not _begins_alike(word, candidate, is_name):
        return None
    if stems(word) == stems(candidate) or _is_other_form(word, candidate):
        return None
    count, cost = errors(word, candidate)
    dearest = _dearest(word, candidate, count, is_name)
    return cost if cost <= (min(dearest, _SURE) if _is_named_after(word) else dearest) else None


def _dearest(word: str, candidate: str, count: int, is_name: bool) -> float:
    """What that many errors in the word may cost; minus 1 if it can't have so many."""
    if count > (2 if len(word) >= _LONG and not is_name else 1):
        return -1
    if is_name:
        return _SURE if is_common(candidate) and len(word) < _LONG else _NAME_AS_NAME
    if word[0] != candidate[0] and word[:2] != candidate[1::-1]:
        return _HEADLESS
    if count == 1 and len(word) >= _SHORTEST_SURE and looks_mistyped(word) and is_common(candidate):
        return 1.0
    limits = _ONE if count == 1 else _TWO
    return max(limit for length, limit in limits.items() if length <= len(word))


def _is_named_after(word: str) -> bool:
    """Whether a common word stands in it but for a letter or two, as in names of programs: "printf", "nodejs"."""
    parts = (word[1:], word[:-1], word[:-2])
    return any(len(part) >= _SHORTEST and part in common_words() for part in parts)


def _begins_alike(word: str, candidate: str, is_name: bool) -> bool:
    if word[0] == candidate[0] or word[:2] == candidate[1::-1]:
        return True
    # In a long word all other letters are enough.
    return (
        not is_name
        and len(word) >= _SHORTEST_HEADLESS
        and (candidate.endswith(word[1:]) or word.endswith(candidate))
    )


def _is_other_form(word: str, candidate: str) -> bool:
    """Whether both differ in their endings only, as "trainer" and "trained" do."""
    shared = 0
    while shared < min(len(word), len(candidate)) and word[shared] == candidate[shared]:
        shared += 1
    tail, other = word[shared:], candidate[shared:]
    # "treee" has no ending; the last letter was typed twice. "compilr" is no form of a word, but "systemd" is a name.
    if {tail, other} == {"", word[shared - 1]} or (0 < len(tail) < len(other) and looks_mistyped(word)):
        return False
    return shared >= 3 and {tail, other} <= _ENDINGS | {""}


def _cased(typed: str, meant: str) -> str:
    return meant.capitalize() if typed[0].isupper() else meant
