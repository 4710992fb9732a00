"""Makes a question that leans on an earlier one stand alone."""

import re
from collections.abc import Sequence

from rag.answer import Turn
from rag.questions.analysis import analyse

# "Are there" points to nothing: "How many army sappers are there?" stands alone.
_POINTERS = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|those|these|this|that|(?<!is )(?<!are )there|then|one|ones|same|others?)\b"
    r"|^(?:and|but|so|or|what about|how about|since when|who else|what else|where else|anything else)\b",
    re.IGNORECASE,
)
# The part of an earlier question that asks. It is answered by now, so only the rest, its subject, is taken along.
_ASKS = re.compile(
    r"^(?:and |but |so )?(?:(?:in|on|at|to|from|of|for|with|by) )?"
    r"(?:how (?:many|much|long|often|far|old)|how|who|whom|whose|what|which|where|when|why)\b"
    r"(?: (?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should)\b)? *",
    re.IGNORECASE,
)
# A question with fewer content words than this hardly stands alone.
_MIN_TERMS = 2
_MAX_QUESTIONS = 3


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question, with the subjects of earlier questions in front of it, as far back as each leans on the one before.

    "How many sappers will be sent?" and "What will they do?" become "sappers will be sent: What will they do?". If
    both questions were kept whole, the reader would answer the first.

    A question leans on an earlier one if it points back ("it", "they", "what about") or has fewer than two
    content words. Only the user's questions are used: the text of an answer would pull the search back to what
    was found before.
    """
    parts = [question]
    earlier = [" ".join(turn.text.split()) for turn in history if turn.role == "user"]
    while earlier and len(parts) < _MAX_QUESTIONS and leans(parts[0]):
        parts.insert(0, earlier.pop())
    subjects = [subject for part in parts[:-1] if (subject := _ASKS.sub("", part).rstrip("?!. "))]
    return ": ".join([*subjects, question])


def leans(question: str) -> bool:
    """Whether the question points back to something said before."""
    return bool(_POINTERS.search(question)) or len(analyse(question).terms) < _MIN_TERMS
