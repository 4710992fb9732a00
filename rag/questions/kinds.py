"""The kinds of questions that have a way of their own to an answer."""

import re
from typing import Literal, TypeAlias

from rag.questions.summaries import summary_question

QuestionKind: TypeAlias = Literal[
    "list", "steps", "yes_no", "comparison", "why", "definition", "summary", "table", "identifier"
]

_POLITE = re.compile(
    r"^\W*(?:(?:please|so|and|but|ok|okay|hi|hello|hey)\b\W*)*(?:(?:can|could|would|will) you (?:please )?(?:tell me|explain|show me|say)?\b\W*)?",
    re.I,
)
_PATTERNS: tuple[tuple[QuestionKind, re.Pattern[str]], ...] = (
    (
        "comparison",
        re.compile(
            r"^compare\b|\b(?:difference|differences|different|differ|compared|versus|vs\.?|better than|rather than)\b",
            re.I,
        ),
    ),
    (
        "steps",
        re.compile(
            r"^how (?:do|can|should|would|could) (?:i|we|you|one)\b|^how to\b|^(?:what are )?the steps\b|\bsteps (?:to|for)\b",
            re.I,
        ),
    ),
    ("why", re.compile(r"^(?:why|for what reason|how come)\b", re.I)),
    (
        "yes_no",
        re.compile(
            r"^(?:is|are|was|were|am|do|does|did|has|have|had|can|could|may|might|must|shall|should|will|would)\b",
            re.I,
        ),
    ),
    (
        "list",
        re.compile(
            r"^(?:which|list|name|enumerate|give me all|what are|what \w+s (?:are|do|can|have))\b", re.I
        ),
    ),
    (
        "definition",
        re.compile(r"^(?:what(?:'s| is| are| does)|who (?:is|was|are)|define|meaning of)\b", re.I),
    ),
)


def question_kinds(question: str) -> tuple[QuestionKind, ...]:
    """What kinds of question it may be, the likeliest first; "table" last, since any question may ask for a cell."""
    asked = _POLITE.sub("", question, count=1)
    summary: tuple[QuestionKind, ...] = ("summary",) if summary_question(asked) else ()
    return (*summary, *(kind for kind, pattern in _PATTERNS if pattern.search(asked)), "table")
