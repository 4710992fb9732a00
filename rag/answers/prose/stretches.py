"""Documents cut into the stretches that a model sums up one after the other, each short enough to be read in seconds.

However long a document is, there are at most `MOST_STRETCHES`, and of each the model is shown its most telling sentences; so the
work is bounded, and every part of the document is heard.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index import Passage, Span
from rag.answers.citations.citing import citation_at
from rag.answers.ways.summaries.central import Candidate, Vector, candidates_in, most_central, unit
from rag.answers.ways.summaries.parts import Part, parts_of, told_parts
from rag.answers.ways.summaries.subject import SummarySubject
from rag.answers.ways.way import Documents
from rag.checking.align import Source
from rag.protocols import Writer
from rag.writing.addressed import speaks_to_a_model
from rag.writing.prompt import as_data
from rag.writing.summary_prompt import PART_TOKENS, RULE_TOKENS

MOST_STRETCHES = 12
"""Two cores read and write some ten seconds for each."""

# Of a stretch a model is shown so many sentences, and so many tokens: two cores read some 60 tokens a second.
_SENTENCES, _TOKENS = 8, 400
# Of a document among others.
_OF_ONE_OF_MANY = 6
# Neighbours with so few sentences together are one stretch, so that a call is worth it.
_FEW, _HARDLY = 6, 2
# A part with so many times what is shown of it is cut, as long as there are not too many stretches.
_LONG = 2
# Tokens of a number, and of the line that names a part.
_MARKS, _NAME = 6, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A part of a document with its sentences that say something."""

    part: Part
    sentences: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of a document, which a model is asked about at once.

    Attributes:
        name: What the answer shows it under: the names of its parts, or the title of one document of several.
        document_id: The document.
        spans: Where its parts stand in the document, in order.
        sources: The sentences that the model is shown, numbered from 1.
        names: For each source the name of its part, or the title of the document.
        passages: Where the sources stand.
    """

    name: str
    document_id: str
    spans: tuple[Span, ...]
    sources: tuple[Source, ...]
    names: tuple[str, ...]
    passages: tuple[Passage, ...]


def stretches(
    subject: SummarySubject, documents: Documents, writer: Writer, hashes: Mapping[str, str]
) -> list[Stretch]:
    """The stretches of what is to be summed up, in order; without those that hold no sentence.

    Args:
        subject: One document, a part of one, or several documents, each of which is one stretch.
        documents: Reads them.
        writer: Its context limits what goes in.
        hashes: The hash of the content of each document, by its id.
    """
    cut: list[tuple[Told, ...]]
    left = min(_TOKENS, writer.context - RULE_TOKENS - PART_TOKENS)
    found: list[Stretch] = []
    for id_ in subject.documents[:MOST_STRETCHES]:
        document = documents.document(id_)
        section = subject.section
        within = (section.start, section.end) if section else (0, len(document.text))
        sentences = [one for one in candidates_in(documents, id_, within) if not speaks_to_a_model(one.text)]
        if not sentences:
            continue
        whole = unit(sum((one.vector for one in sentences), start=0 * sentences[0].vector))
        if len(subject.documents) > 1:
            title = " ".join(document.title.split())
            part = Part(name=title, start=0, end=len(document.text))
            cut, most = [(Told(part=part, sentences=tuple(sentences)),)], _OF_ONE_OF_MANY
        else:
            parts = told_parts(document, parts_of(document, within if section else None))
            cut, most = cut_up(_told(parts, sentences)), _SENTENCES
        for told in cut:
            shown = _shown(told, whole, most, left, writer)
            if shown:
                found.append(_stretch(id_, told, shown, hashes))
    return found


def _told(parts: Sequence[Part], sentences: Sequence[Candidate]) -> list[Told]:
    of_parts = [
        Told(part=part, sentences=tuple(one for one in sentences if part.start <= one.sentence[0] < part.end))
        for part in parts
    ]
    return [told for told in of_parts if told.sentences]


def cut_up(told: Sequence[Told]) -> list[tuple[Told, ...]]:
    """The parts as stretches: short neighbours together, long parts in pieces, at most `MOST_STRETCHES`."""
    found = list[tuple[Told, ...]]((one,) for one in told)
    while len(found) > 1:
        sizes = [(_size(a), _size(b)) for a, b in zip(found, found[1:], strict=False)]
        least = min(range(len(sizes)), key=lambda place: _joined(*sizes[place]))
        if len(found) <= MOST_STRETCHES and _joined(*sizes[least]) > _FEW:
            break
        found[least : least + 2] = [(*found[least], *found[least + 1])]
    pieces = [1] * len(found)
    while sum(pieces) < MOST_STRETCHES:
        # What several parts share is as short as it can be.
        each = [_size(one) / n if len(one) == 1 else 0 for one, n in zip(found, pieces, strict=True)]
        longest = max(range(len(found)), key=lambda place: each[place], default=0)
        if not each or each[longest] <= _LONG * _SENTENCES:
            break
        pieces[longest] += 1
    return [piece for one, n in zip(found, pieces, strict=True) for piece in _pieces(one, n)]


def _joined(first: int, second: int) -> int:
    """The size of two neighbours as one stretch; one with hardly a sentence is not worth a call beside a short one."""
    size = first + second
    return min(size, _FEW) if min(first, second) <= _HARDLY and size <= _LONG * _SENTENCES else size


def _size(stretch: Sequence[Told]) -> int:
    return sum(len(told.sentences) for told in stretch)


def _pieces(stretch: tuple[Told, ...], count: int) -> Iterator[tuple[Told, ...]]:
    if count == 1:
        yield stretch
        return
    (told,) = stretch
    edges = [round(number * len(told.sentences) / count) for number in range(count + 1)]
    for number, (first, end) in enumerate(zip(edges, edges[1:], strict=False)):
        sentences = told.sentences[first:end]
        start = told.part.start if number == 0 else sentences[0].sentence[0]
        stop = told.part.end if number == count - 1 else told.sentences[end].sentence[0]
        yield (Told(part=Part(name=told.part.name, start=start, end=stop), sentences=sentences),)


def _shown(
    stretch: Sequence[Told], whole: Vector, most: int, tokens: int, writer: Writer
) -> list[tuple[Part, Candidate]]:
    """The sentences that a model is shown, in order: as many as may be, and fit."""
    for count in range(most, 0, -1):
        chosen: list[tuple[Part, Candidate]] = []
        for told, share in zip(stretch, _shares(stretch, count), strict=True):
            already = [one for _, one in chosen]
            central = most_central(told.sentences, told.part, share, whole, already) if share else []
            chosen += [(told.part, one) for one in central]
        names = len({part.name for part, _ in chosen})
        cost = sum(writer.count(as_data(one.text)) + _MARKS for _, one in chosen) + names * _NAME
        if cost <= tokens:
            return chosen
    return []


def _shares(stretch: Sequence[Told], count: int) -> list[int]:
    """How many sentences of each part are shown: one of the largest each, and what is left by their size."""
    sizes = [len(told.sentences) for told in stretch]
    largest = sorted(range(len(sizes)), key=lambda place: -sizes[place])[:count]
    shares = [int(place in largest) for place in range(len(sizes))]
    for _ in range(count - sum(shares)):
        open_ = [place for place in largest if shares[place] < sizes[place]]
        if not open_:
            break
        shares[max(open_, key=lambda place: sizes[place] / shares[place])] += 1
    return shares


def _stretch(
    id_: str, told: Sequence[Told], shown: Sequence[tuple[Part, Candidate]], hashes: Mapping[str, str]
) -> Stretch:
    sources = [
        Source(number=number, text=one.text, citations=(citation_at(0, one.passage, one.sentence, hashes),))
        for number, (_, one) in enumerate(shown, start=1)
    ]
    return Stretch(
        name=_name([one.part.name for one in told if one.part.name]),
        document_id=id_,
        spans=tuple((one.part.start, one.part.end) for one in told),
        sources=tuple(sources),
        names=tuple(part.name or " ".join(one.passage.title.split()) for part, one in shown),
        passages=tuple({one.passage.id: one.passage for _, one in shown}.values()),
    )


def _name(names: Sequence[str]) -> str:
    """The names of parts that follow each other, of many the first and the last."""
    if len(names) > 2:
        return f"{names[0]} … {names[-1]}"
    return "; ".join(names)
