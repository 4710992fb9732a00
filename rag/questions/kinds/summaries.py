"""Questions that ask for a summary: of a document, of a part of one, or of all documents."""

import re
from dataclasses import dataclass

from index import stems
from rag.questions.wording.politeness import without_politeness

_ADJECTIVES = r"(?:(?:short|brief|quick|concise|high-level|rough|general|one-paragraph|executive|kurze|kurzen|breve)\s+)*"
_NOUNS = r"(?:summary|overview|outline|gist|synopsis|digest|tl;?dr|summaries)"
_IN_SHORT = (
    r"(?:,?\s*(?:in (?:short|brief|a nutshell|a few words|a few sentences|one (?:sentence|paragraph)|\w+ (?:words|sentences|lines|points))"
    r"|briefly|shortly|please|for me|kurz|bitte))"
)
# The first pattern that fits the whole question; `x` is what is to be summed up, nothing for whatever may be asked.
_PATTERNS = (
    rf"(?:give|write|make|show|provide|get|i (?:want|need)|i'd like)\s+(?:(?:me|us)\s+)?(?:an?|the|some)?\s*{_ADJECTIVES}{_NOUNS}"
    r"(?:\s+(?:of|about|on|for)\s+(?P<x>[^?]{1,120}?))?",
    rf"(?:what(?:'s| is)\s+)?(?:an?\s+|the\s+)?{_ADJECTIVES}{_NOUNS}(?:\s+(?:of|about|on|for)\s+(?P<x>[^?]{{1,120}}?))?",
    r"(?:briefly\s+)?(?:summari[sz]e|sum up|outline|recap|condense)(?:\s+(?P<x>[^?]{1,120}?))?",
    r"(?:brief (?:me|us) on|catch (?:me|us) up on)\s+(?P<x>[^?]{1,120}?)",
    r"sum\s+(?P<x>[^?]{1,120}?)\s+up",
    r"what(?:'s| is| are| was)\s+(?P<x>[^?]{1,120}?)\s+(?:all\s+|mainly\s+|mostly\s+)?about",
    r"what\s+(?:does|do)\s+(?P<x>[^?]{1,120}?)\s+(?:deal with|talk about)",
    r"what\s+(?:does|do)\s+(?P<x>[^?]{1,120}?)\s+say(?=,?\s+(?:in|briefly|shortly)\b)",
    r"(?:what\s+(?:are|is)\s+|give\s+(?:me|us)\s+|show\s+(?:me|us)\s+)?(?:the\s+)?(?:main|key|most important|central|essential)\s+(?:points?|ideas?|messages?|topics?|takeaways?|parts?)"
    r"(?:\s+(?:of|in|from)\s+(?P<x>[^?]{1,120}?))?",
    r"what\s+is\s+in\s+(?P<x>[^?]{1,80}?),?\s+(?:roughly|briefly|basically|in general|more or less)",
    r"(?:fass(?:e|en sie)?)\s+(?P<x>[^?]{1,120}?)\s+(?:\w+\s+)?zusammen",
    r"(?:gib (?:mir )?(?:eine?n?\s+)?)?(?:kurze\s+)?(?:zusammenfassung|überblick|übersicht)(?:\s+(?:von|über|zu|des|der)\s+(?P<x>[^?]{1,120}?))?",
    r"(?:worum geht es|wovon handelt)(?:\s+(?:hier|in\s+)?(?P<x>[^?]{1,120}?))?",
    r"résume[rz]?(?:-moi)?\s+(?P<x>[^?]{1,120}?)",
    r"de quoi (?:parle|traite)\s+(?P<x>[^?]{1,120}?)",
    r"resum[ea]\s+(?P<x>[^?]{1,120}?)",
    r"de qué (?:trata|habla)\s+(?P<x>[^?]{1,120}?)",
)
_POLITE = r"(?:(?:please|so|and|but|ok|okay|hi|hello|hey|bitte)\b\W*){0,3}(?:(?:can|could|would|will) you (?:please )?)?"
_QUESTIONS = [
    re.compile(rf"\W{{0,3}}{_POLITE}(?:{pattern}){_IN_SHORT}{{0,3}}[\s?.!]*", re.IGNORECASE)
    for pattern in _PATTERNS
]
_ANY = (
    r"(?:documents?|docs?|files?|texts?|papers?|articles?|pages?|pdfs?|books?|reports?|stuff|folder|library|collection|index|workbook"
    r"|spreadsheet|presentation|slides?|repo(?:sitory)?|code|project|website|dokumente?|datei(?:en)?|texte?s?|document|documento|texto)"
)
# "this", "the document", "all my files": whatever may be asked.
_WHATEVER = re.compile(
    r"(?:it|this|that|these|those|them|everything|all|all of (?:it|them|this)|hier|das|dies(?:es)?|alles|ça|esto|todo"
    rf"|(?:(?:all|both|each|every|of|the|this|that|these|those|my|our|your|whole|entire|uploaded|das|die|der|den|dem|dieses?|diese[rmn]?|alle"
    rf"|meine|le|la|les|ce|el|los|este)\s+)*{_ANY})",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:the\s+)?(?P<word>chapter|section|part|article|appendix|annex|clause|slide|page|sheet|item|kapitel|abschnitt|artikel|teil|anhang"
    r"|chapitre|partie|capítulo|sección)\s+(?P<number>\d{1,4}(?:\.\d{1,3})*[a-z]?|[ivxlc]{1,7}|[a-z])(?:\s+(?:of|in|from|von|aus|de|du)\s+(?P<of>[^?]{1,120}))?",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"(?:the\s+)?(?:chapter|section|part|sheet|slide)s?\s+(?:on|about|called|titled|named|over)\s+(?P<a>[^?]{1,80}?)(?P<of>\s+(?:of|in|from)\s+[^?]{1,80})?"
    r"|(?:the\s+)?(?P<b>[^?]{1,80}?)\s+(?:chapter|section|part|sheet|slide)(?P<of_b>\s+(?:of|in|from)\s+[^?]{1,80})?",
    re.IGNORECASE,
)
_OF = re.compile(r"^\s*(?:of|in|from)\s+", re.IGNORECASE)
_QUOTES = " \"'“”‘’«»„.,"
# Of a name these say nothing: "the tracemonkey paper".
_NOT_IN_NAMES = frozenset(
    stems(
        "the a an this that my our your document paper report manual book guide file pdf article text page presentation"
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryQuestion:
    """What is to be summed up.

    Attributes:
        subject: What the question calls it: a document, a topic, or "" for whatever may be asked.
        number: Of the part that is meant, such as "3" or "II"; or "".
        part_word: "chapter", "section", ..., with a number.
        heading: Words of the heading of the part that is meant, or "".
    """

    subject: str = ""
    number: str = ""
    part_word: str = ""
    heading: str = ""


def summary_question(question: str) -> SummaryQuestion | None:
    """What a question wants to be summed up; None if it asks for something else."""
    line = " ".join(without_politeness(question).split())
    for pattern in _QUESTIONS:
        if match := pattern.fullmatch(line):
            return _parsed((match.groupdict().get("x") or "").strip(_QUOTES))
    return None


def _parsed(subject: str) -> SummaryQuestion:
    if numbered := _NUMBERED.fullmatch(subject):
        return SummaryQuestion(
            subject=_named(numbered["of"] or ""),
            number=numbered["number"],
            part_word=numbered["word"].lower(),
        )
    if headed := _HEADED.fullmatch(subject):
        of = headed["of"] or headed["of_b"] or ""
        heading = (headed["a"] or headed["b"]).strip(_QUOTES)
        if heading.lower() not in ("each", "every", "this", "that", "the"):
            return SummaryQuestion(subject=_named(_OF.sub("", of)), heading=heading)
    return SummaryQuestion(subject=_named(subject))


def _named(subject: str) -> str:
    subject = subject.strip(_QUOTES)
    return "" if _WHATEVER.fullmatch(subject) else subject


def name_terms(name: str) -> frozenset[str]:
    """The stems by which a name is found; without those of words that any document may be called by."""
    found = frozenset(stems(name))
    return found - _NOT_IN_NAMES or found
