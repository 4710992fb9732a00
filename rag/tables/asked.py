"""What a question asks of a table for: its question word, the noun behind it, one thing or several."""

from collections.abc import Sequence

from rag.tables.linking import Linked

_QUESTION_WORDS = frozenset(
    ("how many", "how much", "how long", "how often", "how old", "what", "which", "who", "whom", "whose", "when", "where", "why",
     "how", "is", "was", "did", "does", "do", "are", "were", "name", "list", "tell")
)  # fmt: skip


def question_word(words: Sequence[str]) -> str:
    """The first question word of two words, else of one, else "none"."""
    for length in (2, 1):
        for at in range(len(words) - length + 1):
            if (text := " ".join(words[at : at + length])) in _QUESTION_WORDS:
                return text
    return "none"


def asked_noun(linked: Linked) -> str:
    """The stem of the word behind the first "what", "which" or "how many"; may be empty."""
    for at, word in enumerate(linked.words[:-1]):
        if word in ("what", "which", "whose") or (word == "many" and at):
            return linked.asked_stems[at + 1]
    return ""


def asked_number(words: Sequence[str]) -> str:
    """Whether "what" or "which" asks for several ("s"), by the noun or the verb behind it; "-" if that is not said."""
    for at, word in enumerate(words[:-1]):
        if word in ("what", "which"):
            noun = words[at + 1]
            if noun.endswith("s") and not noun.endswith("ss"):
                return noun if noun in ("is", "was") else "s"
            return noun if noun in ("are", "were") else "-"
    return "-"
