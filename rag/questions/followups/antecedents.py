"""Chooses the noun that a pronoun stands for, from the earlier questions and what their answers named."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rag.questions.followups.exchanges import PLACE_PREPOSITIONS, Exchange
from rag.questions.followups.phrases import GROUPS, SHE, NounPhrase, could_be_person, said_of
from rag.questions.followups.pointers import Pointer
from rag.questions.followups.word_classes import is_adjective, is_base_verb, is_participle, words

# So much worse is a phrase for each question that came between.
_PER_QUESTION = 1.5
_ROLE_SCORES = {"subject": 2.0, "topic": 2.2, "object": 1.5, "oblique": 0.6, "asked": 1.2, "answer": 2.5}
_KEPT = 1.2
_FADING = 0.5
# A second candidate that is so close makes the choice doubtful.
_CLOSE = 0.9
_PERSON_ASKED = re.compile(r"\b(?:who|whom|whose)\b", re.IGNORECASE)
_PLACE_ASKED = re.compile(
    r"\b(?:where|(?:what|which) (?:city|town|country|place|village|state|capital))\b", re.IGNORECASE
)
_THING_ASKED = re.compile(r"\b(?:which|what(?: is|'s| was) the (?:name|capital))\b", re.IGNORECASE)
# Nouns that only say of what kind something is: "What are the types of X?" is about X.
EMPTY_NOUNS = frozenset(
    "type types kind kinds sort sorts name purpose cause causes meaning definition difference differences example examples "
    "way ways fact facts reason reasons use uses history effect effects role number amount list part parts benefit benefits "
    "advantage advantages symptom symptoms cost price information relationship impact pros cons difference time year day "
    "question answer return particular general detail case things thing lot size age length height origin origins importance".split()
)
KIND_NOUNS = frozenset(
    ("type", "types", "kind", "kinds", "sort", "sorts", "variety", "varieties", "part", "parts")
)
# "in particular", "in return": these are no things.
_NO_NOUNS = frozenset("particular general return detail advance fact short addition total same".split())


def antecedents(pointer: Pointer, history: Sequence[Exchange]) -> list[NounPhrase]:
    """The phrases that the pointer can stand for: one if that is sure, two if not, none if there is no such phrase.

    Args:
        pointer: The pronoun.
        history: The earlier exchanges, the oldest first.
    """
    called = {
        _key(phrase): phrase.called for earlier in history for phrase in earlier.phrases if phrase.called
    }
    scored: dict[str, tuple[float, NounPhrase]] = {}
    for distance, earlier in enumerate(reversed(history)):
        for phrase, fit in _candidates(pointer, earlier, called):
            # What a pronoun stood for is what the conversation stays with, until it goes on to something else.
            score = fit - _PER_QUESTION * distance - (_KEPT if phrase.kept and distance else 0.0)
            key = _key(phrase)
            if key not in scored or scored[key][0] < score:
                scored[key] = score, phrase
    ranked = sorted(scored.values(), key=lambda item: -item[0])
    return [phrase for score, phrase in ranked[:2] if score > ranked[0][0] - _CLOSE]


def one_of_two(first: bool, history: Sequence[Exchange]) -> list[NounPhrase]:
    """The former (first) or the latter of the last two that "and" or "or" joined."""
    for earlier in reversed(history):
        for phrase in earlier.phrases:
            if phrase.parts:
                return [phrase.parts[0 if first else 1]]
    return []


def last_deed(history: Sequence[Exchange]) -> list[NounPhrase]:
    """The verb of the last question with what follows, for "do that"; nothing if it is not known."""
    question, phrases = history[-1].question, history[-1].phrases
    all_words = words(question)
    for before, word in zip(all_words, all_words[1:], strict=False):
        inside = any(phrase.start <= word.start < phrase.end for phrase in phrases)
        verb = is_base_verb(word.lower) or before.lower in ("i", "you", "we", "they", "one")
        if verb and word.tag == "content" and not word.name_like and not inside:
            text = question[word.start :].rstrip("?!. ")
            end = word.start + len(text)
            return [
                NounPhrase(text=text, start=word.start, end=end, words=(word,), role="object", plural=False)
            ]
    return []


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


def _candidates(
    pointer: Pointer, earlier: Exchange, called: Mapping[str, str]
) -> Iterator[tuple[NounPhrase, float]]:
    """The phrases of one exchange that agree with the pointer, each with how well."""
    for phrase in (*earlier.phrases, *earlier.answered):
        word = called.get(_key(phrase)) if called else None
        known = replace(phrase, called=word) if word else phrase
        fit = _fit(pointer, known, earlier) if _is_noun(phrase) else None
        if fit is not None:
            yield phrase, fit + _score(phrase)


def _is_noun(phrase: NounPhrase) -> bool:
    if not any(character.isalpha() for character in phrase.text):
        return False
    return phrase.named or (phrase.head not in _NO_NOUNS and not is_adjective(phrase.head))


def _score(phrase: NounPhrase) -> float:
    """How much a phrase is what its question is about."""
    score = _ROLE_SCORES[phrase.role]
    score += _KEPT if phrase.kept else 0.0
    score += 0.8 if phrase.named else 0.0
    score += 0.5 if phrase.parts else 0.0
    score -= 2.0 if is_participle(phrase.head) and not phrase.named else 0.0
    return score - (2.0 if phrase.head in EMPTY_NOUNS else 0.0)


def _fit(pointer: Pointer, phrase: NounPhrase, earlier: Exchange) -> float | None:
    """How well a phrase agrees with a pointer in number and kind; None if not at all."""
    if pointer.kind == "person":
        return _fit_of_person(pointer, phrase, earlier)
    if pointer.kind == "place":
        return _fit_of_place(phrase, earlier)
    if pointer.kind == "several" or pointer.several:
        return _fit_of_several(phrase)
    return None if pointer.kind == "one" and phrase.named else _fit_of_thing(phrase, earlier)


def _fit_of_person(pointer: Pointer, phrase: NounPhrase, earlier: Exchange) -> float | None:
    person = could_be_person(phrase)
    other = "he" if pointer.word in SHE else "she"
    if person == 0 or phrase.plural or said_of(phrase) == other:
        return None
    if phrase.role != "answer":
        return person
    # "Who found it?" and "When was she born?"; of another question the answer names people by the way.
    return person + 1.0 if _PERSON_ASKED.search(earlier.question) else None


def _fit_of_several(phrase: NounPhrase) -> float | None:
    if phrase.plural:
        return 2.0
    # "They" is also said of one company, band or team.
    if (phrase.named and phrase.definite) or phrase.head in GROUPS:
        return 1.5
    return -1.5 if could_be_person(phrase) < 2 else None


def _fit_of_thing(phrase: NounPhrase, earlier: Exchange) -> float | None:
    person = could_be_person(phrase)
    if phrase.plural and phrase.called != "it" and not (phrase.definite and phrase.named):
        # Also said of a kind: "What do Venus flytraps eat?" and "Where is it native to?"
        return None if phrase.parts else -1.5
    if phrase.role != "answer":
        return -2.0 if person == 2 else 0.5
    if person and _PERSON_ASKED.search(earlier.question):
        return None
    # "What is the capital?" and "How big is it?": the capital, if it was named.
    return 1.2 if _THING_ASKED.search(earlier.question) else 0.0


def _fit_of_place(phrase: NounPhrase, earlier: Exchange) -> float | None:
    if phrase.plural:
        return None
    if phrase.role == "answer":
        return 1.0 if _PLACE_ASKED.search(earlier.question) else None
    if phrase.preposition in PLACE_PREPOSITIONS:
        return 2.5 if phrase.named or phrase.definite else 1.0
    return 0.0 if phrase.named and could_be_person(phrase) < 2 else None
