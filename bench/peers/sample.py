"""The documents and questions that every library gets."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.evaluation.sets import SetDocument, SetQuestion, read_set


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Part of one set: all evidence of `questions`, and other documents."""

    name: str
    documents: Sequence[SetDocument]
    questions: Sequence[SetQuestion]

    @property
    def bytes(self) -> int:
        """The size of the documents in UTF-8, as every library gets them."""
        return sum(len(f"{row.title}\n\n{row.text}".encode()) for row in self.documents)


def draw(folder: Path, questions: int, documents: int) -> Sample:
    """Draws answerable questions of a set, their evidence, and other documents, with a fixed seed."""
    whole = read_set(folder)
    random_ = random.Random(0)
    # Only a question with evidence has a right answer to search for.
    usable = [row for row in whole.questions if row.answerable and row.evidence]
    asked = random_.sample(usable, min(questions, len(usable)))
    kept = {evidence.document for row in asked for evidence in row.evidence}
    # Documents without evidence, which a search can find by mistake.
    others = [row.id for row in whole.documents if row.id not in kept]
    kept.update(random_.sample(others, min(max(documents - len(kept), 0), len(others))))
    return Sample(
        name=whole.name, documents=[row for row in whole.documents if row.id in kept], questions=asked
    )
