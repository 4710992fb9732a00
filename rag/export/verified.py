"""What became of an exported answer: its quotes and its sentences against the documents as they are now."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from rag.answer import Verdict
from rag.export.quotes import QuoteState

DocumentState: TypeAlias = Literal["unchanged", "changed", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a quote that has moved is now.

    Attributes:
        start: Offset in the text of today.
        end: Behind it.
        section: The place for people, or None.
    """

    start: int
    end: int
    section: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedQuote:
    """A quote of an exported answer, looked up again.

    Attributes:
        number: Of its citation.
        state: "there": the same characters at the same offsets; "moved": elsewhere in the document; "gone": nowhere in it.
        document: "unchanged", by the hash of its file or of its text; "changed"; or "missing".
        title: Of the document.
        source: Where it was read from now; where it is missing, where it was cited from.
        quote: The quote.
        places: Of one that has moved its places, the likeliest first; several if it is found more than once.
        reason: What is wrong, in a few words; or empty.
    """

    number: int
    state: QuoteState
    document: DocumentState
    title: str
    source: str
    quote: str
    places: tuple[Place, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedStatement:
    """A sentence of an exported answer, checked again.

    Attributes:
        text: The sentence.
        verdict: What the answer says of it.
        citations: The numbers of what it cites.
        holds: Whether its quotes are still in the documents and say it; None if that was not checked.
        reason: Why it does not hold, or was not checked; or empty.
    """

    text: str
    verdict: Verdict
    citations: tuple[int, ...]
    holds: bool | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedAnswer:
    """An exported answer, checked against the documents as they are now.

    Attributes:
        question: Of the answer.
        created: When it was answered.
        quotes: Each citation, in order.
        statements: Each sentence that the answer shows as fact; first its short answer, if nothing in it says that.
        holds: Whether every quote is there, and no sentence fails.
        moved: Whether all that is wrong is that quotes have moved.
    """

    question: str
    created: str
    quotes: tuple[VerifiedQuote, ...]
    statements: tuple[VerifiedStatement, ...]
    holds: bool
    moved: bool
