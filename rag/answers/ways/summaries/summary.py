"""Answers "Summarise the handbook": the parts of a document and the sentences that carry them; for several documents a line of each."""

from collections.abc import Iterator, Sequence

from index import CONTEXT_KINDS, Document, Hit, Passage, Section, Span
from rag.answers.ways.summaries.central import (
    Candidate,
    candidates_in,
    leading_score,
    most_central,
    says_something,
    unit,
)
from rag.answers.ways.summaries.document_kinds import described
from rag.answers.ways.summaries.parts import Part, parts_of, told_parts
from rag.answers.ways.summaries.subject import SummarySubject, summary_subject
from rag.answers.ways.way import Asked, Item, WayAnswer
from rag.protocols import Reading
from rag.reading.context import asks

_SENTENCES = 10
# Of a document of few parts each may have several.
_MOST_OF_A_PART = 3
_PARTS = 20
# A heading with nothing below it is no part.
_FEWEST_BLOCKS = 2
# Into a document so many passages are looked for the sentence that says what it is.
_BEGINNING = 6
_OPENING = 8
_SURE = 0.95


def summary(asked: Asked) -> WayAnswer | None:
    """The summary, or None if the question names nothing that the documents have."""
    subject = summary_subject(asked)
    if subject is None:
        return None
    if len(subject.documents) == 1:
        return _of_document(asked, subject.documents[0], subject.section)
    return _of_documents(asked, subject)


def _of_document(asked: Asked, id_: str, section: Section | None) -> WayAnswer | None:
    document = asked.documents.document(id_)
    within = (section.start, section.end) if section else (0, len(document.text))
    passages = asked.documents.passages(id_)
    found = candidates_in(asked.documents, id_, within)
    all_parts = parts_of(document, within if section else None)
    parts = told_parts(document, all_parts)
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


def _of_documents(asked: Asked, subject: SummarySubject) -> WayAnswer:
    """A line of each document: the sentence that says what it is."""
    items = list[Item]()
    for id_ in subject.documents:
        beginning = asked.documents.passages(id_)[:_BEGINNING]
        items.append(Item(readings=(_opening(beginning),), part=beginning[0].title))
    rest = subject.count - len(items)
    return WayAnswer(
        kind="summary",
        items=tuple(items),
        confidence=_SURE,
        short=f"{subject.count:,} documents",
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
