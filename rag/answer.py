"""An answer: statements, each pinned to its citations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from index import Hit, Span

# "conflicting" is an answer: it shows both places and leaves the choice to people.
Status: TypeAlias = Literal["reading", "answered", "conflicting", "not_found"]
Verdict: TypeAlias = Literal["quoted", "computed", "supported", "translated", "unsupported"]
AnswerKind: TypeAlias = Literal[
    "fact", "sentences", "library", "talk", "list", "steps", "yes_no", "comparison", "summary", "table"
]
# Who said what to search for: people, the rules over words, or a language model.
StepOrigin: TypeAlias = Literal["question", "rules", "model"]
Form: TypeAlias = Literal["sentence", "item", "step", "code", "heading", "cell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message before the question: `role` is "user" or "assistant"."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The exact place in a document that supports a statement; `document.text[start:end] == quote`.

    Attributes:
        number: 1, 2, ... as shown in brackets; counted within one answer.
        document_id: The document.
        passage_id: The passage, among the hits of this question, that has the quote.
        title: The document's title, from the index.
        source: The document's source, from the index.
        section: The innermost section at `start`, or None.
        start: Offset of the quote in the document's text.
        end: Offset behind the quote.
        quote: The characters at these offsets.
        marks: Offsets in the document's text, inside the quote, of the words that answer.
        content_hash: The SHA-256 of the content that the document was read from, by which a saved answer can be
            checked later; empty in answers of earlier versions, and without an index.
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
    # Several if the answer is a list ("bread, fish and red wine"): each item is marked alone.
    marks: tuple[Span, ...] = ()
    content_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence of an answer, with its citations.

    Attributes:
        text: The sentence, on one line.
        citations: The places that support it; empty for a written sentence that cites nothing.
        verdict: "quoted" from a document word for word; "computed" from what it cites; or written by a model, and
            "supported" by its citations, "translated" by a model from `original`, which is supported, or "unsupported", which is
            never shown as fact.
        derivation: How a computed statement was computed ("1 + 2 + 13"), or None.
        form: How it is shown: a sentence, an item of a list, a step, lines of code (then `text` keeps its lines), a heading or
            a cell.
        part: The part of the answer that it belongs to: a side of a comparison, a section of a summary; or empty.
        original: Of a translated statement the sentence that was checked; else empty.
    """

    text: str
    citations: tuple[Citation, ...]
    # "quoted" is the default, since every statement begins as a sentence of a document.
    verdict: Verdict = "quoted"
    derivation: str | None = None
    form: Form = "sentence"
    part: str = ""
    original: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What stands around the statements of an answer that was wished for as a message: form, which claims nothing.

    Attributes:
        subject: What it is about, in the words of the question; empty for what has no subject line.
        greeting: The line above; a name in it is one that the question gives.
        closing: The line below.
    """

    subject: str
    greeting: str
    closing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A sentence of a model that is not shown, since the documents don't say it.

    Attributes:
        text: The sentence, as plain text.
        reason: Why, in a few words: "the number 7 is not in the source, or not for this".
    """

    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One of several searches that were made for a question.

    Attributes:
        search: What was searched for.
        by: Who said so.
        passages: How many passages it found that none before it had found.
        titles: The titles of their documents, each once.
        missing: What was still missing after it, in a few words; empty if nobody looked, or nothing was.
    """

    search: str
    by: StepOrigin
    passages: int
    titles: tuple[str, ...]
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCell:
    """A cell of the rows that an answer rests on.

    Attributes:
        text: Its words, as in the document.
        number: Of the citation that is this cell, or None for one that the answer does not use.
    """

    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTable:
    """The rows of a table that an answer rests on.

    Attributes:
        title: Its caption, sheet or document.
        columns: The names of the columns that are shown.
        rows: For each row a cell for each column.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[AnswerCell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one question, as `Assistant.ask` returns it.

    Attributes:
        question: The question as asked.
        status: "answered", "conflicting" (two places disagree; both are shown) or "not_found". Only the first of a
            stream is "reading": its `hits` are found, and not read yet.
        text: The whole answer for people, with [n] behind each sentence.
        kind: "fact" if the question asks for something short, which then leads as `short`; "library" if it asks about
            the documents themselves, with a sentence of each; "talk" if it asks nothing; "list", "steps", "yes_no", "comparison",
            "summary" or "table" as its ways answer (`rag.answers.ways`); else "sentences".
        short: The words that answer, exactly as in the document, or None. Of a question that asks for several things those of
            each part, with "; " between them, in the order of the question.
        statements: At most three sentences (of a list or "library" twenty; one more for each search that looked further), the one that answers first. Equal sentences are one
            statement, with a citation of each place. Empty if not found.
        citations: Every citation of the statements, by number.
        hits: The passages that were read, those that answer first. If not found, the nearest passages.
        confidence: 0 to 1, how likely it is that the statements hold the answer.
        standalone_question: The question that was searched for: different from `question` if that one leans on an
            earlier turn, or holds a word that no document has and that is much like one that they have.
        searched_in: The titles of the documents that the question names ("in the handbook") and that alone were
            searched; empty if it names none.
        timings: Seconds by stage: "search", "read", "write".
        notes: What people should know about the answer, a sentence each.
        suggestions: Questions to try next, of "talk" only.
        table: The rows of a table that the answer rests on, or None.
        unanswered: The parts of the question, in its words, that the documents don't say, though they say others; `text` and
            `notes` tell of them.
        asked: How many documents were asked, and how many there were, if only some were (`where`); None if all were.
        left_out: The sentences that a writer wrote and that nothing supports; they are never part of `text`, which says how
            many there are.
        steps: The searches that were made, the first one too, if there were more than the built-in ones
            (`rag.answers.rounds`); else empty.
        letter: What stands around the statements, if the question wishes for a message; or None.
        activity: What is being done meanwhile, for people ("Reading part 3 of 12"); empty in the last answer of a stream.
    """

    question: str
    status: Status
    text: str
    # None also for "conflicting": neither of the two places is right for sure.
    short: str | None
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    # Given for a refused question, too: an evaluation needs it to compare thresholds.
    confidence: float
    standalone_question: str
    kind: AnswerKind = "sentences"
    searched_in: tuple[str, ...] = ()
    timings: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    table: AnswerTable | None = None
    unanswered: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    asked: tuple[int, int] | None = None
    steps: tuple[Step, ...] = ()
    letter: Letter | None = None
    activity: str = ""

    def _repr_html_(self) -> str:
        """The answer with its quotes, as IPython and Jupyter show it."""
        # Imported late: only notebooks need it.
        from rag.notebook import answer_html

        return answer_html(self)
