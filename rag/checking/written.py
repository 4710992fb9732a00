"""Cuts what was written into sentences with their markers, and checks each against what it cites."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.sentences import sentence_spans
from rag.answer import Citation
from rag.checking.judge import Judgement, judged
from rag.protocols import Checker, Pair

# At most three digits: a year in brackets is no marker.
_MARKER = re.compile(r"\s*\[\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*\]")
_BULLET = re.compile(r"^\s*(?:[-*\u2022]|\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence as a model wrote it: its text without markers, and the numbers in its markers."""

    text: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A sentence of a text, with what its citations make of it.

    Attributes:
        text: The sentence, without markers.
        citations: What it rests on: those that it names, or all that were given.
        judgement: Whether they support it, how likely that is, and why not.
    """

    text: str
    citations: tuple[Citation, ...]
    judgement: Judgement


def verify(text: str, citations: Sequence[Citation], checker: Checker) -> list[Verified]:
    """The sentences of a text, each with what its citations make of it.

    Args:
        text: With [n] behind (or before) its sentences; a sentence without one rests on all citations together.
        citations: What it cites, by their numbers.
        checker: Decides what the rules leave open.
    """
    sentences = cut_written(text)
    cited = [
        [one for one in citations if one.number in sentence.numbers] or list(citations)
        for sentence in sentences
    ]
    pairs = [_pair(sentence.text, rests_on) for sentence, rests_on in zip(sentences, cited, strict=True)]
    return [
        Verified(text=sentence.text, citations=tuple(rests_on), judgement=judgement)
        for sentence, rests_on, judgement in zip(sentences, cited, judged(pairs, checker), strict=True)
    ]


def cut_written(text: str) -> list[Sentence]:
    """Sentences and the numbers in their markers, in order; list bullets and markers are taken out.

    A marker belongs to the sentence that it ends or follows; on a line that begins with one, to the
    sentence behind it.
    """
    return [sentence for line in text.splitlines() for sentence in _cut_line(_BULLET.sub("", line))]


def _cut_line(line: str) -> list[Sentence]:
    """The sentences of one line."""
    markers: list[tuple[int, int]] = []
    bare, last = "", 0
    for match in _MARKER.finditer(line):
        bare += line[last : match.start()]
        markers += [(len(bare), int(number)) for number in re.findall(r"\d+", match[1])]
        last = match.end()
    bare += line[last:]
    leading = _MARKER.match(line) is not None
    spans = [span for span in sentence_spans(bare, 0, len(bare)) if re.search(r"\w", bare[slice(*span)])]
    owners = [(_owner(spans, place, leading), number) for place, number in markers] if spans else []
    return [
        Sentence(
            text=" ".join(bare[slice(*span)].split()),
            numbers=tuple(dict.fromkeys(number for owner, number in owners if owner == place)),
        )
        for place, span in enumerate(spans)
    ]


def _owner(spans: Sequence[tuple[int, int]], place: int, leading: bool) -> int:
    """Which of `spans` (at least one) a marker at `place` belongs to."""
    if leading:
        return next((i for i, (_, end) in enumerate(spans) if end > place), len(spans) - 1)
    return next((i for i in reversed(range(len(spans))) if spans[i][0] < place), 0)


def _pair(sentence: str, citations: Sequence[Citation]) -> Pair:
    """The sentence with the quotes that it rests on, on one line."""
    quotes = " ".join(" ".join(citation.quote.split()) for citation in citations)
    return Pair(sentence=sentence, text=quotes, title=citations[0].title if citations else "")
