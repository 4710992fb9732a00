"""The places of documents from which questions are made: those around an answer's citations, and the beginnings of documents."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from index import Document, Index, Passage
from rag.answer import Answer
from rag.questions.from_places import Place

_NEAR = 4_000  # characters before and after a citation: what the reader of the answer might read next
_BEGINNING = 20_000  # characters of a document: enough for a few questions, and read in a moment
# Headings, captions and running lines are nothing to ask about.
_SENTENCES = ("paragraph", "list_item")

# "3.2 Pumps and valves": what is asked about are the pumps and valves.
_NUMBER = re.compile(r"^(?:(?:chapter|section|part|appendix)\s+)?(?:[A-Z]|[\d.]+|[IVXLC]+)[.):]?\s+", re.I)


def places_nearby(index: Index, answer: Answer) -> list[Place]:
    """Those around the citations of an answer, the nearest first; of documents that are still there."""
    found: dict[Place, int] = {}
    for cited in answer.citations:
        around = (max(0, cited.start - _NEAR), cited.end + _NEAR)
        for place in _places(index.stretch(cited.document_id, around).passages):
            start, end = place.span
            distance = max(start - cited.end, cited.start - end, 0)
            # The section that the citation stands in has been read.
            if place.kind == "heading" and start <= cited.start < end:
                continue
            if place.kind == "heading" or distance <= _NEAR:
                found[place] = min(distance, found.get(place, distance))
    return sorted(found, key=lambda place: found[place])


def beginnings(index: Index, documents: Sequence[Document]) -> list[Place]:
    """The places at the beginning of documents, one of each in turn; the first heading is the title and is left out."""
    of_each = [list(_of_beginning(index, document)) for document in documents]
    return [place for in_turn in zip_longest(*of_each) for place in in_turn if place is not None]


def _of_beginning(index: Index, document: Document) -> Iterator[Place]:
    title = next((section for section in document.sections if section.kind == "heading"), None)
    for place in _places(index.stretch(document.id, (0, _BEGINNING)).passages):
        if title is None or place.kind != "heading" or place.span != (title.start, title.end):
            yield place


def _places(passages: Iterable[Passage]) -> Iterator[Place]:
    """Each once: a section may reach over several passages."""
    seen = set[Place]()
    for passage in passages:
        for place in (*_sentences(passage), *_headings(passage)):
            if place not in seen:
                seen.add(place)
                yield place


def _sentences(passage: Passage) -> Iterator[Place]:
    for number, span in enumerate(passage.sentences):
        kind = passage.kind_of(number)
        if kind in _SENTENCES or kind == "table_row":
            yield Place(
                passage.document_id, span, passage.quote(span), "row" if kind == "table_row" else "sentence"
            )


def _headings(passage: Passage) -> Iterator[Place]:
    for section in passage.sections:
        if section.kind == "heading":
            name = _NUMBER.sub("", section.name.split(" > ")[-1]).split("(")[0].strip(" .:")
            yield Place(passage.document_id, (section.start, section.end), name, "heading")
