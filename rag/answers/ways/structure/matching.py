"""How well what a list or some steps stand under fits a question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from index import stems
from rag.answers.ways.structure.around import Around
from rag.questions.analysis import QuestionTerms

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nor|neither|cannot|without|except|excluded|unless|nicht|kein\w*|nie|sans|jamais|nunca|sin)\b|n['’]t\b",
    re.I,
)
# "Although this is not complete, the duties are:"
_CONCEDED = re.compile(
    r"^\W*(?:although|though|even though|while|whilst|obwohl|wenngleich|bien que|quoique|aunque)\b[^,;]*[,;]",
    re.I,
)
# "These include, but are not limited to:"
_DENIES_NOTHING = re.compile(
    r"\b(?:not limited to|not exhaustive|non-exhaustive|not only|not necessarily|no (?:later|earlier|more|less|fewer) than|no matter|not yet complete|nicht nur|nicht abschlie(?:ß|ss)end)\b",
    re.I,
)
# How far above a list its heading may stand, in blocks, where the document has no sections.
_HEADING_REACH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How much of the question is said by what stands above.

    Attributes:
        near: The terms that the introduction and the nearest heading have.
        all: Those, and the terms that the other headings, the title and the name of the file have.
        near_share: 0 to 1, the share of the question's terms that are near.
        all_share: The same for all.
    """

    near: frozenset[str]
    all: frozenset[str]
    near_share: float
    all_share: float

    @property
    def quality(self) -> float:
        """0 to 1; what is near counts as much as the rest."""
        return (self.near_share + self.all_share) / 2


def match(terms: QuestionTerms, seen: Around, number: int, introduction: str) -> Match:
    """How well what introduces a block, and the headings above it, fit the question.

    Args:
        terms: The question.
        seen: The blocks.
        number: The number of the first block of the list.
        introduction: The sentence before it, or "".
    """
    near = terms.matched(terms.stems_of(f"{introduction} {heading_above(seen, number)}"))
    every = near | terms.matched(terms.stems_of(_path(seen, number)))
    count = max(1, len(terms.terms))
    return Match(near=near, all=every, near_share=len(near) / count, all_share=len(every) / count)


def heading_above(seen: Around, number: int) -> str:
    """The heading that a block stands under, or ""."""
    offset = seen.blocks[number].start
    if heading := seen.passage_at(offset).heading_at(offset):
        return heading
    for other in range(number - 1, max(-1, number - 1 - _HEADING_REACH), -1):
        if seen.blocks[other].kind in ("heading", "title", "caption"):
            return seen.texts[other]
    return ""


def _path(seen: Around, number: int) -> str:
    offset = seen.blocks[number].start
    passage = seen.passage_at(offset)
    return f"{passage.context(offset)} {PurePath(passage.source).stem}"


def same_polarity(question: str, others: Sequence[str]) -> bool:
    """Whether the others deny just if the question does: what is not paid is no list of what is paid."""
    denies = any(_NEGATION.search(_DENIES_NOTHING.sub("", _CONCEDED.sub("", other))) for other in others)
    return bool(_NEGATION.search(question)) == denies


def stem_set(text: str) -> frozenset[str]:
    """The stems of a text."""
    return frozenset(stems(text))
