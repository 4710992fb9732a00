"""Chooses the noun that a pronoun stands for, from the earlier questions and what their answers named."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.questions.entities import entities
from rag.questions.noun_phrases import NounPhrase, could_be_person, noun_phrases
from rag.questions.pointers import GROUPS, Pointer
from rag.questions.word_classes import is_adjective, is_participle, words

# So much worse is a phrase for each question that came between.
_PER_QUESTION = 1.5
_ROLE_SCORES = {"subject": 2.0, "topic": 2.2, "object": 1.5, "oblique": 1.0, "asked": 1.2, "answer": 2.5}
_FADING = 0.7
# A second candidate that is so close makes the choice doubtful.
_CLOSE = 0.9
# Of an answer, names are looked for in its beginning only: what follows is seldom what was asked for.
_ANSWER_START = 300
_NAME_ASKED = re.compile(
    r"\b(?:who|whom|whose|where|which|what(?: is|'s| was) the (?:name|capital)|what (?:\w+ )?(?:is|was) \w+ called)\b",
    re.IGNORECASE,
)
_PERSON_ASKED = re.compile(r"\b(?:who|whom|whose)\b", re.IGNORECASE)
_PLACE_ASKED = re.compile(
    r"\b(?:where|(?:what|which) (?:city|town|country|place|village|state|capital))\b", re.IGNORECASE
)
_THING_ASKED = re.compile(r"\b(?:which|what(?: is|'s| was) the (?:name|capital))\b", re.IGNORECASE)
_MARKER = re.compile(r"\s*\[\d+\]")
# Nouns that only say of what kind something is: "What are the types of X?" is about X.
_EMPTY_NOUNS = frozenset(
    "type types kind kinds sort sorts name purpose cause causes meaning definition difference differences example examples "
    "way ways fact facts reason reasons use uses history effect effects role number amount list part parts benefit benefits "
    "advantage advantages symptom symptoms cost price information relationship impact pros cons difference time year day "
    "question answer return particular general detail case things thing lot size age length height origin origins importance".split()
)
KIND_NOUNS = frozenset(
    ("type", "types", "kind", "kinds", "sort", "sorts", "variety", "varieties", "part", "parts")
)
# "in particular", "in return": these are no things.
_NO_NOUNS = frozenset("particular general return detail advance fact short addition total".split())
_PLACE_PREPOSITIONS = frozenset(("in", "at", "to", "from", "into", "near"))


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


def exchange(question: str, replaced: Sequence[str], answer: str) -> Exchange:
    """An exchange from its texts.

    Args:
        question: The question with its pronouns replaced.
        replaced: What pronouns were replaced by: with these the conversation stays.
        answer: What was answered, or "".
    """
    phrases = tuple(_kept(phrase, replaced) for phrase in noun_phrases(question))
    return Exchange(question=question, phrases=phrases, answered=_answered(question, answer))


def _kept(phrase: NounPhrase, replaced: Sequence[str]) -> NounPhrase:
    """The phrase, marked if a pronoun stood for it, and without what follows that: "the opener | stopped working"."""
    for text in replaced:
        if text not in phrase.text:
            continue
        if phrase.text.startswith(text) and not phrase.parts:
            end = phrase.start + len(text)
            inside = tuple(word for word in phrase.words if word.end <= end)
            return replace(phrase, text=text, end=end, words=inside, kept=True) if inside else phrase
        return replace(phrase, kept=True)
    return phrase


def antecedents(pointer: Pointer, history: Sequence[Exchange]) -> list[NounPhrase]:
    """The phrases that the pointer can stand for: one if that is sure, two if not, none if there is no such phrase.

    Args:
        pointer: The pronoun.
        history: The earlier exchanges, the oldest first.
    """
    scored: dict[str, tuple[float, NounPhrase]] = {}
    for distance, earlier in enumerate(reversed(history)):
        for phrase, fit in _candidates(pointer, earlier):
            score = fit - _PER_QUESTION * distance
            key = _key(phrase)
            if key not in scored or scored[key][0] < score:
                scored[key] = score, phrase
    ranked = sorted(scored.values(), key=lambda item: -item[0])
    return [phrase for score, phrase in ranked[:2] if score > ranked[0][0] - _CLOSE]


def same_noun(noun: str, history: Sequence[Exchange]) -> list[NounPhrase]:
    """The last phrase that says more of a noun: "the defense treaty" for "that treaty"."""
    for earlier in reversed(history):
        for phrase in earlier.phrases:
            if len(phrase.words) > 1 and not phrase.parts and phrase.head.rstrip("s") == noun.rstrip("s"):
                return [phrase]
    return []


def main_phrase(history: Sequence[Exchange]) -> NounPhrase | None:
    """What the conversation is about, or None if it has no noun: what is said often, and what was said last."""
    scores: dict[str, float] = {}
    phrases: dict[str, NounPhrase] = {}
    for distance, earlier in enumerate(reversed(history)):
        for phrase in earlier.phrases:
            if not _is_noun(phrase):
                continue
            key = _key(phrase)
            scores[key] = scores.get(key, 0.0) + _score(phrase) * _FADING**distance
            phrases.setdefault(key, phrase)
    return phrases[max(scores, key=lambda key: scores[key])] if scores else None


def _key(phrase: NounPhrase) -> str:
    return " ".join(word.lower for word in phrase.words)


def _candidates(pointer: Pointer, earlier: Exchange) -> Iterator[tuple[NounPhrase, float]]:
    """The phrases of one exchange that agree with the pointer, each with how well."""
    for phrase in (*earlier.phrases, *earlier.answered):
        if not _is_noun(phrase):
            continue
        fit = _fit(pointer, phrase, earlier)
        if fit is None:
            continue
        yield phrase, fit + _score(phrase)


def _is_noun(phrase: NounPhrase) -> bool:
    if not any(character.isalpha() for character in phrase.text):
        return False
    return phrase.named or (phrase.head not in _NO_NOUNS and not is_adjective(phrase.head))


def _score(phrase: NounPhrase) -> float:
    """How much a phrase is what its question is about."""
    score = _ROLE_SCORES[phrase.role]
    score += 1.2 if phrase.kept else 0.0
    score += 0.8 if phrase.named else 0.0
    score += 0.5 if phrase.parts else 0.0
    score -= 2.0 if is_participle(phrase.head) and not phrase.named else 0.0
    return score - (2.0 if phrase.head in _EMPTY_NOUNS else 0.0)


def _fit(pointer: Pointer, phrase: NounPhrase, earlier: Exchange) -> float | None:
    """How well a phrase agrees with a pointer in number and kind; None if not at all."""
    person = could_be_person(phrase)
    if pointer.kind == "person":
        if person == 0 or phrase.plural:
            return None
        return person + (1.0 if phrase.role == "answer" and _PERSON_ASKED.search(earlier.question) else 0.0)
    if pointer.kind == "place":
        return _fit_of_place(phrase, earlier)
    if pointer.kind == "several" or pointer.several:
        # "They" is also said of one company, band or team.
        one_of_many = (phrase.named and phrase.definite) or phrase.head in GROUPS
        return 2.0 if phrase.plural else 1.5 if one_of_many else (-1.5 if person < 2 else None)
    if phrase.plural and not (phrase.definite and phrase.named):
        # Also said of a kind: "What do Venus flytraps eat?" and "Where is it native to?"
        return None if phrase.parts else -1.5
    if phrase.role == "answer":
        # "What is the capital?" and "How big is it?": the capital, if it was named.
        return (
            None
            if _PERSON_ASKED.search(earlier.question)
            else 1.2 * bool(_THING_ASKED.search(earlier.question))
        )
    return -2.0 if person == 2 else 0.5


def _fit_of_place(phrase: NounPhrase, earlier: Exchange) -> float | None:
    if phrase.plural:
        return None
    if phrase.role == "answer":
        return 1.0 if _PLACE_ASKED.search(earlier.question) else None
    if phrase.preposition in _PLACE_PREPOSITIONS:
        return 2.5 if phrase.named or phrase.definite else 1.0
    return 0.0 if phrase.named and could_be_person(phrase) < 2 else None


def _answered(question: str, answer: str) -> tuple[NounPhrase, ...]:
    """The first name of the answer that the question does not hold, if the question asks for a name."""
    if not answer or not _NAME_ASKED.search(question):
        return ()
    start = _MARKER.sub("", answer[:_ANSWER_START])
    known = {word.lower for word in words(question)}
    for entity in entities(start, "name"):
        name = start[entity.start : entity.end].strip(" .,")
        found = [word for word in words(name) if word.tag == "content"]
        # A lone capital at the start of a longer text is only its first word.
        alone = entity.start == 0 and len(found) == 1 and len(start.split()) > 3
        if not found or alone or known.issuperset(word.lower for word in found):
            continue
        name = name[found[0].start :]
        before = start[: entity.start].split()[-1:]
        preposition = before[0] if before and before[0] in _PLACE_PREPOSITIONS else ""
        return (
            NounPhrase(
                text=name,
                start=0,
                end=0,
                words=tuple(found),
                role="answer",
                plural=False,
                preposition=preposition,
            ),
        )
    return ()
