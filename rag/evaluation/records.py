"""What an evaluation keeps: one record a question, and all of them with what was measured beside."""

from dataclasses import dataclass, field

from rag.answer import Status

FORMAT = "pincite evaluation 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedSentence:
    """A sentence that was shown.

    Attributes:
        document: The set's id of its document.
        place: For people: title and section.
        quote: Its characters.
        exact: Whether `document.text[start:end]` is the quote.
        supports: Whether it overlaps a gold quote by half of either.
    """

    document: str
    place: str
    quote: str
    exact: bool
    supports: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One question, what is known of its answer, and what was found and said.

    The answer is the one given at threshold 0: what was said, or would have been without refusing.

    Attributes:
        id: The question's id.
        question: As asked.
        answerable: Whether the documents say.
        golds: Answers that are right.
        quotes: Gold quotes that were found in their documents.
        quotes_cited: How many of them a cited sentence overlaps by half of either.
        relevant_documents: The evidence documents.
        found_documents: Those of the first 20 passages, best first, each once.
        relevant_passages: Passages that hold a gold quote.
        found_passages: The first 20.
        status: "answered", "conflicting", or "not_found" below the threshold.
        confidence: 0 to 1.
        short: The words that answer, or the first sentence where none were marked; empty without any.
        cited: The sentences, best first.
        seconds: By stage.
    """

    id: str
    question: str
    answerable: bool
    golds: tuple[str, ...]
    quotes: tuple[str, ...]
    quotes_cited: int
    relevant_documents: tuple[str, ...]
    found_documents: tuple[str, ...]
    relevant_passages: tuple[str, ...]
    found_passages: tuple[str, ...]
    status: Status
    confidence: float
    short: str
    cited: tuple[CitedSentence, ...]
    seconds: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexing:
    """What reading the documents took. Of an interrupted run only its last part counts.

    Attributes:
        documents: How many were indexed.
        passages: Into how many passages.
        megabytes: Of text, in UTF-8.
        seconds: From the first file to the last saved passage, the model loaded before.
    """

    documents: int
    passages: int
    megabytes: float
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Everything that one evaluation found.

    Attributes:
        set_name: The set.
        date: When it ended, ISO 8601.
        version: Pincite's.
        settings: What the figures depend on, by name.
        problems: What of the set could not be used, one line each.
        indexing: What reading the documents took, or None where that was not seen to its end.
        peak_memory: Megabytes that the process had at most, or None where the system doesn't tell.
        records: One a question.
        format: Of the file that it is saved in.
    """

    set_name: str
    date: str
    version: str
    settings: dict[str, str]
    problems: tuple[str, ...]
    indexing: Indexing | None
    peak_memory: float | None
    records: tuple[Record, ...]
    format: str = field(default=FORMAT)
