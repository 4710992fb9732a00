"""What a question gives back: an answer of statements, each pinned to its citations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from index import Hit, Span

Status: TypeAlias = Literal["answered", "conflicting", "not_found"]
Verdict: TypeAlias = Literal["quoted", "supported", "unsupported"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message before the question: `role` is "user" or "assistant"."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The exact place that a statement rests on; `document.text[start:end] == quote`.

    Attributes:
        number: 1, 2, ... as shown in brackets; counted within one answer.
        document_id: The document.
        passage_id: The passage of this question's hits that holds the quote.
        title: The document's title, from the index.
        source: The document's source, from the index.
        section: The innermost section at `start`, or None.
        start: Offset of the quote in the document's text.
        end: Offset behind the quote.
        quote: The characters themselves.
        marks: Offsets in the document's text, inside the quote, of the words that answer.
    """

    number: int
    document_id: str
    passage_id: str
    title: str
    source: str
    section: str | None
    start: int
    end: int
    quote: str
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence of an answer and what it rests on.

    Attributes:
        text: The sentence, on one line.
        citations: What it rests on; for a written sentence that cites nothing, empty.
        verdict: "quoted" from a document word for word; written by a model and "supported" by
            what it cites, or "unsupported", which is never shown as fact.
    """

    text: str
    citations: tuple[Citation, ...]
    verdict: Verdict = "quoted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What `Assistant.ask` returns.

    Attributes:
        question: The question as asked.
        status: "answered", "conflicting" (places disagree; both are shown) or "not_found".
        text: The whole answer for people, with [n] behind each sentence.
        short: The words that answer, exactly as the document has them, or None.
        statements: At most six sentences; the best first where a fact is asked for, else in the order in
            which the documents have them. Empty if not found.
        citations: Every citation of the statements, by number.
        hits: The passages that were read, those that answer first. If not found, these are the nearest.
        confidence: 0 to 1, how likely it is that the statements hold the answer.
        standalone_question: The question that was searched for: it differs from `question` where
            that one leans on an earlier turn.
        timings: Seconds by stage: "search", "read", "write".
        notes: What people should know of it, a sentence each.
    """

    question: str
    status: Status
    text: str
    short: str | None
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    confidence: float
    standalone_question: str
    timings: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
