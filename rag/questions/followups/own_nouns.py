"""Whether the noun that a pronoun stands for is in the question itself: "How does a bee find its hive?"."""

import re
from collections.abc import Sequence

from rag.questions.followups.phrases import GROUPS, NounPhrase, could_be_person
from rag.questions.followups.pointers import Pointer
from rag.questions.followups.word_classes import is_base_verb, is_participle, words

# A comma, a conjunction or a new sentence begins another clause.
_NEW_CLAUSE = re.compile(
    r"[,;.?!]|\b(?:if|when|because|before|after|that|while|and|but|who|which|whose|although|until|since|so|how|what|where|why"
    r"|sa(?:y|ys|id)|thinks?|thought|claim(?:s|ed)?|believed?|kn(?:ow|ows|ew))\b",
    re.IGNORECASE,
)
# Words of a long question.
_LONG = 13


def has_own_noun(pointer: Pointer, question: str, phrases: Sequence[NounPhrase]) -> bool:
    """Whether the noun that the pronoun stands for comes before it in the question itself.

    "How does a bee find its hive?" and "What must the tenant do before he leaves?" stand alone. In one clause a
    pronoun that is no possessive has another noun: "Why did the company sell it?"
    """
    if pointer.kind in ("one", "noun", "deed", "former", "latter"):
        return False
    before = [phrase for phrase in phrases if phrase.end <= pointer.start]
    agreeing = [phrase for phrase in before if _agrees(phrase, pointer)]
    if agreeing and _NEW_CLAUSE.search(question[agreeing[-1].end : pointer.start]):
        return pointer.kind != "place" or agreeing[-1].preposition in ("in", "at", "to", "from")
    if (agreeing and pointer.starts_clause) or _names_later(pointer, question, phrases):
        return True
    # A long question says itself what it is about, even if its nouns were not all recognised.
    if len(question.split()) >= _LONG and len(before) > 1:
        return True
    if not pointer.possessive:
        return False
    between = [(phrase, question[phrase.end : pointer.start]) for phrase in agreeing]
    return any(
        _verb_between(text) and (phrase.role in ("subject", "asked") or " to " in text)
        for phrase, text in between
    )


def _names_later(pointer: Pointer, question: str, phrases: Sequence[NounPhrase]) -> bool:
    """Whether the noun follows, behind a comma: "Besides its beaches, what is Spain known for?"."""
    comma = question.find(",", pointer.end)
    first = words(question[: pointer.start])[:1]
    if comma < 0 or not first or first[0].tag not in ("preposition", "joint", "wh", "content"):
        return False
    return any(
        phrase.start > comma and phrase.role == "subject" and _agrees(phrase, pointer) for phrase in phrases
    )


def _verb_between(between: str) -> bool:
    return any(
        is_base_verb(word.lower) or is_participle(word.lower) or word.tag == "be" or word.lower.endswith("s")
        for word in words(between)
        if word.tag in ("content", "be", "do")
    )


def _agrees(phrase: NounPhrase, pointer: Pointer) -> bool:
    if pointer.kind == "person":
        return not phrase.plural and (could_be_person(phrase) > 0 or phrase.head in GROUPS)
    if pointer.kind == "several" or pointer.several:
        return phrase.plural or phrase.named or phrase.head in GROUPS or could_be_person(phrase) > 0
    return not phrase.plural
