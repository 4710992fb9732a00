"""The results of an evaluation: a record for each question, and all of them with the measurements of the run."""

from dataclasses import dataclass, field

from rag.answer import Status

# To be changed with the fields: `load` then asks to evaluate again, in place of misreading an old file.
FORMAT = "pincite evaluation 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedSentence:
    """A sentence that was shown.

    Attributes:
        document: The set's id of its document.
        place: For people: title and section.
        quote: Its characters.
        exact: Whether `document.text[start:end]` is the quote.
        supports: Whether it overlaps a gold quote by half of the shorter one.
    """

    document: str
    place: str
    quote: str
    # Kept as measured: a saved evaluation no longer has the documents to look at.
    exact: bool
    supports: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One question, its gold answer, what was found, and the answer given.

    The answer is the one at threshold 0: what was shown, or would have been shown if the question had not been refused.

    Attributes:
        id: The question's id.
        question: As asked.
        answerable: Whether the documents answer it.
        golds: Right answers.
        quotes: Gold quotes that were found in their documents.
        quotes_cited: How many of them a cited sentence overlaps by half of the shorter one.
        relevant_documents: The evidence documents.
        found_documents: Those of the first 20 passages, best first, each once.
        relevant_passages: Passages with a gold quote.
        found_passages: The first 20.
        status: "answered", "conflicting", or "not_found" below the threshold.
        confidence: 0 to 1.
        short: The words that answer, or the first sentence if no words were marked; empty without a sentence.
        cited: The sentences, best first.
        seconds: The time of each stage.
    """

    id: str
    question: str
    answerable: bool
    golds: tuple[str, ...]
    quotes: tuple[str, ...]
    # A number, since the offsets that it is counted from are not kept.
    quotes_cited: int
    relevant_documents: tuple[str, ...]
    found_documents: tuple[str, ...]
    relevant_passages: tuple[str, ...]
    found_passages: tuple[str, ...]
    # By the threshold of the evaluation, while what is cited is that of threshold 0.
    status: Status
    confidence: float
    short: str
    cited: tuple[CitedSentence, ...]
    seconds: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexing:
    """The time and size of indexing. Of an interrupted run only the last part counts.

    Attributes:
        documents: How many were indexed.
        passages: Into how many passages.
        megabytes: Of text, in UTF-8.
        seconds: From the first file to the last saved passage; the model was loaded before.
    """

    documents: int
    passages: int
    megabytes: float
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The results of one evaluation.

    Attributes:
        set_name: The set.
        date: When it ended, ISO 8601.
        version: Pincite's.
        settings: The settings that the figures depend on, by name.
        problems: The parts of the set that could not be used, one line each.
        indexing: The time and size of indexing, or None if no run indexed the documents to the end.
        peak_memory: Of the process, in megabytes, or None if the system doesn't tell.
        records: One for each question.
        format: That of the file that it is saved in.
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
