"""Answers "Summarise the handbook": the parts of a document and the sentences that carry them; for several documents a line of each."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index import CONTEXT_KINDS, Document, Filter, Hit, Passage, Section, Span, stems
from rag.answers.ways.summaries.central import (
    Candidate,
    candidates,
    is_aside,
    leading_score,
    most_central,
    says_something,
    unit,
)
from rag.answers.ways.summaries.document_kinds import described
from rag.answers.ways.summaries.found_parts import named_section
from rag.answers.ways.summaries.parts import Part, parts_of
from rag.answers.ways.way import Asked, Item, WayAnswer
from rag.protocols import Reading
from rag.questions.kinds.summaries import SummaryQuestion, name_terms, summary_question
from rag.reading.context import asks

_SENTENCES = 10
# Of a document of few parts each may have several.
_MOST_OF_A_PART = 3
_PARTS = 20
_DOCUMENTS = 20
# In so many of the best hits' documents a part is looked for.
_LOOKED_THROUGH = 4
# A heading with nothing below it is no part.
_FEWEST_BLOCKS = 2
# Into a document so many passages are looked for the sentence that says what it is.
_BEGINNING = 6
_OPENING = 8
_SURE = 0.95


def summary(asked: Asked) -> WayAnswer | None:
    """The summary, or None if the question names nothing that the documents have."""
    wanted = summary_question(asked.question)
    if wanted is None:
        return None
    where = _named(asked, wanted)
    if wanted.number or wanted.heading:
        return _of_section(asked, wanted, where or asked.where)
    if where is None:
        # No document is called so: a part of one may be.
        return _of_section(asked, replace(wanted, subject="", heading=wanted.subject), asked.where)
    openings = asked.documents.openings(_DOCUMENTS, where=where)
    if len(openings) == 1:
        return _of_document(asked, openings[0].document_id)
    return _of_documents(asked, openings, asked.documents.count(where)) if openings else None


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
    return replace(where, sources=tuple(sources)) if sources else None


def _spoken(source: str) -> str:
    """The name of a file as words, with the name as it is."""
    name = source[max(source.rfind("/"), source.rfind("\\")) + 1 :]
    return f"{name} {name.replace('_', ' ').replace('-', ' ').replace('.', ' ')}"


def _of_section(asked: Asked, wanted: SummaryQuestion, where: Filter | None) -> WayAnswer | None:
    """The summary of a part that is named by its number or its heading."""
    hits = asked.plain.readings.hits
    if where is not asked.where:
        ids = [passage.document_id for passage in asked.documents.openings(_LOOKED_THROUGH, where=where)]
    else:
        ids = list(dict.fromkeys(hit.passage.document_id for hit in hits))[:_LOOKED_THROUGH]
    for id_ in ids:
        document = asked.documents.document(id_)
        if section := named_section(document, wanted):
            return _of_document(asked, id_, document, section)
    return None


def _of_document(
    asked: Asked, id_: str, document: Document | None = None, section: Section | None = None
) -> WayAnswer | None:
    document = document or asked.documents.document(id_)
    within = (section.start, section.end) if section else (0, len(document.text))
    passages = asked.documents.passages(id_)
    found = [
        candidate
        for candidate in candidates(passages, asked.documents.sentence_vectors(id_))
        if within[0] <= candidate.sentence[0] < within[1]
    ]
    all_parts = parts_of(document, within if section else None)
    parts = _told(document, all_parts)
    items = list(_items(document, passages, parts, _chosen(found, parts)))
    items = items or list(_anything(passages, within))
    if not items:
        return None
    rest = len(parts) - _PARTS
    return WayAnswer(
        kind="summary",
        items=tuple(items),
        confidence=_SURE,
        short=described(document, all_parts, section),
        notes=(f"And {rest:,} more parts.",) if rest > 0 else (),
    )


def _told(document: Document, parts: Sequence[Part]) -> Sequence[Part]:
    """The parts without tables of contents, licences, indexes and thanks, unless there is nothing else."""
    contents = [block.start for block in document.blocks if block.kind == "contents"]
    others = [block.start for block in document.blocks if block.kind not in ("contents", "heading", "title")]

    def inside(starts: Sequence[int], part: Part) -> int:
        return bisect_left(starts, part.end) - bisect_left(starts, part.start)

    told: dict[str, Part] = {}
    for part in parts:
        if not is_aside(part.name) and inside(contents, part) <= inside(others, part):
            # What comes again under the same name is a copy, or a form that is filled in several times.
            told.setdefault(part.name.casefold(), part)
    return list(told.values()) or parts


def _chosen(found: Sequence[Candidate], parts: Sequence[Part]) -> dict[Part, list[Candidate]]:
    """For each part the sentences that are shown of it."""
    if not found:
        return {}
    of_part = {part: [one for one in found if part.start <= one.sentence[0] < part.end] for part in parts}
    whole = unit(sum((one.vector for one in found), start=0 * found[0].vector))
    chosen: dict[Part, list[Candidate]] = {}
    for part, count in _shares(of_part).items():
        shown = [one for others in chosen.values() for one in others]
        chosen[part] = most_central(of_part[part], part, count, whole, shown)
    return chosen


def _shares(of_part: dict[Part, list[Candidate]]) -> dict[Part, int]:
    """How many sentences each part gets: one the largest each, what is left by their size."""
    parts = [part for part, found in of_part.items() if found]
    largest = sorted(parts, key=lambda part: len(of_part[part]), reverse=True)[:_SENTENCES]
    # The beginning says what all is about.
    if parts[0] not in largest:
        largest[-1] = parts[0]
    shares = dict.fromkeys((part for part in parts if part in largest), 1)
    most = _SENTENCES if len(parts) == 1 else _MOST_OF_A_PART
    for _ in range(_SENTENCES - len(shares)):
        open_ = [part for part in shares if shares[part] < min(most, len(of_part[part]))]
        if not open_:
            break
        shares[max(open_, key=lambda part: len(of_part[part]) / shares[part])] += 1
    return shares


def _items(
    document: Document,
    passages: Sequence[Passage],
    parts: Sequence[Part],
    chosen: dict[Part, list[Candidate]],
) -> Iterator[Item]:
    """The sentences of each part in order; of a part without one its heading, of a table what its columns are called."""
    told = [part for part in parts if chosen.get(part)]
    shown = set(told) | set([part for part in parts if part not in told][: _PARTS - len(told)])
    for part in parts:
        if part not in shown:
            continue
        for candidate in chosen.get(part, ()):
            yield Item(readings=(_reading(candidate.passage, candidate.sentence),), part=part.name)
        if part not in told and part.name:
            yield from _outline(document, passages, part)


def _outline(document: Document, passages: Sequence[Passage], part: Part) -> Iterator[Item]:
    inside = [block for block in document.blocks if part.start <= block.start < part.end]
    if len(inside) < _FEWEST_BLOCKS:
        return
    heads = [block for block in inside if block.kind == "table_header"][:1]
    for block in heads or [block for block in inside[:1] if block.kind in ("heading", "title")]:
        span = (block.start, block.end)
        if passage := _around(passages, span):
            yield Item(
                readings=(_reading(passage, span),),
                form="item" if heads else "heading",
                part=part.name if heads else "",
            )


def _anything(passages: Sequence[Passage], within: Span) -> Iterator[Item]:
    """The first lines of what has no sentence: a note of three words, a list, code."""
    count = 0
    for passage in passages:
        for number, sentence in enumerate(passage.sentences):
            kind = passage.kind_of(number)
            if kind in CONTEXT_KINDS or not within[0] <= sentence[0] < within[1] or count >= _MOST_OF_A_PART:
                continue
            # What a text asks it does not say.
            if asks(passage.quote(sentence)):
                continue
            count += 1
            yield Item(readings=(_reading(passage, sentence),), form="code" if kind == "code" else "sentence")


def _of_documents(asked: Asked, openings: Sequence[Passage], count: int) -> WayAnswer:
    """A line of each document: the sentence that says what it is."""
    items = [
        Item(readings=(_opening(asked.documents.passages(one.document_id)[:_BEGINNING]),), part=one.title)
        for one in openings
    ]
    rest = count - len(items)
    return WayAnswer(
        kind="summary",
        items=tuple(items),
        confidence=_SURE,
        short=f"{count:,} documents",
        notes=(f"And {rest:,} more documents.",) if rest > 0 else (),
    )


def _opening(passages: Sequence[Passage]) -> Reading:
    """The sentence at the beginning of a document that says best what it is about."""
    sentences = [
        (passage, sentence, passage.kind_of(number))
        for passage in passages
        for number, sentence in enumerate(passage.sentences)
    ]
    good = [
        (passage, sentence)
        for passage, sentence, kind in sentences
        if kind not in CONTEXT_KINDS and kind != "code" and says_something(_line(passage, sentence))
    ][:_OPENING]
    if good:
        # The first of equals.
        return _reading(*max(good, key=lambda one: leading_score(_line(*one))))
    # Of a table what its columns are called.
    heads = [one for one in sentences if one[2] == "table_header"]
    told = [one for one in sentences if one[2] not in CONTEXT_KINDS]
    plain = [one for one in told if not asks(_line(one[0], one[1]))] or told
    passage, sentence, _ = (heads or plain or sentences)[0]
    return _reading(passage, sentence)


def _line(passage: Passage, sentence: Span) -> str:
    return " ".join(passage.quote(sentence).split())


def _around(passages: Sequence[Passage], span: Span) -> Passage | None:
    return next((p for p in passages if p.start <= span[0] and span[1] <= p.end), None)


def _reading(passage: Passage, sentence: Span) -> Reading:
    return Reading(hit=Hit(passage=passage, score=1.0, rank=1), sentence=sentence, span=None, probability=1.0)
