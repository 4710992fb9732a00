"""What a summary is of: the document, the part of one, or the documents that the question names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index import Filter, Section, stems
from rag.answers.ways.summaries.found_parts import named_section
from rag.answers.ways.way import Asked
from rag.questions.kinds.summaries import SummaryQuestion, name_terms, summary_question

MOST_DOCUMENTS = 20
"""Of so many documents a summary has a line each."""

# In so many of the best hits' documents a part is looked for.
_LOOKED_THROUGH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySubject:
    """What is to be summed up.

    Attributes:
        documents: The ids of the documents, in order, at most `MOST_DOCUMENTS`.
        section: The part that is meant, of the only document; None for all of it.
        count: How many documents there are.
    """

    documents: tuple[str, ...]
    section: Section | None = None
    count: int = 1


def summary_subject(asked: Asked) -> SummarySubject | None:
    """What is to be summed up; None if the question asks for no summary, or names nothing that the documents have."""
    wanted = summary_question(asked.question)
    if wanted is None:
        return None
    where = _named(asked, wanted)
    if wanted.number or wanted.heading:
        return _section(asked, wanted, where or asked.where)
    if where is None:
        # No document is called so: a part of one may be.
        return _section(asked, replace(wanted, subject="", heading=wanted.subject), asked.where)
    ids = _ids(asked, MOST_DOCUMENTS, where)
    count = len(ids) if len(ids) == 1 else asked.documents.count(where)
    return SummarySubject(documents=tuple(ids), count=count) if ids else None


def _ids(asked: Asked, most: int, where: Filter | None) -> Sequence[str]:
    return [passage.document_id for passage in asked.documents.openings(most, where=where)]


def _named(asked: Asked, wanted: SummaryQuestion) -> Filter | None:
    """The documents that the question means: those that it names, or all that it may ask; None if none is called so."""
    where = asked.where or Filter()
    if not wanted.subject:
        return where
    terms, titles = name_terms(wanted.subject), asked.documents.titles()
    sources = [
        source
        for title, source in titles
        if terms <= frozenset(stems(f"{title} {_spoken(source)}"))
        and (not where.sources or source in where.sources)
    ]
    return replace(where, sources=tuple(dict.fromkeys(sources))) if sources else None


def _spoken(source: str) -> str:
    """The name of a file as words, with the name as it is."""
    name = source[max(source.rfind("/"), source.rfind("\\")) + 1 :]
    return f"{name} {name.replace('_', ' ').replace('-', ' ').replace('.', ' ')}"


def _section(asked: Asked, wanted: SummaryQuestion, where: Filter | None) -> SummarySubject | None:
    """The part that is named by its number or its heading."""
    hits = asked.plain.readings.hits
    ids = (
        _ids(asked, _LOOKED_THROUGH, where)
        if where is not asked.where
        else list(dict.fromkeys(hit.passage.document_id for hit in hits))[:_LOOKED_THROUGH]
    )
    for id_ in ids:
        if section := named_section(asked.documents.document(id_), wanted):
            return SummarySubject(documents=(id_,), section=section)
    return None
