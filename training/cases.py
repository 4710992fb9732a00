"""Cases: small folders of documents of one kind, written by hand, with questions that the decision is fitted on.

A case is a folder with its documents in `in/`, and `questions.json`:

    {"kind": "data sheet", "questions": [
        {"question", "answers": [...], "quote", "document": "file name in in/"},
        {"question", "answerable": false}]}

`quote` is a stretch of the file that holds the answer, such as its sentence or its row.

Each case is asked in an index of its own, and once more in one index of all: both are how people use it, and a
confidence must mean the same in both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field
from rich.progress import track

from index import Document, Embedder, Index, MiniLmEmbedder
from rag.evaluation.scratch import kept_index
from rag.evaluation.sets import Checked, Evidence, SetQuestion
from training.scoring import QuestionScorer
from training.span_cache import SpanCache

CASES = Path(__file__).parent / "cases"
"""The cases of this repository."""
ALONE, TOGETHER = "cases/", "cases-together/"
"""What the names of their sets begin with; the kind follows."""


class CaseQuestion(Checked):
    """One question of a case."""

    question: str = Field(min_length=1)
    answerable: bool = True
    answers: tuple[str, ...] = ()
    quote: str | None = None
    document: str | None = None


class _File(Checked):
    kind: str = Field(min_length=1)
    questions: tuple[CaseQuestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A folder of documents of one kind, and the questions about them."""

    folder: Path
    kind: str
    questions: tuple[CaseQuestion, ...]

    @property
    def documents(self) -> Path:
        """The folder of its documents."""
        return self.folder / "in"


def read_cases(folder: Path = CASES) -> list[Case]:
    """The cases below a folder, by name.

    Raises:
        pydantic.ValidationError: A `questions.json` is not as it must be.
    """
    files = {path.parent: path.read_bytes() for path in sorted(folder.absolute().glob("*/questions.json"))}
    read = {case: _File.model_validate_json(data) for case, data in files.items()}
    return [Case(folder=case, kind=file.kind, questions=file.questions) for case, file in read.items()]


def case_scorers(cases: Sequence[Case], out: Path, weights: Path) -> list[QuestionScorer]:
    """What asks the questions of each case in its own index, and those of each kind in an index of all cases.

    Prints which documents can't be read, and which quotes are nowhere in their documents.

    Args:
        cases: From `read_cases`.
        out: Where the indexes and the span scores are kept.
        weights: The reader's.
    """
    # One for all: each embedder loads its model.
    embedder, cache = MiniLmEmbedder(), SpanCache(out, "cases", weights)
    alone = [_alone(case, out, embedder, cache) for case in track(cases, "indexing the cases")]
    for scorer in alone:
        for question in scorer.unplaced():
            print(f"{question.id}: {question.question!r}: its quote is nowhere in its document")
    return [*alone, *_together(cases, out, embedder, cache)]


def _alone(case: Case, out: Path, embedder: Embedder, cache: SpanCache) -> QuestionScorer:
    index = _indexed(out / "index-of-cases" / case.folder.name, [case], embedder)
    return QuestionScorer(f"{ALONE}{case.kind}", case_questions(case, index.documents()), index, cache)


def _together(
    cases: Sequence[Case], out: Path, embedder: Embedder, cache: SpanCache
) -> Iterator[QuestionScorer]:
    if not cases:
        return
    index = _indexed(out / "index-of-all-cases", cases, embedder)
    by_kind: dict[str, list[SetQuestion]] = {}
    for case in cases:
        by_kind.setdefault(case.kind, []).extend(case_questions(case, index.documents()))
    for kind, questions in by_kind.items():
        yield QuestionScorer(f"{TOGETHER}{kind}", questions, index, cache)


def _indexed(folder: Path, cases: Sequence[Case], embedder: Embedder) -> Index:
    index, failed = kept_index(folder, [case.documents for case in cases], embedder=embedder)
    for source, reason in failed:
        print(f"{source}: {reason}")
    return index


def case_questions(case: Case, documents: Sequence[Document]) -> list[SetQuestion]:
    """The questions of a case as those of an evaluation set; their evidence is the documents of an index."""
    own = [document for document in documents if Path(document.source).is_relative_to(case.documents)]
    return [
        SetQuestion(
            # The same in both indexes: the fit keeps both in one fold.
            id=f"{case.folder.name}/{number}",
            question=question.question,
            answerable=question.answerable,
            answers=question.answers,
            evidence=tuple(_evidence(question, own)),
        )
        for number, question in enumerate(case.questions, start=1)
    ]


def _evidence(question: CaseQuestion, documents: Sequence[Document]) -> Iterator[Evidence]:
    if question.quote is None:
        return
    for document in documents:
        # A file in an archive is a document of its own: then the name may be that of either.
        parts = Path(document.source).parts
        if (
            question.document is None
            or question.document in parts
            or document.source.endswith(f"/{question.document}")
        ):
            yield Evidence(document=document.source, quote=question.quote)
