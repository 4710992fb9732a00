"""Questions about one document as a thing: who wrote it, when it was written or last changed, how many pages it has."""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rag.questions.wording.politeness import without_politeness

DocumentFact: TypeAlias = Literal["author", "written", "changed", "pages"]

_X = r"([^?]{1,100}?)"
_PATTERNS: tuple[tuple[DocumentFact, str], ...] = (
    ("author", rf"who (?:wrote|authored|has written|is the author of|are the authors of|created|prepared|made) {_X}"),
    ("author", rf"(?:what|who) (?:is|are) the authors?(?:'s names?)? of {_X}"),
    ("author", rf"who(?: is|'s) {_X} (?:by|written by)|by whom (?:is|was) {_X} written"),
    ("author", rf"wer (?:hat {_X} geschrieben|schrieb {_X})|qui a écrit {_X}"),
    ("changed", rf"when (?:was|were|has|have) {_X} (?:been )?(?:last |most recently )(?:changed|modified|updated|edited|revised|saved)"),
    ("changed", rf"(?:what|when) (?:is|was) (?:the )?(?:date of the )?last (?:change|update|modification|revision) (?:of|to) {_X}"),
    ("changed", rf"how (?:old|recent|current|up to date|up-to-date) (?:is|are) {_X}"),
    ("written", rf"when (?:was|were) {_X} (?:first )?(?:written|created|made|published|issued|prepared|dated)"),
    ("written", rf"(?:what is the date|from when is|when is) (?:of )?{_X}(?: from)?"),
    ("pages", rf"how many (?:pages|slides) (?:is|are|long is|long are) {_X}|(?:number of pages|page count) (?:of|in) {_X}"),
    ("written", rf"(?:what|which) date (?:is|was|has) {_X}(?: from| dated| written)?|(?:what is )?(?:the )?date (?:of|on) {_X}"),
    ("author", r"(?:who|what) (?:is|are|was|were) the (?:author|writer)s?"),
    ("author", rf"(?:the )?authors? of {_X}"),
    ("pages", rf"how many (?:pages|slides) (?:does|do) {_X} have|how many (?:pages|slides) (?:are|are there) in {_X}"),
    ("pages", rf"how long is {_X}"),
)  # fmt: skip
_QUESTIONS = [
    (fact, re.compile(rf"\W{{0,3}}(?:and |so |ok,? |please,? )?(?:{pattern})[\s?.!]*", re.IGNORECASE))
    for fact, pattern in _PATTERNS
]
_KINDS = (
    "documents?|docs?|files?|texts?|papers?|articles?|pdfs?|books?|reports?|handbooks?|manuals?|guides?|tutorials?|contracts?|leases?|agreements?"
    "|letters?|memos?|notes?|presentations?|slides|decks?|spreadsheets?|workbooks?|theses|thesis|brochures?|policy|polic(?:y|ies)|newsletters?"
    "|study|studies|surveys?|essays?|dissertations?|proposals?|specifications?|minutes|transcripts?|filings?|dokument|datei|handbuch|bericht|rapport|documento"
)
_NOUN = re.compile(rf"\b(?:{_KINDS})\b|\.\w{{2,5}}$", re.IGNORECASE)
_WHICHEVER = re.compile(
    r"(?:(?:the|this|that|my|our|your)\s+)?(?:documents?|docs?|files?|texts?|pdfs?|it|this|that)",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?:(?:the|this|that|these|my|our|your|das|die|dieses?|le|la|el)\s+)?(?:{_KINDS}|it|this|that)",
    re.IGNORECASE,
)
_QUOTES = " \"'“”‘’«»„.,"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentQuestion:
    """What is asked of a document.

    Attributes:
        fact: Its "author", when it was "written" or "changed", or its "pages".
        name: What the question calls it, or "" for "the document", "it" and the like.
        is_document: Whether the name says that a document is meant ("the lease", "report.pdf"), not what one tells of ("Hamlet").
        is_bare: Whether only a noun calls it: "the paper", which may be called otherwise.
    """

    fact: DocumentFact
    name: str
    is_document: bool
    is_bare: bool


def document_question(question: str) -> DocumentQuestion | None:
    """What a question asks of a document as a thing; None if it asks for what one says."""
    line = " ".join(without_politeness(question).split())
    for fact, pattern in _QUESTIONS:
        if match := pattern.fullmatch(line):
            name = next(filter(None, match.groups()), "").strip(_QUOTES)
            bare = not name or _BARE.fullmatch(name) is not None
            return DocumentQuestion(
                fact=fact,
                name="" if _WHICHEVER.fullmatch(name) else name,
                is_document=bare or _NOUN.search(name) is not None,
                is_bare=bare,
            )
    return None
