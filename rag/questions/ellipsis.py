"""Completes a question that leaves out what the question before said: "And in 2019?", "Why?", "Which team the least?"."""

import re
from collections.abc import Sequence

from rag.questions.antecedents import Exchange
from rag.questions.noun_phrases import NounPhrase, could_be_person, noun_phrases
from rag.questions.word_classes import is_base_verb, is_past, is_verb, words

_REMARK = r"(?:(?:ok|okay|oh|ah|hm+|interesting|great|thanks|thank you|good|right|sorry|yes|no|i see|got it)\b[,.!]*\s+)*"
_LEAD = re.compile(
    rf"^(?P<remark>{_REMARK})(?P<lead>(?:(?:and|but|so|or|also|then|now)\b,?\s+)*"
    r"(?:(?:what|how) about|what of|what if it is|same for|the same for)?)\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_BARE = re.compile(
    r"^(?:(?:in|on|at|to|from|of|for|with|by|since|until) )?"
    r"(?:why|when|where|who|whom|whose|how|which|what)(?: (?:much|many|long|often|far|old|big|high|so|come|exactly|not|else|year|ones?))?[?!. ]*$",
    re.IGNORECASE,
)
# The part of a question that asks, and its first verb if it only helps.
_ASKS = re.compile(
    r"^(?:(?:in|on|at|to|from|of|for|with|by) )?(?:how (?:many|much|long|often|far|old|big|high)|how|who|whom|whose|what|which|where|when|why)\b\s*",
    re.IGNORECASE,
)
_HELPING = re.compile(
    r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may|might|shall)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1\d{3}|20\d{2})\b")
_NUMBER = re.compile(r"\b\d[\d.,]*\b")
_EXTREME = re.compile(
    r"\bthe (?:\w+est|most|least|fewest|best|worst|first|last|second|third)\b", re.IGNORECASE
)
_REQUEST = re.compile(
    r"^(?:tell|list|describe|explain|name|show|give|compare|summari[sz]e|define|find|outline)\b",
    re.IGNORECASE,
)


_INFINITIVE = re.compile(r"^(?:how|where|what|when|whom?|which) (?:best )?(?:not )?to \w", re.IGNORECASE)


def is_complete(question: str) -> bool:
    """Whether the question has a verb of its own, so that nothing of the question before is left out."""
    rest = _LEAD.sub(r"\g<rest>", question) if not _lead(question) else _rest(question)
    if _BARE.match(rest):
        return False
    if _REQUEST.match(rest) or _INFINITIVE.match(rest):
        return True
    found = [word for word in words(rest) if word.tag not in ("mark", "adverb")]
    if any(word.tag in ("be", "do") for word in found):
        return True
    # A verb is needed behind its subject: "who found it", "which team scored", "I want"; not "which team the least".
    return any(
        (is_verb(word.lower) and not word.name_like)
        or (is_past(word.lower) and before.tag in ("content", "wh", "pronoun"))
        for before, word in zip(found, found[1:], strict=False)
        if before.tag in ("wh", "pronoun") or (before.tag == "content" and found[0].tag == "wh")
    )


def completed(question: str, earlier: Exchange) -> str | None:
    """The question with what it leaves out, or None if it leaves nothing out or that can't be told.

    Args:
        question: The question, its pronouns replaced; it is not complete.
        earlier: The exchange before it.
    """
    rest = _rest(question)
    if not rest:
        return None
    if _BARE.match(rest):
        return _with_asking(rest, earlier.question)
    fragment = rest.rstrip("?!. ")
    if not _lead(question) and not _short_remnant(fragment):
        return None
    for way in (_other_year, _other_deed, _other_extreme, _other_place, _other_phrase):
        filled = way(fragment, earlier)
        if filled is not None:
            return filled
    return None


def is_remark(question: str) -> bool:
    """Whether it asks nothing: "Thank you!"."""
    return bool(
        re.fullmatch(
            rf"{_REMARK}(?:that helps|you|bye|goodbye|hello|hi)?[.!]*", question.strip() + " ", re.IGNORECASE
        )
    )


def has_lead(question: str) -> bool:
    """Whether the question begins with "and", "what about" and the like."""
    return bool(_lead(question))


def _lead(question: str) -> str:
    match = _LEAD.match(question)
    return match["lead"].strip() if match else ""


def _rest(question: str) -> str:
    match = _LEAD.match(question)
    return match["rest"].strip() if match else question


def _short_remnant(fragment: str) -> bool:
    """Whether a fragment without "and" is surely a part of a question: "in 2019?", "Which team the least?"."""
    found = words(fragment)
    return len(found) <= 6 and (found[0].tag in ("preposition", "wh") or bool(_YEAR.fullmatch(fragment)))


def _with_asking(bare: str, earlier: str) -> str:
    """The earlier question asked with another word: "Why did ..." for "When did ..."."""
    asking = bare.rstrip("?!. ")
    rest = _ASKS.sub("", earlier)
    if rest == earlier:
        # A question for yes or no: "Is it treatable?" and "Why?"
        return (
            f"{asking} {earlier[0].lower() + earlier[1:]}"
            if _HELPING.match(earlier)
            else f"{earlier.rstrip('?!. ')}: {bare}"
        )
    if _HELPING.match(rest):
        return f"{asking} {rest}"
    return f"{rest.rstrip('?!. ')}: {bare}"


def _other_year(fragment: str, earlier: Exchange) -> str | None:
    """ "in 2019" in the place of "in 2018"; a number alone in that of a number."""
    for pattern in (_YEAR, _NUMBER):
        new, old = pattern.search(fragment), pattern.search(earlier.question)
        if new and old and len(words(fragment)) <= 4:
            start, end = old.span()
            return earlier.question[:start] + new[0] + earlier.question[end:]
    return None


def _other_extreme(fragment: str, earlier: Exchange) -> str | None:
    """ "Which team the least?" in the place of "Which team scored the most goals?"."""
    new, old = _EXTREME.search(fragment), _EXTREME.search(earlier.question)
    if not new or not old:
        return None
    return earlier.question[: old.start()] + new[0] + earlier.question[old.end() :]


def _other_deed(fragment: str, earlier: Exchange) -> str | None:
    """ "replacing it" in the place of "to fix it"."""
    if not words(fragment)[0].lower.endswith("ing"):
        return None
    verbs = [word for word in words(earlier.question)[2:] if is_base_verb(word.lower) and not word.name_like]
    phrases = [phrase for phrase in earlier.phrases if verbs and phrase.start <= verbs[-1].start < phrase.end]
    if not verbs or phrases:
        return None
    return f"{earlier.question[: verbs[-1].start]}{fragment}?"


def _other_place(fragment: str, earlier: Exchange) -> str | None:
    """A phrase with its preposition, in the place of one with the same; otherwise behind the question."""
    first = words(fragment)[0]
    if first.tag != "preposition" or first.lower == "instead":
        return None
    phrases = noun_phrases(fragment)
    for old in earlier.phrases:
        if old.preposition == first.lower and not old.parts and phrases:
            begin = earlier.question.lower().rfind(first.lower, 0, old.start)
            if begin >= 0 and len(earlier.question[begin : old.start].split()) <= 2:
                return earlier.question[:begin] + fragment + earlier.question[old.end :]
    return f"{earlier.question.rstrip('?!. ')} {fragment}?"


def _other_phrase(fragment: str, earlier: Exchange) -> str | None:
    """A noun phrase in the place of the most similar one."""
    new = noun_phrases(fragment)
    # "How many teams?" asks something new.
    if not new or new[0].role == "asked":
        return None
    old = _most_similar(new[-1] if "'s" in fragment else new[0], earlier.phrases)
    if old is None:
        return None
    start = old.start - len(_counting(earlier.question, old))
    return earlier.question[:start] + fragment + earlier.question[old.end :]


def _counting(question: str, phrase: NounPhrase) -> str:
    """The determiner before a phrase that is not a part of its text: "some", "its"."""
    match = re.search(
        r"\b(?:some|any|its|their|his|her|every|each|this|that) $", question[: phrase.start], re.IGNORECASE
    )
    return match[0] if match else ""


def _most_similar(new: NounPhrase, phrases: Sequence[NounPhrase]) -> NounPhrase | None:
    """The phrase that another can take the place of: with a word in common, or else of the same kind."""
    best: tuple[float, NounPhrase] | None = None
    own = {word.lower for word in new.words}
    for phrase in phrases:
        # "Polamalu's pick-6" is no owner of something.
        if "'s" in new.text and any(other is not phrase and other.start == phrase.start for other in phrases):
            continue
        score = 3.0 * (phrase.head == new.head) + 2.0 * bool(
            own.intersection(word.lower for word in phrase.words)
        )
        score += 1.5 * (phrase.named == new.named) + 0.5 * (phrase.plural == new.plural)
        score += 1.0 * ((could_be_person(phrase) > 0) == (could_be_person(new) > 0))
        score += {"subject": 0.6, "topic": 0.8, "object": 0.5, "oblique": 0.4}.get(phrase.role, 0.0)
        score += 0.5 * phrase.kept
        if phrase.named != new.named and score < 4.5:
            continue
        if best is None or score > best[0]:
            best = score, phrase
    return best[1] if best else None
