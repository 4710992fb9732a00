"""What a way to an answer gets, and what it gives: one way for each kind of question.

A way looks at what was read for a question and gives an answer of another form than the plain one, which is at most three
sentences: all items of a list, steps in their order, two sides of a comparison, what is computed from a table. It quotes, or it
computes from what it cites; it never writes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from index import Document, DocumentTable, Filter, Hit, Passage, Span, Stretch
from rag.answer import AnswerKind, AnswerTable, Form
from rag.answers.decide import Decision
from rag.protocols import Reading, Readings
from rag.questions.analysis import QuestionTerms
from rag.tables.kept import KeptTables


class Documents(Protocol):
    """Reads what stands around a passage; an `Index` is one."""

    def document(self, id_or_source: str) -> Document:
        """The document with its blocks and sections.

        Raises:
            UnknownDocumentError: There is none.
        """
        ...

    def passages(self, document_id: str) -> list[Passage]:
        """All passages of a document, in order."""
        ...

    def tables(self, document_id: str) -> tuple[DocumentTable, ...]:
        """The tables of a document, in order."""
        ...

    def stretch(self, document_id: str, span: Span) -> Stretch:
        """The passages that a span of a document touches, with their blocks: a small part of a long document."""
        ...

    def sentence_vectors(self, document_id: str) -> Sequence[npt.NDArray[np.float32]]:
        """For each passage of a document, in order, the unit vectors of its sentences."""
        ...

    def titles(self) -> list[tuple[str, str]]:
        """The title and the source of each document."""
        ...

    def count(self, where: Filter | None = None) -> int:
        """How many documents match a filter."""
        ...

    def openings(self, k: int, *, where: Filter | None = None, newest: bool = False) -> list[Passage]:
        """The first passage of `k` documents, the first or the newest."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainAnswer:
    """What the plain way found for a question.

    Attributes:
        readings: What was read.
        decision: What it would show.
        other: What a way for the kind of the question shows in place of it; None but for a part that is asked apart.
    """

    readings: Readings
    decision: Decision
    other: "WayAnswer | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with what the plain way found for it.

    Attributes:
        question: It stands alone.
        terms: Its content words and what it asks for.
        plain: What the plain way found; its `decision.status` may be "not_found".
        where: Which documents may be found; None for all.
        documents: Reads around what was found.
        search: From a text and k to the best k passages, of the documents that may be found.
        tables: Tables that were asked before.
        ask: The plain way, for another question on the same documents: for one side of a comparison.
        apart: A part of the question, answered as if it were asked alone: it may name a document of its own.
        whole: The question with the name of the documents that it asks, if it names any.
    """

    question: str
    terms: QuestionTerms
    plain: PlainAnswer
    where: Filter | None
    documents: Documents
    search: Callable[[str, int], Sequence[Hit]]
    ask: Callable[[str], PlainAnswer]
    apart: Callable[[str], PlainAnswer]
    whole: str = ""
    tables: KeptTables = field(default_factory=KeptTables)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A statement of the answer.

    Attributes:
        readings: What it cites, at least one; a quoted item is the sentence of the first. Their `sentence` may be any stretch
            of the document inside the passage, such as a cell, an item of a list, or all lines of some code.
        form: How it is shown.
        part: The name of the part of the answer that it belongs to: a side of a comparison, a section of a summary. Items of
            one part stand behind one another.
        text: None for the words of the document, or what was computed from them.
        derivation: How it was computed, or None.
    """

    readings: tuple[Reading, ...]
    form: Form = "sentence"
    part: str = ""
    text: str | None = None
    derivation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WayAnswer:
    """The answer of a way.

    Attributes:
        kind: What kind of answer it is.
        items: Its statements in their order, at least one.
        confidence: 0 to 1, how likely it answers the question, comparable with that of the plain way.
        short: What leads: the words that answer, "Yes", "No", or None.
        notes: What people should know, a sentence each, such as how many items more there are.
        table: The rows that it rests on, or None.
        unanswered: The parts of the question that the documents don't say.
    """

    kind: AnswerKind
    items: tuple[Item, ...]
    confidence: float
    short: str | None = None
    notes: tuple[str, ...] = ()
    table: AnswerTable | None = None
    unanswered: tuple[str, ...] = ()


Way: TypeAlias = Callable[[Asked], WayAnswer | None]
"""Gives None where it has no answer, so that the plain one is shown."""
