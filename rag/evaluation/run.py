"""Runs an evaluation: index the documents of a set in a scratch index, ask every question."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from platformdirs import user_cache_path

from index import Document, IngestProgress, Passage, QuestionError, Span
from rag.answer import Citation
from rag.assistant import Assistant
from rag.evaluation.memory import peak_memory
from rag.evaluation.metrics import find_quote, same_place
from rag.evaluation.records import CitedSentence, Evaluation, Record
from rag.evaluation.scratch import Scratch, code_digest
from rag.evaluation.sets import QUESTIONS, EvaluationSet, Problem, SetQuestion
from rag.reading.calibration import load_calibration


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationProgress:
    """Where a running evaluation is.

    Attributes:
        stage: "reading" documents or "asking" questions.
        name: The document or the question at hand.
        done: How many are done.
        total: How many there are.
    """

    stage: str
    name: str
    done: int
    total: int


ShowProgress = Callable[[EvaluationProgress], None]


def evaluate(
    set_: EvaluationSet,
    *,
    cache: Path | None = None,
    fresh: bool = False,
    threshold: float | None = None,
    progress: ShowProgress = lambda _: None,
) -> Evaluation:
    """Indexes the documents and asks every question. An interrupted run goes on where it stopped.

    The index and the answers are kept, and serve again while the set and Pincite's code are the same.

    Args:
        set_: What `read_set` gave.
        cache: Where they are kept; by default in the user's cache folder.
        fresh: Whether to ask all questions again, though answers are kept.
        threshold: The confidence below which a question counts as refused; by default as in use.
        progress: Called from this thread as work goes on.

    Raises:
        EvaluationSetError: Another process evaluates this set.
        IndexFolderError: The cache can't be written.
        ModelError: The embedding model can't be loaded.
    """
    below = load_calibration().threshold if threshold is None else threshold

    def reading(ingest_progress: IngestProgress) -> None:
        progress(
            EvaluationProgress(
                stage="reading",
                name=ingest_progress.source,
                done=ingest_progress.files_done,
                total=ingest_progress.files_total,
            )
        )

    scratch = Scratch.of(set_, cache or user_cache_path("pincite") / "evaluations")
    with scratch.locked():
        assistant, indexing, report = scratch.indexed(set_, reading)
        asking = _Asking(set_, assistant)
        kept = scratch.answers(fresh=fresh)
        for number, question in enumerate(set_.questions):
            progress(
                EvaluationProgress(
                    stage="asking", name=question.question, done=number, total=len(set_.questions)
                )
            )
            if question.id not in kept and (record := asking.ask(question)):
                scratch.keep(record)
                kept[question.id] = record
    unread = [
        Problem(file=source, line=None, message=f"{reason}; skipped") for source, reason in report.failed
    ]
    records = [kept[it.id] for it in set_.questions if it.id in kept]
    return Evaluation(
        set_name=set_.name,
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        version=version("pincite"),
        settings={
            "threshold": str(below),
            "set": set_.digest[:12],
            "code": code_digest("index", "rag")[:12],
        },
        problems=tuple(map(str, [*set_.problems, *unread, *asking.problems])),
        indexing=indexing,
        peak_memory=peak / 1e6 if (peak := peak_memory()) else None,
        records=tuple(_refused_below(below, record) for record in records),
    )


def _refused_below(threshold: float, record: Record) -> Record:
    return replace(record, status="not_found") if record.confidence < threshold else record


class _Asking:
    """Asks the questions of a set and holds what comes back against what is known."""

    def __init__(self, set_: EvaluationSet, assistant: Assistant) -> None:
        self._set = set_
        self._assistant = assistant
        self._documents = {set_.document_id(document.source): document for document in assistant.documents()}
        self._ids = {document.id: id_ for id_, document in self._documents.items()}
        self._passages: dict[str, list[Passage]] = {}
        self.problems: list[Problem] = []
        self._golds = {question.id: self._gold(question) for question in set_.questions}

    def ask(self, question: SetQuestion) -> Record | None:
        """What was found and said; None for a question that can't be asked, which is a problem."""
        started = time.perf_counter()
        try:
            answer = self._assistant.ask(question.question, question.turns)
        except QuestionError as error:
            self._problem(question, f"{error} Question skipped")
            return None
        total = time.perf_counter() - started
        golds = self._golds[question.id]
        cited = [self._cited(citation, golds) for citation in answer.citations]
        places = [
            (self._ids[citation.document_id], (citation.start, citation.end)) for citation in answer.citations
        ]
        return Record(
            id=question.id,
            question=question.question,
            answerable=question.answerable,
            golds=question.answers if question.answerable else (),
            quotes=tuple(gold.quote for gold in golds),
            quotes_cited=sum(any(gold.is_at(*place) for place in places) for gold in golds),
            relevant_documents=tuple(dict.fromkeys(it.document for it in question.evidence)),
            found_documents=tuple(dict.fromkeys(self._ids[hit.passage.document_id] for hit in answer.hits)),
            relevant_passages=tuple(
                dict.fromkeys(
                    it.id for gold in golds for it in gold.holding(self._passages_of(gold.document))
                )
            ),
            found_passages=tuple(hit.passage.id for hit in answer.hits),
            status=answer.status,
            confidence=answer.confidence,
            short=answer.short or (answer.statements[0].text if answer.statements else ""),
            cited=tuple(cited),
            seconds={**answer.timings, "total": total},
        )

    def _cited(self, citation: Citation, golds: "Sequence[_Gold]") -> CitedSentence:
        document, span = self._ids[citation.document_id], (citation.start, citation.end)
        return CitedSentence(
            document=document,
            place=", ".join(it for it in (citation.title, citation.section) if it),
            quote=citation.quote,
            exact=self._documents[document].text[slice(*span)] == citation.quote,
            supports=any(gold.is_at(document, span) for gold in golds),
        )

    def _gold(self, question: SetQuestion) -> "list[_Gold]":
        """The quotes that stand in their documents; one that doesn't is a problem."""
        golds = []
        for it in question.evidence:
            document: Document | None = self._documents.get(it.document)
            if it.quote is None or document is None:
                continue
            if spans := find_quote(it.quote, document.text):
                golds.append(_Gold(document=it.document, quote=it.quote, spans=spans))
            else:
                self._problem(
                    question, f"the quote {it.quote[:60]!r} is not in {it.document!r}; quote skipped"
                )
        return golds

    def _passages_of(self, document: str) -> list[Passage]:
        if document not in self._passages:
            self._passages[document] = self._assistant.index.passages(self._documents[document].id)
        return self._passages[document]

    def _problem(self, question: SetQuestion, message: str) -> None:
        self.problems.append(Problem(file=QUESTIONS, line=question.line, message=message))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gold:
    """A gold quote and every place where its document has it."""

    document: str
    quote: str
    spans: list[Span] = field(default_factory=list)

    def is_at(self, document: str, span: Span) -> bool:
        return document == self.document and any(same_place(span, own) for own in self.spans)

    def holding(self, passages: Sequence[Passage]) -> list[Passage]:
        """The passages that hold the quote whole; where it is cut in two, half of it or more."""
        whole = [
            passage
            for passage in passages
            if any(passage.start <= a and b <= passage.end for a, b in self.spans)
        ]
        return whole or [
            passage
            for passage in passages
            if any(2 * (min(b, passage.end) - max(a, passage.start)) >= b - a for a, b in self.spans)
        ]
