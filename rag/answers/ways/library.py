"""Answers questions about the documents themselves from the index, with the documents as evidence."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from index import CONTEXT_KINDS, Filter, Hit, Mention, Passage, Span
from rag.answers.ways.summaries.document_kinds import document_kind
from rag.protocols import Reading
from rag.questions.kinds.about_library import LibraryKind, LibraryQuestion

# As many as a person looks through; how many more there are is said.
_SHOWN = 20


class Catalogue(Protocol):
    """The documents as a whole; an `Index` is one."""

    def count(self, where: Filter | None = None) -> int:
        """How many documents match a filter."""
        ...

    def openings(self, k: int, *, where: Filter | None = None, newest: bool = False) -> list[Passage]:
        """The first passage of `k` documents, the first or the newest."""
        ...

    def mentions(self, words: str, *, where: Filter | None = None) -> list[Mention]:
        """For each document with some words the first place where they stand."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryAnswer:
    """What is shown of the documents.

    Attributes:
        short: What leads: "9 documents".
        readings: A sentence of each document that is shown.
        notes: How many more there are.
    """

    short: str
    readings: tuple[Reading, ...]
    notes: tuple[str, ...]


def library_answer(
    asked: LibraryQuestion, catalogue: Catalogue, where: Filter | None
) -> LibraryAnswer | None:
    """The answer; None if there is no such document, so that the question is asked as any other."""
    return _ANSWERS[asked.kind](asked, catalogue, where)


def _counted(_: LibraryQuestion, catalogue: Catalogue, where: Filter | None) -> LibraryAnswer | None:
    count = catalogue.count(where)
    readings = tuple(_readings((passage, None) for passage in catalogue.openings(_SHOWN, where=where)))
    # Without any document the plain way says what to do.
    return (
        LibraryAnswer(short=_documents(count), readings=readings, notes=_more(count, readings))
        if readings
        else None
    )


def _newest(_: LibraryQuestion, catalogue: Catalogue, where: Filter | None) -> LibraryAnswer | None:
    passages = catalogue.openings(1, where=where, newest=True)
    readings = tuple(_readings((passage, None) for passage in passages))
    return LibraryAnswer(short=passages[0].title, readings=readings, notes=()) if readings else None


def _mentioning(asked: LibraryQuestion, catalogue: Catalogue, where: Filter | None) -> LibraryAnswer | None:
    found = catalogue.mentions(asked.words, where=where)
    readings = tuple(_readings(found[:_SHOWN]))
    if not readings:
        return None
    return LibraryAnswer(short=_documents(len(found)), readings=readings, notes=_more(len(found), readings))


def _of_kinds(_: LibraryQuestion, catalogue: Catalogue, where: Filter | None) -> LibraryAnswer | None:
    count = catalogue.count(where)
    passages = catalogue.openings(count, where=where)
    kinds = Counter(document_kind(passage.source) for passage in passages)
    first = {document_kind(passage.source): passage for passage in reversed(passages)}
    # One of each kind is evidence enough.
    readings = tuple(_readings([(first[kind], None) for kind, _ in kinds.most_common(_SHOWN)]))
    short = ", ".join(f"{number:,} {_plural(kind, number)}" for kind, number in kinds.most_common())
    return LibraryAnswer(short=short, readings=readings, notes=()) if readings else None


def _plural(kind: str, count: int) -> str:
    return kind if count == 1 or kind in ("data", "source code") else f"{kind}s"


def _by_author(asked: LibraryQuestion, catalogue: Catalogue, where: Filter | None) -> LibraryAnswer | None:
    # The pattern of a filter has signs of its own.
    name = re.sub(r"[*?\[\]]", "?", asked.words)
    if not name.strip("? "):
        return None
    written = replace(where or Filter(), author=f"*{name}*")
    readings = tuple(_readings([(passage, None) for passage in catalogue.openings(_SHOWN, where=written)]))
    if not readings:
        return None
    count = catalogue.count(written)
    return LibraryAnswer(short=_documents(count), readings=readings, notes=_more(count, readings))


_Way = Callable[[LibraryQuestion, Catalogue, Filter | None], LibraryAnswer | None]
_ANSWERS: dict[LibraryKind, _Way] = {
    "count": _counted,
    "list": _counted,
    "newest": _newest,
    "mention": _mentioning,
    "kinds": _of_kinds,
    "author": _by_author,
}


def _readings(places: Iterable[tuple[Passage, Span | None]]) -> Iterator[Reading]:
    for rank, (passage, span) in enumerate(places, start=1):
        yield Reading(
            hit=Hit(passage=passage, score=1.0, rank=rank),
            sentence=_sentence(passage, span),
            span=span,
            probability=1.0,
        )


def _sentence(passage: Passage, span: Span | None) -> Span:
    """The sentence that holds a span; without one the first that is more than a heading."""
    for number, sentence in enumerate(passage.sentences):
        if span is None:
            if passage.kind_of(number) not in CONTEXT_KINDS:
                return sentence
        elif sentence[0] <= span[0] and span[1] <= sentence[1]:
            return sentence
    # Words across the end of a sentence, or nothing but headings.
    return span or passage.sentences[0]


def _documents(count: int) -> str:
    return f"{count:,} document{'' if count == 1 else 's'}"


def _more(count: int, shown: Sequence[Reading]) -> tuple[str, ...]:
    rest = count - len(shown)
    return (f"And {rest:,} more; the list of documents shows all.",) if rest > 0 else ()
