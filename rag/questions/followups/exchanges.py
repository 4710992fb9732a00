"""What was asked and answered before, as a later question can point back to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.questions.entities import Entity, entities
from rag.questions.followups.noun_phrases import noun_phrases
from rag.questions.followups.phrases import NounPhrase
from rag.questions.followups.word_classes import words

# Of an answer, names are looked for in its beginning only: what follows is seldom what was asked for.
_ANSWER_START = 300
_NAME_ASKED = re.compile(
    r"\b(?:who|whom|whose|where|which|what(?: is|'s| was) the (?:name|capital)|what (?:\w+ )?(?:is|was) \w+ called)\b",
    re.IGNORECASE,
)
_MARKER = re.compile(r"\s*\[\d+\]")
PLACE_PREPOSITIONS = frozenset(("in", "at", "to", "from", "into", "near"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One earlier question, made to stand alone, and what was answered.

    Attributes:
        question: The question, with its pronouns replaced.
        phrases: The noun phrases of that.
        answered: What the answer named: names that the question did not hold.
    """

    question: str
    phrases: tuple[NounPhrase, ...]
    answered: tuple[NounPhrase, ...]


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a pronoun was replaced by.

    Attributes:
        text: The words that were put in.
        called: "he", "she" or "it", if the pronoun was one of these; or "".
    """

    text: str
    called: str = ""


def exchange(question: str, replaced: Sequence[Replaced], answer: str) -> Exchange:
    """An exchange from its texts.

    Args:
        question: The question with its pronouns replaced.
        replaced: What pronouns were replaced by: with these the conversation stays.
        answer: What was answered, or "".
    """
    phrases = tuple(_kept(phrase, replaced) for phrase in noun_phrases(question))
    return Exchange(question=question, phrases=phrases, answered=_answered(question, answer))


def _kept(phrase: NounPhrase, replaced: Sequence[Replaced]) -> NounPhrase:
    """The phrase, marked if a pronoun stood for it, and without what follows that: "the opener | stopped working"."""
    for new in replaced:
        if new.text not in phrase.text:
            continue
        if not phrase.text.startswith(new.text) or phrase.parts:
            return replace(phrase, kept=True)
        end = phrase.start + len(new.text)
        inside = tuple(word for word in phrase.words if word.end <= end)
        if inside:
            return replace(phrase, text=new.text, end=end, words=inside, kept=True, called=new.called)
    return phrase


def _answered(question: str, answer: str) -> tuple[NounPhrase, ...]:
    """The first name of the answer that the question does not hold, if the question asks for a name."""
    if not answer or not _NAME_ASKED.search(question):
        return ()
    start = _MARKER.sub("", answer[:_ANSWER_START])
    known = {word.lower for word in words(question)}
    names = entities(start, "name")
    for entity in names:
        name = start[entity.start : entity.end].strip(" .,")
        found = [word for word in words(name) if word.tag == "content"]
        # A lone capital at the start of a longer text is only its first word.
        alone = entity.start == 0 and len(found) == 1 and len(start.split()) > 3
        if not found or alone or known.issuperset(word.lower for word in found):
            continue
        several = _and_others(start, entity, names)
        before = start[: entity.start].split()[-1:]
        return (
            NounPhrase(
                text=several or name[found[0].start :],
                start=0,
                end=0,
                words=tuple(found),
                role="answer",
                plural=bool(several),
                preposition=before[0] if before and before[0] in PLACE_PREPOSITIONS else "",
            ),
        )
    return ()


def _and_others(text: str, first: Entity, names: Sequence[Entity]) -> str:
    """The names from the first on that "and" or a comma joins, or "" if it is one."""
    end = first.end
    for name in names:
        if name.start > first.start and re.fullmatch(r",? (?:and )?", text[end : name.start]):
            end = name.end
    return text[first.start : end] if end > first.end else ""
