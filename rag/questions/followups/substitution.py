"""Puts a part that is said anew in the place of its like in an earlier question: "And in 2019?" after one on 2018."""

import re
from collections.abc import Sequence

from rag.questions.followups.exchanges import Exchange
from rag.questions.followups.noun_phrases import noun_phrases
from rag.questions.followups.phrases import NounPhrase, could_be_person
from rag.questions.followups.word_classes import is_base_verb, words

YEAR = re.compile(r"\b(?:1\d{3}|20\d{2})\b")
_NUMBER = re.compile(r"\b\d[\d.,]*\b")
# A year with more words around it is not the only thing that is new.
_YEAR_WORDS = 4
_EXTREME = re.compile(
    r"\bthe (?:\w+est|most|least|fewest|best|worst|first|last|second|third)\b", re.IGNORECASE
)
_DETERMINER = re.compile(r"\b(?:some|any|its|their|his|her|every|each|this|that) $", re.IGNORECASE)
# Where people most likely go on: with what was done to something.
_ROLES = {"object": 0.9, "topic": 0.8, "subject": 0.6, "oblique": 0.4}
# A name takes the place of a common noun only if they have a word in common.
_ALIKE = 4.5


def substituted(fragment: str, earlier: Exchange) -> str | None:
    """The earlier question with the fragment in the place of its like, or None if it has none.

    Args:
        fragment: What was said, without "and" and the question mark.
        earlier: The exchange before it.
    """
    for way in (_other_number, _other_deed, _other_extreme, _other_place, other_phrase):
        filled = way(fragment, earlier)
        if filled is not None:
            return filled
    return None


def _other_number(fragment: str, earlier: Exchange) -> str | None:
    """In "in 2019" only the year is new; a number alone takes the place of a number."""
    for pattern in (YEAR, _NUMBER):
        new, old = pattern.search(fragment), pattern.search(earlier.question)
        if new and old and len(words(fragment)) <= _YEAR_WORDS:
            start, end = old.span()
            return earlier.question[:start] + new[0] + earlier.question[end:]
    return None


def _other_deed(fragment: str, earlier: Exchange) -> str | None:
    """Of "replacing it" or "delete one": the words from the earlier verb on are replaced."""
    first = words(fragment)[0]
    verb = is_base_verb(first.lower) and " " in fragment
    if first.name_like or not (verb or first.lower.endswith("ing")):
        return None
    # The first words of a question ask.
    verbs = [
        word
        for word in words(earlier.question)[2:]
        if is_base_verb(word.lower)
        and not word.name_like
        and not any(phrase.start <= word.start < phrase.end for phrase in earlier.phrases)
    ]
    return f"{earlier.question[: verbs[-1].start]}{fragment}?" if verbs else None


def _other_extreme(fragment: str, earlier: Exchange) -> str | None:
    """Of "Which team the least?" only "the least" is new."""
    new, old = _EXTREME.search(fragment), _EXTREME.search(earlier.question)
    if not new or not old:
        return None
    return earlier.question[: old.start()] + new[0] + earlier.question[old.end() :]


def _other_place(fragment: str, earlier: Exchange) -> str | None:
    """A phrase with its preposition, in the place of one with the same; otherwise behind the question."""
    first = words(fragment)[0]
    if first.tag != "preposition" or first.lower == "instead":
        return None
    for old in earlier.phrases:
        if old.preposition == first.lower and not old.parts and noun_phrases(fragment):
            begin = earlier.question.lower().rfind(first.lower, 0, old.start)
            if begin >= 0 and len(earlier.question[begin : old.start].split()) <= 2:
                return earlier.question[:begin] + fragment + earlier.question[old.end :]
    return f"{earlier.question.rstrip('?!. ')} {fragment}?"


def other_phrase(fragment: str, earlier: Exchange) -> str | None:
    """The earlier question with a noun phrase in the place of the most similar one, or None."""
    new = noun_phrases(fragment)
    # "How many teams?" asks something new.
    if not new or words(fragment)[0].tag == "wh":
        return None
    others = [phrase for phrase in earlier.phrases if phrase.text not in fragment]
    # "Polamalu's pick-6" is found after "Polamalu".
    old = _most_similar(new[-1] if "'s" in fragment else new[0], others)
    if old is None:
        return None
    start, end = _span(old, fragment, earlier)
    if words(fragment)[0].tag == "determiner":
        fragment = fragment[0].lower() + fragment[1:]
    return earlier.question[:start] + fragment + earlier.question[end:]


def _span(old: NounPhrase, fragment: str, earlier: Exchange) -> tuple[int, int]:
    """Where a phrase stands, with its determiner, and with "of ethanol" if that is said again: "ethanol's density"."""
    determiner = _DETERMINER.search(earlier.question[: old.start])
    start, end = determiner.start() if determiner else old.start, old.end
    for phrase in earlier.phrases:
        if phrase.text not in fragment:
            continue
        if phrase.preposition == "of" and 0 <= phrase.start - end <= len(" of "):
            end = phrase.end
        elif old.preposition == "of" and 0 <= start - phrase.end <= len(" of "):
            start = phrase.start
    return start, end


def _most_similar(new: NounPhrase, phrases: Sequence[NounPhrase]) -> NounPhrase | None:
    """The phrase that another can take the place of: with a word in common, or else of the same kind."""
    best: tuple[float, NounPhrase] | None = None
    for phrase in phrases:
        # A thing is no owner: of "Polamalu's interception" only the whole is replaced by "Polamalu's pick-6".
        if "'s" in new.text and any(other is not phrase and other.start == phrase.start for other in phrases):
            continue
        score = _likeness(new, phrase)
        if (phrase.named == new.named or score >= _ALIKE) and (best is None or score > best[0]):
            best = score, phrase
    return best[1] if best else None


def _likeness(new: NounPhrase, old: NounPhrase) -> float:
    """How much two phrases are of one kind."""
    common = {word.lower for word in new.words}.intersection(word.lower for word in old.words)
    return (
        3.0 * (old.head == new.head)
        + 2.0 * bool(common)
        + 1.5 * (old.named == new.named)
        + 0.5 * (old.plural == new.plural)
        + 1.0 * ((could_be_person(old) > 0) == (could_be_person(new) > 0))
        + _ROLES.get(old.role, 0.0)
        + 0.5 * old.kept
    )
