"""The kinds of questions that have a way of their own to an answer."""

import re
from typing import Literal, TypeAlias

from rag.questions.kinds.about_documents import document_question
from rag.questions.kinds.comparisons import comparison
from rag.questions.kinds.definitions import defined_subject
from rag.questions.kinds.lists import LISTS
from rag.questions.kinds.reasons import REASONS
from rag.questions.kinds.steps import STEPS
from rag.questions.kinds.summaries import summary_question
from rag.questions.kinds.yes_no import YES_NO
from rag.questions.wording.politeness import without_politeness

QuestionKind: TypeAlias = Literal[
    "list", "steps", "yes_no", "comparison", "several", "why", "definition", "summary", "table", "document"
]

_PATTERNS: tuple[tuple[QuestionKind, re.Pattern[str]], ...] = (
    ("why", REASONS),
    ("steps", STEPS),
    ("yes_no", YES_NO),
    ("list", LISTS),
    ("definition", re.compile(
        r"^(?:what (?:is|are|does|do)|who (?:is|was|are)|define|meaning of|was (?:ist|sind|bedeutet|hei[sß]{1,2}t|versteht)|wer (?:ist|war)|qui est|qu['’]est-ce"
        r"|que signifie|¿?qu[eé] (?:es|son|significa)|¿?qui[eé]n es|wat is)\b|\b(?:meaning|definition|mean)\W*$|^what (?:an? |the )?[\w -]{2,40}? (?:is|are|means?)\W*$", re.I)),
)  # fmt: skip


def question_kinds(question: str) -> tuple[QuestionKind, ...]:
    """What kinds of question it may be, the likeliest first; "table" always, since any question may ask for a cell."""
    asked = without_politeness(question)
    about = document_question(asked)
    kinds: list[QuestionKind] = [kind for kind, pattern in _PATTERNS if pattern.search(asked)]
    if comparison(asked):
        kinds.insert(0, "comparison")
    if summary_question(asked):
        kinds.insert(0, "summary")
    if about and about.is_document:
        kinds.insert(0, "document")
    kinds.append("table")
    # "How long is the cable?" may name a document that is called so.
    if about and not about.is_document:
        kinds.append("document")
    # "What is the fee?" asks for a fee, and not what a fee is.
    if "definition" in kinds and defined_subject(asked) is None:
        kinds.remove("definition")
        kinds.append("definition")
    return tuple(kinds)
