"""Which documents a question names: "in the handbook", "according to report.pdf", "in 2019's report"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index import stems
from rag.questions.analysis import analyse

# A document of any kind is called so: these words alone name none.
_ANY_KIND = frozenset("document report file paper article book text".split())
# Of these also a name that lacks the noun is meant: "the Arkwright lease". An act is more often what a text is about.
_TOLD_APART = _ANY_KIND | frozenset(
    "handbook contract lease manual agreement letter email memo presentation receipt invoice transcript".split()
)
_KINDS = (
    "document|report|file|paper|article|book|text|handbook|contract|lease|manual|agreement|policy|guide|letter|e-?mail|memo"
    "|minutes|presentation|slides|deck|spreadsheet|workbook|receipt|invoice|statement|thesis|resume|cv|brochure|transcript"
    "|notes|newsletter|proposal|specification|datasheet|act|regulation|budget"
)
# No other phrase may begin within a name: "in the rent of the lease" names no "rent of the lease".
_NAME_WORD = r"(?!(?:of|in|on|at|by|for|to|from|with|and|or|the|an?|is|are|was|were|does|do|did|that|which|than)\b)[\w&.'’/-]+"
_NAME = (
    r"(?:(?:the|this|that|my|our|your)\s+)?"
    rf"(?P<words>(?:{_NAME_WORD}\s+){{0,5}}?)(?P<kind>{_KINDS})\b"
    rf"(?P<more>(?:\s+(?:of|for|on|from|about)\s+(?:the\s+)?{_NAME_WORD})?)"
)
_LEADS = re.compile(r"\b(?:according to|as per|in|from|of|by|under|within)\s+", re.IGNORECASE)
_BEHIND_LEAD = re.compile(_NAME, re.IGNORECASE)
_ASKED = re.compile(
    rf"\b(?:does|do|did|would|can)\s+{_NAME}\s+(?:say|state|mention|define|require|recommend|describe|explain|cover|list"
    r"|give|allow|claim|conclude|contain|specify|forbid|tell|demand|prohibit|promise)\b",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"(?:(?:according to|in|from|of|by)\s+)?(?:the\s+(?:file\s+)?)?(?P<file>[\w()-][\w.()-]*\.\w{2,5})\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[^\W\d_]+|\d+")
# Letters of a word by which documents are looked through before their names are stemmed.
_PREFIX = 4
# A question with fewer content words left is searched with the name.
_MIN_TERMS = 2


@dataclass(frozen=True, slots=True)
class _Naming:
    """Words of a question that may name documents.

    Attributes:
        start: Offset of their first character.
        end: Offset behind their last character.
        words: The words that a document's name must have.
        kind: The noun that says what it is, or "" if it is the name of a file.
        removable: Whether the question is whole without them.
    """

    start: int
    end: int
    words: tuple[str, ...]
    kind: str
    removable: bool


def named_sources(question: str, documents: Sequence[tuple[str, str]]) -> tuple[str, tuple[str, ...]]:
    """The question without the words that name documents, and the sources of these documents.

    A name must fit a document's title or file name, and not fit all documents. Where that is in doubt nothing is named.

    Args:
        question: The question.
        documents: Title and source of each document; one with several names comes once for each.

    Returns:
        The question as it was, and no source, if it names no document.
    """
    count = len({source for _, source in documents})
    namings = list(_namings(question)) if count > 1 else []
    if not namings:
        return question, ()
    names = [(title.lower(), _file_name(source).lower()) for title, source in documents]
    for naming in namings:
        fitting = dict.fromkeys(
            documents[place][1] for place, (title, file) in enumerate(names) if _fits(naming, title, file)
        )
        if fitting and len(fitting) < count:
            return _without(question, naming), tuple(fitting)
    return question, ()


def _file_name(source: str) -> str:
    return source[max(source.rfind("/"), source.rfind("\\")) + 1 :]


def _namings(question: str) -> Iterator[_Naming]:
    """What can be a name of documents, the surest first."""
    for match in _FILE.finditer(question):
        yield _Naming(*match.span(), (match["file"].lower(),), "", removable=match[0] != match["file"])
    for lead in _LEADS.finditer(question):
        if name := _BEHIND_LEAD.match(question, lead.end()):
            yield from _named(name, lead.start(), removable=True)
    for match in _ASKED.finditer(question):
        yield from _named(match, match.start(), removable=False)


def _named(match: re.Match[str], start: int, *, removable: bool) -> Iterator[_Naming]:
    """The name with what follows it ("the report on bees"), and without."""
    words, kind = tuple(_PARTS.findall(_without_genitive(match["words"]))), match["kind"].lower()
    if match["more"]:
        more = tuple(_PARTS.findall(match["more"])[1:])
        yield _Naming(start, match.end("more"), _needed((*words, *more), kind), kind, removable)
    yield _Naming(start, match.end("kind"), _needed(words, kind), kind, removable)


def _without_genitive(words: str) -> str:
    return re.sub(r"['’]s\b", "", words)


def _fits(naming: _Naming, title: str, file: str) -> bool:
    """Whether the name is that of a document, of which title and file name are given in lower case."""
    if not naming.kind:
        return naming.words[0] == file
    # Before the names of all documents are stemmed, which takes longer than a search.
    if not naming.words or any(
        word[:_PREFIX] not in title and word[:_PREFIX] not in file for word in naming.words
    ):
        return False
    parts = _PARTS.findall(f"{title} {file}")
    return set(naming.words) <= set(parts) or set(_stems(naming.words)) <= set(_stems(parts))


def _needed(words: Sequence[str], kind: str) -> tuple[str, ...]:
    """The words that a name must have, in lower case.

    The noun is among them in "the handbook" and "the 2019 report", not in "the Arkwright lease".
    """
    lower = tuple(word.lower() for word in words)
    if kind in _TOLD_APART and any(not word.isdigit() for word in lower):
        return lower
    return lower if kind in _ANY_KIND and not lower else (*lower, kind)


def _stems(words: Sequence[str]) -> list[str]:
    return stems(" ".join(words))


def _without(question: str, naming: _Naming) -> str:
    """The question without the name, if enough of it is left."""
    if not naming.removable:
        return question
    before, behind = question[: naming.start].rstrip(" ,"), question[naming.end :].lstrip(" ,")
    rest = f"{before} {behind}".strip() if behind[:1].isalnum() else before + behind
    return rest if len(analyse(rest).terms) >= _MIN_TERMS else question
