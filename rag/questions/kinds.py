"""The kinds of questions that have a way of their own to an answer."""

import re
from collections.abc import Callable
from typing import Literal, TypeAlias

from rag.questions.about_documents import document_question
from rag.questions.comparisons import comparison
from rag.questions.kind_patterns import LISTS, POLITE, STEPS, YES_NO
from rag.questions.summaries import summary_question

QuestionKind: TypeAlias = Literal[
    "list", "steps", "yes_no", "comparison", "why", "definition", "summary", "table", "document"
]

_PATTERNS: tuple[tuple[QuestionKind, re.Pattern[str]], ...] = (
    ("steps", STEPS),
    ("why", re.compile(r"^(?:why|for what reason|how come)\b", re.I)),
    ("yes_no", YES_NO),
    ("list", LISTS),
    (
        "definition",
        re.compile(r"^(?:what(?:'s| is| are| does)|who (?:is|was|are)|define|meaning of)\b", re.I),
    ),
)
# Of these the question itself is taken apart.
_PARSED: tuple[tuple[QuestionKind, Callable[[str], object]], ...] = (
    ("document", document_question),
    ("summary", summary_question),
    ("comparison", comparison),
)


def question_kinds(question: str) -> tuple[QuestionKind, ...]:
    """What kinds of question it may be, the likeliest first; "table" last, since any question may ask for a cell."""
    asked = POLITE.sub("", question, count=1)
    parsed: list[QuestionKind] = [kind for kind, parse in _PARSED if parse(asked)]
    return (*parsed, *(kind for kind, pattern in _PATTERNS if pattern.search(asked)), "table")
