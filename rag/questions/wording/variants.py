"""Other words that count as those of a question: "British" for "U.K.", "weight" for "how heavy", "men" for "man"."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TypeAlias

from index import stems
from rag.questions.wording.amounts import AMOUNT_BY_ADJECTIVE
from rag.questions.wording.countries import COUNTRIES
from rag.questions.wording.spelling_rules import other_spellings
from rag.questions.wording.word_groups import (
    ABBREVIATIONS,
    AMERICAN,
    ATTRIBUTES,
    DERIVED,
    IRREGULAR,
    SYNONYMS,
    TIMES,
)

Stems: TypeAlias = tuple[str, ...]

# "us", "polish" and "turkey" are other words without a capital.
_NEED_CAPITALS = {
    "us": r"\bU\.?S\b|\bUS\b",
    "polish": r"\bPolish\b",
    "turkey": r"\bTurkey\b",
    "chad": r"\bChad\b",
} | {
    "jordan": r"\bJordan\b",
    "china": r"\bChina\b",
    "it": r"\bIT\b",
    "mod": r"\bM[oO]D\b",
}
# Of a name of several words the one that says most; of others it is the last.
_TELLING = {"united states": ("states", "us"), "new zealand": ("zealand",)}
_LONGEST_PHRASE = 4
_MOST_SEARCHED = 8
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_WORD = re.compile(r"[^\W_]+")


def variants(question: str) -> Mapping[str, frozenset[str]]:
    """For stems of the question the stems that count as the same, each of them alone; others have no entry.

    A variant of several words ("United Kingdom") is there by its most telling stem ("kingdom"), and a phrase of the
    question has its variants at each of its stems.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for phrase, others in [*_phrases(question, _groups()), *_attributes(question, with_units=True)]:
        for stem in phrase:
            found[stem] |= {telling for other in others for telling in _telling(other)}
    for word in _WORD.findall(question.lower()):
        for stem in stems(word):
            found[stem].update(other for spelled in other_spellings(word) for other in stems(spelled))
    return {stem: frozenset(others - {stem}) for stem, others in found.items() if others - {stem}}


def search_words(question: str) -> tuple[str, ...]:
    """At most eight words to search for besides those of the question: names, abbreviations and what is asked for.

    Everyday synonyms are left out: they are in so many passages that they find nothing.
    """
    named = [other for _, others in _phrases(question, _rare_groups()) for other in others]
    asked = [other for _, others in _attributes(question, with_units=False) for other in others]
    known = set(stems(_undotted(question)))
    words = [word for word in dict.fromkeys([*named, *asked]) if not known.issuperset(stems(word))]
    return tuple(words[:_MOST_SEARCHED])


def _phrases(
    question: str, groups: Mapping[Stems, tuple[str, ...]]
) -> Iterator[tuple[Stems, tuple[str, ...]]]:
    """The stems of each phrase of the question that has variants, and these."""
    asked = stems(_undotted(question))
    for start in range(len(asked)):
        for length in range(1, _LONGEST_PHRASE + 1):
            phrase = tuple(asked[start : start + length])
            if len(phrase) == length and phrase in groups and _is_meant(phrase, question):
                yield phrase, groups[phrase]


def _undotted(question: str) -> str:
    """The question with "U.S." as "US", as one word."""
    return _DOTTED.sub(lambda match: match[0].replace(".", ""), question)


def _is_meant(phrase: Stems, question: str) -> bool:
    pattern = _NEED_CAPITALS.get(phrase[0]) if len(phrase) == 1 else None
    return pattern is None or re.search(pattern, question) is not None


def _attributes(question: str, *, with_units: bool) -> Iterator[tuple[Stems, tuple[str, ...]]]:
    """The word of the question that asks for an attribute, such as "heavy", and the nouns of it."""
    # The height of a deposit is no height.
    lowered = AMOUNT_BY_ADJECTIVE.sub("", question.lower())
    for pattern, nouns, units in ATTRIBUTES:
        if match := re.search(pattern, lowered):
            word = next(group for group in match.groups() if group)
            yield tuple(stems(word)), (*nouns.split(), *(units.split() if with_units else ()))


def _telling(words: str) -> Iterable[str]:
    chosen = _TELLING.get(words.lower())
    return [stem for word in chosen for stem in stems(word)] if chosen else stems(words)[-1:]


@cache
def _groups() -> Mapping[Stems, tuple[str, ...]]:
    """For the stems of each phrase the other phrases of its groups."""
    lines = (ABBREVIATIONS, TIMES, IRREGULAR, DERIVED, SYNONYMS, AMERICAN)
    return _by_stems([*COUNTRIES, *(group for text in lines for group in _split(text))])


@cache
def _rare_groups() -> Mapping[Stems, tuple[str, ...]]:
    return _by_stems([*COUNTRIES, *_split(ABBREVIATIONS)])


def _split(text: str) -> list[tuple[str, ...]]:
    return [tuple(" ".join(word.split()) for word in group.split(",")) for group in text.split(";")]


def _by_stems(groups: Iterable[tuple[str, ...]]) -> dict[Stems, tuple[str, ...]]:
    found: dict[Stems, dict[str, None]] = defaultdict(dict)
    for group in groups:
        for phrase in group:
            found[tuple(stems(phrase))].update(dict.fromkeys(other for other in group if other != phrase))
    return {phrase: tuple(others) for phrase, others in found.items() if phrase}
