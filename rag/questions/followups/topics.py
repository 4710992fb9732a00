"""What a conversation is about, for questions that leave it out: "Who was the leader?"."""

from collections.abc import Sequence

from rag.questions.followups.antecedents import EMPTY_NOUNS, KIND_NOUNS, main_phrase
from rag.questions.followups.ellipsis import has_lead, is_complete
from rag.questions.followups.exchanges import Exchange
from rag.questions.followups.noun_phrases import noun_phrases
from rag.questions.followups.word_classes import words

# A question with more content words than this says itself what it is about.
_FEW = 2
_SHORT = 8


def needs_topic(question: str) -> bool:
    """Whether the question says too little to stand alone: "What is the process?"."""
    found = words(question)
    if any(word.name_like for word in found[1:]):
        return False
    if len(found) > _SHORT:
        return False
    # "What are the pros and cons?" says nothing of what.
    count = sum(word.tag == "content" and word.lower not in EMPTY_NOUNS for word in found)
    if count < 1 or sum(word.tag == "content" for word in found) < _FEW:
        return True
    if not is_complete(question) and (has_lead(question) or count <= _FEW):
        return True
    phrases = noun_phrases(question)
    if any(phrase.role == "asked" and phrase.head in KIND_NOUNS for phrase in phrases):
        return not any(phrase.preposition == "of" for phrase in phrases)
    return False


def may_need_topic(question: str) -> bool:
    """Whether a question may say too little: "Who named the movement?", "What was the role of slavery?"."""
    found = words(question)
    few = len(found) <= _SHORT and sum(word.tag == "content" for word in found) <= _FEW
    if not few or any(word.name_like for word in found[1:]):
        return False
    asks_what_is = found[0].tag == "wh" and len(found) > 1 and found[1].tag == "be"
    return asks_what_is or any(phrase.definite for phrase in noun_phrases(question))


def prefixed(question: str, history: Sequence[Exchange]) -> str | None:
    """The question with what the conversation is about before it: "the band: Who was the leader?"."""
    phrase = main_phrase(history)
    if phrase is None or {word.lower for word in phrase.words} <= {word.lower for word in words(question)}:
        return None
    return f"{phrase.text}: {question}"
