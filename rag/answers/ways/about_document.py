"""Answers "Who wrote the handbook?", "When was it last changed?" and "How many pages does it have?" from what a file says of itself."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from index import CONTEXT_KINDS, Document, Filter, Hit, Passage, Span, stems
from rag.answers.ways.author_lines import authors_of, is_paper
from rag.answers.ways.way import Asked, Item, WayAnswer
from rag.protocols import Reading
from rag.questions.kinds.about_documents import DocumentQuestion, document_question
from rag.questions.kinds.summaries import name_terms
from rag.references.people import is_nobody

_SHOWN = 5
# What a document says in its text goes before what its file says, so these give way to a plain answer that is sure.
_SURENESS = {"author": 0.8, "written": 0.7, "changed": 0.95, "pages": 0.95}
# What somebody has put down of a work in a library, such as Zotero, goes before both.
_OF_LIBRARY = 0.97
_BEGINNING = 3
# Among so many documents those are looked for that say who wrote them.
_LOOKED = 30
_PAPER = re.compile(
    r"\b(?:papers?|articles?|study|studies|thesis|dissertation|essay|aufsatz|artikel|studie)\b", re.IGNORECASE
)
# Of the marks of a paper it has so many.
_LEAST_PAPER = 2
_NAMED = 20
_SHORT = 80


def of_document(asked: Asked) -> WayAnswer | None:
    """What the file says; None if no document is meant for sure, or its file doesn't say."""
    wanted = document_question(asked.question)
    if wanted is None:
        return None
    documents = [asked.documents.document(opening.document_id) for opening in _meant(asked, wanted)]
    told = [(document, fact) for document in documents if (fact := _fact(wanted, document))]
    if not told and wanted.fact == "author" and wanted.is_bare:
        told = _written_by(asked, wanted)
    if not told:
        return None
    items = tuple(
        Item(
            readings=(_evidence(asked.documents.passages(document.id)[:_BEGINNING], fact),),
            part="" if len(told) == 1 else _part(document, fact),
        )
        for document, fact in told
    )
    is_stated = wanted.fact in ("author", "written") and all("library" in one.metadata for one, _ in told)
    sources = ("The date is that of the last change of the file.",) if wanted.fact == "changed" else ()
    return WayAnswer(
        kind="library",
        items=items,
        confidence=_OF_LIBRARY if is_stated else _SURENESS[wanted.fact],
        short=told[0][1] if len(told) == 1 else f"{len(told)} documents",
        notes=sources if not any("date" in document.metadata for document, _ in told) else (),
    )


def _written_by(asked: Asked, wanted: DocumentQuestion) -> list[tuple[Document, str]]:
    """The documents of the kind that is asked for, of several, that say who wrote them: papers first."""
    openings = asked.documents.openings(_LOOKED + 1, where=asked.where)
    if len(openings) > _LOOKED:
        return []
    documents = [asked.documents.document(opening.document_id) for opening in openings]
    if _PAPER.search(wanted.name):
        likely = {document.id: is_paper(document) for document in documents}
        documents = [document for document in documents if likely[document.id] >= _LEAST_PAPER]
        documents.sort(key=lambda document: -likely[document.id])
    elif wanted.name:
        # Another kind of document, that nothing is called.
        return []
    told = [(document, fact) for document in documents if (fact := _fact(wanted, document))]
    return told if len(told) <= _SHOWN else []


def _meant(asked: Asked, wanted: DocumentQuestion) -> Sequence[Passage]:
    """The first passages of the documents that the question means: few, or none."""
    where, sources = asked.where or Filter(), list[str]()
    if wanted.name:
        terms = name_terms(wanted.name)
        sources = [
            source
            for title, source in asked.documents.titles()
            if _is_called(terms, title, source, whole=not wanted.is_document)
            and (not where.sources or source in where.sources)
        ]
    if sources:
        where = replace(where, sources=tuple(dict.fromkeys(sources)))
    elif not wanted.is_bare or asked.documents.count(where) > 1:
        # "The paper", among others that may be called so.
        return ()
    found = asked.documents.openings(_SHOWN + 1, where=where)
    return found if len(found) <= _SHOWN else ()


def _is_called(terms: frozenset[str], title: str, source: str, *, whole: bool) -> bool:
    file = source[max(source.rfind("/"), source.rfind("\\")) + 1 :]
    names = (frozenset(stems(title)), frozenset(stems(file.rpartition(".")[0] or file)))
    return terms in names if whole else any(terms <= name for name in (*names, frozenset(stems(file))))


def _fact(wanted: DocumentQuestion, document: Document) -> str:
    if wanted.fact == "author":
        # The file is often of somebody else: who made the template, or an office. A library knows it.
        if "library" not in document.metadata and (said := authors_of(document)):
            return _enumerated(said.names)
        author = " ".join(document.metadata.get("author", "").split())
        return "" if is_nobody(author) else author
    if wanted.fact == "pages":
        pages = document.report.pages
        return "" if pages is None else f"{pages:,} page{'' if pages == 1 else 's'}"
    if wanted.fact == "written" and "date" not in document.metadata:
        # The time of the file says when it was copied, at worst.
        return ""
    return _day(document.date or "")


def _part(document: Document, fact: str) -> str:
    """The name of a document with what is said of it, if that is short: it is quoted below."""
    return f"{document.title}: {fact}" if len(fact) <= _SHORT else document.title


def _enumerated(names: Sequence[str]) -> str:
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _day(date: str) -> str:
    """A date of ISO 8601 for people: "6 March 2023"."""
    try:
        day = datetime.fromisoformat(date)
    except ValueError:
        return date
    return f"{day.day} {day:%B %Y}"


def _evidence(passages: Sequence[Passage], fact: str) -> Reading:
    """The sentence at the beginning with the fact; without one the first that is more than a heading."""
    sentences = [
        (passage, sentence, passage.kind_of(number))
        for passage in passages
        for number, sentence in enumerate(passage.sentences)
    ]
    words = fact.lower().split(", ")[0]
    said = [one for one in sentences if words in " ".join(one[0].quote(one[1]).split()).lower()]
    plain = [one for one in sentences if one[2] not in CONTEXT_KINDS]
    passage, sentence, _ = (said or plain or sentences)[0]
    return _reading(passage, sentence)


def _reading(passage: Passage, sentence: Span) -> Reading:
    return Reading(hit=Hit(passage=passage, score=1.0, rank=1), sentence=sentence, span=None, probability=1.0)
