"""Completes a question that leaves out what the one before said: "And in 2019?", "Why?", "Which team the least?"."""

import re

from rag.questions.followups.exchanges import Exchange
from rag.questions.followups.substitution import YEAR, other_phrase, substituted
from rag.questions.followups.word_classes import is_past, is_verb, words

_REMARK = r"(?:(?:ok|okay|oh|ah|hm+|interesting|great|thanks|thank you|good|right|sorry|yes|no|i see|got it)\b[,.!]*\s+)*"
_THANKS = re.compile(
    rf"{_REMARK}(?:that helps|thank you very much|you|bye|goodbye|hello|hi)?[.! ]*", re.IGNORECASE
)
_LEAD = re.compile(
    rf"^{_REMARK}(?P<lead>(?:(?:and|but|so|or|also|then|now)\b,?\s+)*"
    r"(?:(?:what|how) about|what of|(?:the )?same for)?)\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_BARE = re.compile(
    r"^(?:(?:in|on|at|to|from|of|for|with|by|since|until) )?"
    r"(?:why|when|where|who|whom|whose|how|which|what)"
    r"(?: (?:much|many|long|often|far|old|big|high|so|come|exactly|not|else|year|ones?))?[?!. ]*$",
    re.IGNORECASE,
)
# The part of a question that asks. It is answered by now, so only the rest, its subject, is taken along.
_ASKS = re.compile(
    r"^(?:(?:in|on|at|to|from|of|for|with|by) )?"
    r"(?:how (?:many|much|long|often|far|old|big|high)|how|who|whom|whose|what|which|where|when|why)\b\s*",
    re.IGNORECASE,
)
_HELPING = re.compile(
    r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may|might|shall)\b",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"^(?:tell|list|describe|explain|name|show|give|compare|summari[sz]e|define|find|outline|what if"
    r"|(?:how|where|what|when|whom?|which) (?:best )?(?:not )?to \w+)\b",
    re.IGNORECASE,
)
# Words of a fragment that names a year, and of one that begins with a preposition or asks.
_WITH_YEAR, _REMNANT = 4, 6
# In a longer question it is not clear which phrase another takes the place of.
_SIMPLE = 10


def is_complete(question: str) -> bool:
    """Whether the question has a verb of its own, so that it leaves out nothing that the one before said."""
    _, rest = _parted(question)
    if _BARE.match(rest):
        return False
    if _REQUEST.match(rest):
        return True
    found = [word for word in words(rest) if word.tag not in ("mark", "adverb")]
    if any(word.tag in ("be", "do") for word in found):
        return True
    asks = bool(found) and found[0].tag == "wh"
    # Behind its subject: "who found it", "which team scored", "I want"; not in "which team the least".
    return any(
        (is_verb(word.lower) and not word.name_like) or is_past(word.lower)
        for before, word in zip(found, found[1:], strict=False)
        if before.tag in ("wh", "pronoun") or (before.tag == "content" and asks)
    )


def completed(question: str, earlier: Exchange) -> str | None:
    """The question with what it leaves out, or None if that can't be told.

    Args:
        question: The question, its pronouns replaced; it is not complete.
        earlier: The exchange before it.
    """
    lead, rest = _parted(question)
    fragment = rest.rstrip("?!. ")
    if not words(fragment):
        return None
    if _BARE.match(rest):
        return _asked_otherwise(rest, earlier.question)
    if lead or _is_remnant(fragment):
        return substituted(fragment, earlier)
    short = len(earlier.question.split()) <= _SIMPLE
    return other_phrase(fragment, earlier) if short and is_bare_phrase(question) else None


def is_bare_phrase(question: str) -> bool:
    """Whether it is a noun phrase and no more, so that it is in doubt what of it is asked: "The screen?"."""
    lead, rest = _parted(question)
    fragment = rest.rstrip("?!. ")
    return not lead and rest.endswith("?") and len(fragment.split()) <= 2 and not _is_remnant(fragment)


def is_remark(question: str) -> bool:
    """Whether it asks nothing: "Thank you!"."""
    return bool(_THANKS.fullmatch(question + " "))


def has_lead(question: str) -> bool:
    """Whether the question begins with "and", "what about" and the like."""
    return bool(_parted(question)[0])


def _parted(question: str) -> tuple[str, str]:
    """What leads in ("and", "what about"), and the rest; remarks before both are left out."""
    match = _LEAD.match(question)
    return (match["lead"].strip(), match["rest"].strip()) if match else ("", question)


def _is_remnant(fragment: str) -> bool:
    """Whether a fragment without "and" is surely a part of a question: "in 2019", "Which team the least"."""
    found = words(fragment)
    if YEAR.search(fragment):
        return len(found) <= _WITH_YEAR
    return len(found) <= _REMNANT and found[0].tag in ("preposition", "wh")


def _asked_otherwise(bare: str, earlier: str) -> str:
    """The earlier question asked with another word: "Why did ..." for "When did ..."."""
    asking = bare.rstrip("?!. ")
    rest = _ASKS.sub("", earlier)
    if not _HELPING.match(rest) or asking.lower().endswith(" not"):
        return f"{rest.rstrip('?!. ')}: {bare}"
    # After a question for yes or no, "Is it treatable?", this begins the question.
    return f"{asking} {rest[0].lower() + rest[1:]}"
