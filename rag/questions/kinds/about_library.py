"""Questions about the documents themselves: how many there are, which mention something, which came last."""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

LibraryKind: TypeAlias = Literal["count", "list", "mention", "newest", "kinds", "author"]

_FILES = r"(?:documents?|docs?|files?|pdfs?|texts?|papers?|articles?|notes?|dokumente?|dateien|fichiers?|documentos?|archivos?)"
_HAVING = (
    r"(?:do (?:i|we|you) (?:have|know|see|hold)|are(?: (?:there|here|loaded|indexed|known|in (?:here|it)))?"
    r"|(?:have|did) (?:i|we|you) (?:ever )?(?:add|upload|read|index|load)(?:ed)?|have been (?:added|uploaded|read|indexed|loaded)"
    r"|(?:does|do) (?:the|this|my|your) (?:library|index|collection) (?:have|hold|contain)"
    r"|habe ich|haben wir|hast du|kennst du|gibt es|sind (?:es|da|hier)|ai-je|avons-nous|y a-t-il|tengo|hay)"
)
_WHERE = r"(?:,? (?:here|now|so far|in total|altogether|(?:in|to|into|from) (?:the|my|this|your|our) (?:library|index|collection|folder|list)))*"
# The whole question must be one of these: "How many documents does the applicant need?" asks what the documents say.
_PATTERNS: tuple[tuple[LibraryKind, str], ...] = (
    ("count", rf"(?:how many|wie viele|combien de|cu[aá]nt[oa]s) (?:of (?:the|my|these) )?{_FILES} {_HAVING}{_WHERE}"),
    ("count", rf"(?:what is|what's|tell me) the number of (?:the |my |your )?{_FILES}{_WHERE}"),
    ("list", rf"(?:which|what|welche|quels|qu[eé]) {_FILES} {_HAVING}{_WHERE}"),
    ("list", rf"(?:list|show|name|print|give me)(?: me)?(?: a list of)?(?: all)?(?: of)?(?: the| my| your| our)? {_FILES}{_WHERE}"),
    ("list", r"what(?:'s| is| do you have) in (?:the|my|this|your) (?:library|index|collection)"),
    ("kinds", rf"(?:what|which) (?:kinds?|types?|sorts?|formats?) of {_FILES} {_HAVING}{_WHERE}"),
    ("author", rf"(?:which|what)(?: {_FILES}) (?:was|were|is|are|has|have been|did) (?:written |authored )?(?:by|from)(?P<author> .+?)"),
    ("author", rf"(?:which|what)(?: {_FILES}) did(?P<writer> .+?) write"),
    ("newest", rf"(?:which|what)(?: {_FILES})? (?:was|were|is|are|did i|have i) (?:the )?(?:last|latest|newest|most recent(?:ly)?|recently)"
               rf"(?: {_FILES})?(?: (?:that was |that i |i )?(?:added|uploaded|indexed))?{_WHERE}"),
    ("newest", rf"(?:which|what) {_FILES} (?:was|were|has been|have been) (?:added|uploaded|indexed) (?:last|most recently|recently|lately){_WHERE}"),
    ("newest", rf"(?:which|what)(?: {_FILES})? did (?:i|we) (?:add|upload|index) (?:last|most recently|recently)"),
    ("mention", rf"(?:which|what|how many)(?: of)?(?: the| my| these| our)? {_FILES} (?:mentions?|talks? about|contains? the words?|refers? to"
                rf"|speaks? (?:of|about)|discuss(?:es)?|names?|cites?|say(?:s)? something about)(?P<words> .+?)"),
    ("mention", rf"in (?:which|what|how many) {_FILES} (?:is|are|does|do)(?P<subject> .+?) (?:mentioned|named|cited|discussed|appear|occur|stand)"),
    ("mention", r"where (?:is|are)(?P<mentioned> .+?) mentioned"),
    ("mention", rf"welche {_FILES} (?:erwähnen|nennen)(?P<genannt> .+?)"),
)  # fmt: skip
_QUESTIONS = [
    (kind, re.compile(rf"(?:and |so |ok,? |please,? )?(?:{pattern})[\s?.!]*", re.IGNORECASE))
    for kind, pattern in _PATTERNS
]
_QUOTES = " \"'“”‘’«»„"


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryQuestion:
    """What is asked about the documents.

    Attributes:
        kind: "count" (how many), "list" (which), "kinds" (of what kinds), "newest" (which came last), "mention" (which have some
            words) or "author" (which somebody wrote).
        words: The words of a mention, or the name of the author.
    """

    kind: LibraryKind
    words: str = ""


def library_question(question: str) -> LibraryQuestion | None:
    """What a question asks about the documents themselves; None if it asks for what they say."""
    line = " ".join(question.split())
    for kind, pattern in _QUESTIONS:
        if found := pattern.fullmatch(line):
            words = next((words for words in found.groups() if words), "")
            return LibraryQuestion(kind=kind, words=words.strip(_QUOTES))
    return None
