"""Pins sentences of documents to their exact places: readings become statements with citations."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from index import Passage, Span
from rag.answer import Citation, Form, Statement
from rag.answers.decide import one_line
from rag.answers.ways.way import Item
from rag.protocols import Reading

_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
# Between the items of a list, but not inside a number, a date, or a place and its country.
_SEPARATOR = re.compile(r"\s*[,;]\s+(?:and\s+|or\s+)?|\s+(?:and|or)\s+")
# A comma also stands before a clause or a year ("bread, which was old"; "4 May, 2024"), which are no items.
_CLAUSE = re.compile(r"\b(?:is|are|was|were|has|have|had|which|who|that|\d{4})\b")


def cite(readings: Sequence[Reading], hashes: Mapping[str, str] | None = None) -> list[Statement]:
    """Statements of the readings in their order; readings with the same words are one statement.

    Args:
        readings: The sentences.
        hashes: The hash of the content of each document, by its id.
    """
    by_text: dict[str, list[Reading]] = {}
    for reading in readings:
        by_text.setdefault(one_line(reading.text), []).append(reading)
    # Numbered after grouping, so that the citations of one statement are neighbours: "[1][2]".
    numbers = count(1)
    return [
        Statement(
            text=text, citations=tuple(_citation(next(numbers), reading, hashes or {}) for reading in same)
        )
        for text, same in by_text.items()
    ]


def cite_items(items: Sequence[Item], hashes: Mapping[str, str] | None = None) -> list[Statement]:
    """Statements of the items of a way, in their order; none is joined with another.

    Args:
        items: The items.
        hashes: The hash of the content of each document, by its id.
    """
    numbers = count(1)
    return [_statement(item, numbers, hashes or {}) for item in items]


def _statement(item: Item, numbers: Iterator[int], hashes: Mapping[str, str]) -> Statement:
    quote = item.readings[0].text
    text = item.text if item.text is not None else _shown(quote, item.form)
    return Statement(
        text=text,
        citations=tuple(_citation(next(numbers), reading, hashes) for reading in item.readings),
        verdict="quoted" if item.text is None else "computed",
        derivation=item.derivation,
        form=item.form,
        part=item.part,
    )


def _shown(quote: str, form: Form) -> str:
    """A quote as it is shown: code with its lines, and an item of a list with a line for each item inside of it."""
    if form == "code":
        return quote
    pieces = _EMPTY_LINE.split(quote) if form in ("item", "step") else [quote]
    return "\n".join(filter(None, map(one_line, pieces)))


def _citation(number: int, reading: Reading, hashes: Mapping[str, str]) -> Citation:
    passage = reading.hit.passage
    marks = () if reading.span is None else items(passage, reading.span)
    return citation_at(number, passage, reading.sentence, hashes, marks)


def citation_at(
    number: int,
    passage: Passage,
    sentence: Span,
    hashes: Mapping[str, str],
    marks: tuple[Span, ...] = (),
) -> Citation:
    """The citation of a sentence of a passage; `marks`: the offsets of the words in it that answer."""
    return Citation(
        number=number,
        document_id=passage.document_id,
        passage_id=passage.id,
        title=passage.title,
        source=passage.source,
        section=passage.section_at(sentence[0]),
        start=sentence[0],
        end=sentence[1],
        quote=passage.quote(sentence),
        marks=marks,
        content_hash=hashes.get(passage.document_id, ""),
    )


def items(passage: Passage, span: Span) -> tuple[Span, ...]:
    """The items of a list in the span ("fish, bread and wine"), or the span alone if it is no list."""
    text = passage.quote(span)
    separators = list(_SEPARATOR.finditer(text))
    # Words that only "and" joins stay one span: "bread and wine" may be one thing.
    if not any(re.search("[,;]", separator[0]) for separator in separators) or _CLAUSE.search(text):
        return (span,)
    edges = [0, *(edge for separator in separators for edge in separator.span()), len(text)]
    return tuple((span[0] + a, span[0] + b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)
