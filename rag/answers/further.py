"""A further place that an answer rests on: another document, which the best sentence leads to or the question names beside it.

"Who directed the film in which Ann Lee played a nurse?" rests on what is said of Ann Lee, which names the film, and on what is said of
the film. "Were Oslo and Bergen both founded by a king?" rests on what is said of each.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from index import Hit, stems
from rag.protocols import Reading
from rag.questions.analysis import QuestionTerms
from rag.questions.entities import entities
from rag.reading.labels import is_row
from rag.reading.word_evidence import rarity, share

# How much it counts that one place names the other, that the question names both, and that both have a name that is rare.
_NAMES_IT, _ASKED_TOO, _SHARE_A_NAME = 0.6, 0.45, 0.15
# What these, the words of the question that the place adds, and its probability must come to. Half of the questions of HotpotQA
# (valid) chose them: of these all evidence was cited for 60 in 100, 32 without, before anything is refused; 6 of 21 sentences were of other documents.
_LEAST, _LEAST_GAIN = 0.5, 0.05
# Of questions that the reader is not sure of, 10 of 12 were answered by two places with so much of the question together (HotpotQA, valid,
# with all of its documents and without those with the answer): with less, half.
NEARLY_ALL = 0.7
"""The share of a question that places have which answer it, most likely."""
_LEADS_ON = 0.1
# The readings behind these are of other things.
_READ = 60
# A name in more documents of those that were found tells nothing.
_MOST_WITH_A_NAME = 3
# Of a place that is found, what is likely comes first, and what a document begins with, which says what it is about.
_LIKELY, _BEGINS = 2.0, 0.15
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Further:
    """A further place that an answer rests on.

    Attributes:
        reading: A sentence of it.
        whole: Whether it and what is shown have nearly all of the question together.
        leads_on: Whether it has a good part of the question that nothing else has: what is asked for may stand there.
    """

    reading: Reading
    whole: bool
    leads_on: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence of another document.

    Attributes:
        reading: The sentence.
        gain: The share of the question that it adds, by the weight of its words.
        worth: How likely the answer rests on it, too; comparable with `_LEAST`.
    """

    reading: Reading
    gain: float
    worth: float

    @property
    def tells(self) -> float:
        """Which sentence of its document tells most."""
        passage = self.reading.hit.passage
        return (
            _LIKELY * self.reading.probability
            + self.gain
            + _BEGINS * (self.reading.sentence == passage.sentences[0])
        )


def further_place(
    query: QuestionTerms, hits: Sequence[Hit], chosen: Sequence[Reading], readings: Sequence[Reading]
) -> Further | None:
    """A sentence of another document that the answer rests on, too; None if there is none.

    Args:
        query: The question.
        hits: What was read.
        chosen: What is shown already, the best first.
        readings: All sentences, the best first.
    """
    if not chosen or any(is_row(reading.text) for reading in chosen):
        return None
    places = _Places(query, hits, chosen)
    candidates = list(places.candidates(readings[:_READ]))
    best = max(candidates, key=lambda one: one.worth, default=None)
    if best is None or best.worth < _LEAST:
        return None
    document_id = best.reading.hit.passage.document_id
    same = (one for one in candidates if one.reading.hit.passage.document_id == document_id)
    told = max(same, key=lambda one: one.tells)
    return Further(told.reading, places.covered_with(told.reading) >= NEARLY_ALL, told.gain >= _LEADS_ON)


class _Places:
    """What is shown of an answer, and what leads from there to other documents."""

    def __init__(self, query: QuestionTerms, hits: Sequence[Hit], chosen: Sequence[Reading]) -> None:
        self._query, self._hits, self._chosen = query, hits, chosen
        self._asked = frozenset(stems(query.text))
        self._documents = {reading.hit.passage.document_id for reading in chosen}
        self._covered = frozenset[str]().union(*(self._terms(reading) for reading in chosen))
        self._shown = frozenset[str]().union(*(_told(reading) for reading in chosen))

    def candidates(self, readings: Sequence[Reading]) -> Iterator[_Candidate]:
        """The sentences of other documents that what is shown leads to."""
        for reading in readings:
            if reading.hit.passage.document_id in self._documents or is_row(reading.text):
                continue
            gain = share(self._weights, self._terms(reading) - self._covered)
            if gain >= _LEAST_GAIN and (link := self._link(reading)):
                yield _Candidate(reading, gain, link + gain + reading.probability)

    def covered_with(self, reading: Reading) -> float:
        """The share of the question that a sentence and what is shown have together."""
        return share(self._weights, self._covered | self._terms(reading))

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        return rarity(self._query, self._hits)

    def _terms(self, reading: Reading) -> frozenset[str]:
        """The words of the question that a sentence has, or that say what its document is about."""
        return self._query.matched(self._query.stems_of(f"{_title(reading)}. {reading.text}"))

    def _link(self, reading: Reading) -> float:
        """How much leads from what is shown to a sentence; 0 if nothing does."""
        title, words = _title_stems(reading), frozenset(stems(reading.text))
        is_new = bool(title) and not title <= self._asked
        if is_new and title <= self._shown:
            return _NAMES_IT
        own = (_title_stems(one) for one in self._chosen)
        if any(one and one <= words and not one <= self._asked for one in own):
            return _NAMES_IT
        # As it is written: a file that is called "parcel" is not what is asked of a parcel.
        if title and not title <= self._shown and _title(reading) in self._query.text:
            return _ASKED_TOO
        return _SHARE_A_NAME if self._shares_a_name(reading) else 0.0

    def _shares_a_name(self, reading: Reading) -> bool:
        """Whether it has a name that is shown, that the question does not have, and that few documents have."""
        names = {
            frozenset(stems(reading.text[one.start : one.end])) for one in entities(reading.text, "name")
        }
        return any(
            name and name <= self._shown and not name <= self._asked and self._is_rare(name) for name in names
        )

    def _is_rare(self, name: frozenset[str]) -> bool:
        having = {hit.passage.document_id for hit in self._hits if name <= frozenset(stems(hit.passage.text))}
        return len(having) <= _MOST_WITH_A_NAME


def _title(reading: Reading) -> str:
    """What a document is called, without what only tells it from others: "Creed" for "Creed (band)"."""
    return _IN_BRACKETS.sub("", reading.hit.passage.title)


def _title_stems(reading: Reading) -> frozenset[str]:
    return frozenset(stems(_title(reading)))


def _told(reading: Reading) -> frozenset[str]:
    return frozenset(stems(f"{_title(reading)}. {reading.text}"))
