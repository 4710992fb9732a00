"""Runs an evaluation: indexes the documents of a set in a scratch index, and asks every question."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from index import Document, IngestProgress, Passage, QuestionError, Span
from rag.answer import Citation
from rag.assistant import Assistant
from rag.evaluation.memory import peak_memory
from rag.evaluation.metrics import same_place
from rag.evaluation.records import CitedSentence, Evaluation, Record
from rag.evaluation.scratch import Scratch, code_digest
from rag.evaluation.sets import EvaluationSet, Problem, SetQuestion
from rag.export.quotes import find_quote
from rag.folders import default_cache
from rag.reading.calibration import load_calibration


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationProgress:
    """The progress of a running evaluation.

    Attributes:
        stage: "reading" documents or "asking" questions.
        name: The document that is read or the question that is asked.
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
    assistant: Assistant | None = None,
    cache: Path | None = None,
    fresh: bool = False,
    threshold: float | None = None,
    progress: ShowProgress = lambda _: None,
) -> Evaluation:
    """Indexes the documents and asks every question. An interrupted run continues where it stopped.

    The index and the answers are kept, and used again while the set and Pincite's code are the same.

    Args:
        set_: A set from `read_set`, or questions from `read_questions`.
        assistant: What answers, for questions alone: its threshold must be 0, since what is refused is told afterwards. Its
            index is not changed.
        cache: Where they are kept; by default in the user's cache folder.
        fresh: Whether to ask all questions again, although answers are kept.
        threshold: Below this confidence a question counts as refused; by default the assistant's threshold.
        progress: Called from this thread with each step.

    Raises:
        EvaluationSetError: Another process is evaluating this set.
        IndexFolderError: The cache can't be written.
        ModelError: The embedding model can't be loaded.
    """
    if threshold is None:
        threshold = load_calibration().threshold

    def reading(step: IngestProgress) -> None:
        done, total = step.files_done, step.files_total
        progress(EvaluationProgress(stage="reading", name=step.source, done=done, total=total))

    # The keys are taken now: code that is edited during the run is not credited with its answers.
    scratch = Scratch.of(set_, cache or default_cache() / "evaluations")
    with scratch.locked():
        indexing, failed = None, list[tuple[str, str]]()
        if assistant is None:
            assistant, indexing, report = scratch.indexed(set_, reading)
            failed = list(report.failed)
        else:
            assistant.warm_up()  # or the time of the first question would include loading
        evaluator = _Evaluator(set_, assistant)
        kept = scratch.answers(fresh=fresh)
        total = len(set_.questions)
        for done, question in enumerate(set_.questions):
            progress(EvaluationProgress(stage="asking", name=question.question, done=done, total=total))
            # Kept one by one, so an interruption loses one answer at most.
            if question.id not in kept and (record := evaluator.ask(question)):
                scratch.keep(record)
                kept[question.id] = record
    # A file that can't be read is one problem of the set, like a bad line, and does not stop the run.
    unread = [Problem(file=source, line=None, message=f"{reason}; skipped") for source, reason in failed]
    records = [kept[question.id] for question in set_.questions if question.id in kept]
    return Evaluation(
        set_name=set_.name,
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        version=version("pincite"),
        settings={
            "threshold": str(threshold),
            "set": set_.digest[:12],
            "code": code_digest("index", "rag")[:12],
        },
        problems=tuple(map(str, [*set_.problems, *unread, *evaluator.problems])),
        indexing=indexing,
        peak_memory=peak / 1e6 if (peak := peak_memory()) else None,
        # The threshold comes last: another one needs no new answers.
        records=tuple(_refused_below(threshold, record) for record in records),
    )


def _refused_below(threshold: float, record: Record) -> Record:
    return replace(record, status="not_found") if record.confidence < threshold else record


class _Evaluator:
    """Asks the questions of a set and compares the answers with the gold ones."""

    def __init__(self, set_: EvaluationSet, assistant: Assistant) -> None:
        self._set = set_
        self._assistant = assistant
        self._ids: dict[str, str] = {}
        self._places: dict[str, str] = {}
        self._look_around()
        self._documents: dict[str, Document] = {}
        self._passages: dict[str, list[Passage]] = {}
        self.problems: list[Problem] = []
        # Last, since missing quotes are added to the problems.
        self._golds = {question.id: self._gold(question) for question in set_.questions}

    def _look_around(self) -> None:
        """The set's ids of the documents by those of the index, and the other way round."""
        for entry in self._assistant.index.document_list.entries():
            self._ids[entry.id] = id_ = self._set.document_id(entry.source)
            self._places[id_] = entry.id

    def _id(self, document_id: str) -> str:
        # An index of its user may change meanwhile.
        if document_id not in self._ids:
            self._look_around()
        return self._ids[document_id]

    def _document(self, id_: str) -> Document | None:
        """A document by the set's id; an index may have too many to hold all of them."""
        if id_ not in self._documents and id_ in self._places:
            self._documents[id_] = self._assistant.index.document(self._places[id_])
        return self._documents.get(id_)

    def ask(self, question: SetQuestion) -> Record | None:
        """The record of the question; None if it can't be asked, which is added to the problems."""
        # Timed as a whole, since the stages leave out what lies between them.
        started = time.perf_counter()
        try:
            answer = self._assistant.ask(question.question, question.turns)
        # A set may hold a question without a word, or one that is too long.
        except QuestionError as error:
            self._problem(question, f"{error} Question skipped")
            return None
        total = time.perf_counter() - started
        golds = self._golds[question.id]
        cited = [self._cited(citation, golds) for citation in answer.citations]
        places = [
            (self._id(citation.document_id), (citation.start, citation.end)) for citation in answer.citations
        ]
        # By the passages of this index: a set can't name them, since it does not know how texts are cut.
        relevant = (
            passage.id for gold in golds for passage in gold.passages_with(self._passages_of(gold.document))
        )
        return Record(
            id=question.id,
            question=question.question,
            answerable=question.answerable,
            golds=question.answers if question.answerable else (),
            quotes=tuple(gold.quote for gold in golds),
            quotes_cited=sum(any(gold.is_at(*place) for place in places) for gold in golds),
            relevant_documents=tuple(dict.fromkeys(evidence.document for evidence in question.evidence)),
            found_documents=tuple(dict.fromkeys(self._id(hit.passage.document_id) for hit in answer.hits)),
            relevant_passages=tuple(dict.fromkeys(relevant)),
            found_passages=tuple(hit.passage.id for hit in answer.hits),
            status=answer.status,
            confidence=answer.confidence,
            short=answer.short or (answer.statements[0].text if answer.statements else ""),
            cited=tuple(cited),
            seconds={**answer.timings, "total": total},
        )

    def _cited(self, citation: Citation, golds: "Sequence[_Gold]") -> CitedSentence:
        document, span = self._id(citation.document_id), (citation.start, citation.end)
        whole = self._document(document)
        return CitedSentence(
            document=document,
            place=", ".join(filter(None, (citation.title, citation.section))),
            quote=citation.quote,
            exact=whole is not None and whole.text[slice(*span)] == citation.quote,
            supports=any(gold.is_at(document, span) for gold in golds),
        )

    def _gold(self, question: SetQuestion) -> "list[_Gold]":
        """The quotes that are in their documents; the others are added to the problems."""
        golds = []
        for evidence in question.evidence:
            name, quote = evidence.document, evidence.quote
            document = self._document(name)
            # The document may be a file that could not be read, which is a problem already.
            if quote is None or document is None:
                continue
            if spans := find_quote(quote, document.text):
                golds.append(_Gold(document=name, quote=quote, spans=spans))
            else:
                self._problem(question, f"the quote {quote[:60]!r} is not in {name!r}; quote skipped")
        return golds

    def _passages_of(self, document: str) -> list[Passage]:
        # Many questions share a document, and its passages come from the store.
        if document not in self._passages:
            self._passages[document] = self._assistant.index.passages(self._places[document])
        return self._passages[document]

    def _problem(self, question: SetQuestion, message: str) -> None:
        self.problems.append(Problem(file=self._set.questions_file, line=question.line, message=message))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gold:
    """A gold quote and all its places in the document."""

    document: str
    quote: str
    spans: list[Span] = field(default_factory=list)

    def is_at(self, document: str, span: Span) -> bool:
        return document == self.document and any(same_place(span, own) for own in self.spans)

    def passages_with(self, passages: Sequence[Passage]) -> list[Passage]:
        """The passages with the whole quote; if it is cut in two, those with half of it or more."""
        # A quote may be cut in two, and then no passage has all of it.
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
