"""Scores what a reader gave against what a known file holds."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sqrt

from bench.parsing.box_check import congruent, plain, same
from bench.parsing.known_files import KnownFile, KnownSentence
from bench.parsing.known_text import words_of
from index.documents import Section, place
from index.formats import Extract

_NORMAL = 1.96  # standard deviations that hold 95%
SENTENCE_FIGURES = ("exact", "whole", "headings", "places", "boxes")
_EXAMPLES = 5
_SHOWN = 50  # characters


@dataclass(slots=True, kw_only=True)
class Score:
    """What came back of one file. Each list has a truth value for each sentence that it is asked of.

    Attributes:
        format: As in the known file.
        back: How many of the known words came back in order.
        words: How many there are.
        exact: Whether the sentence is in the text character by character, white space aside.
        whole: Whether it is inside one block.
        headings: Whether the headings above it are the right ones.
        places: Whether page, slide, sheet, cells or time are.
        boxes: Whether PDFium finds it in its rectangles, and nothing else.
        unwanted: How often menus, running headers and the like are in the text.
        examples: What went wrong, the first few of each kind.
        reason: Why it could not be read, or None.
    """

    format: str
    back: int = 0
    words: int = 0
    exact: list[bool] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    headings: list[bool] = field(default_factory=list)
    places: list[bool] = field(default_factory=list)
    boxes: list[bool] = field(default_factory=list)
    unwanted: int = 0
    examples: dict[str, list[str]] = field(default_factory=dict)
    reason: str | None = None

    def note(self, kind: str, right: bool, example: str) -> None:
        """Counts one sentence, and keeps what was wrong."""
        getattr(self, kind).append(right)
        if not right and len(kept := self.examples.setdefault(kind, [])) < _EXAMPLES:
            kept.append(example)

    def add(self, other: "Score") -> None:
        """Counts another file's with its own."""
        self.back += other.back
        self.words += other.words
        self.unwanted += other.unwanted
        for kind in SENTENCE_FIGURES:
            getattr(self, kind).extend(getattr(other, kind))
        for kind, examples in other.examples.items():
            self.examples.setdefault(kind, []).extend(examples)


def score(known: KnownFile, extract: Extract) -> Score:
    """Scores a file that is no container."""
    words = words_of(extract.text)
    scored = Score(format=known.format, words=len(known.words) + sum(len(words_of(it)) for it in known.notes))
    scored.back = common_length(known.words, words)
    flat = _Flat(extract.text)
    for note in known.notes:
        scored.back += len(words_of(note)) if flat.find(note) else 0
    counts = {it: flat.text.count(it) for it in known.unwanted}
    counts |= {it: max(0, flat.text.count(it) - 1) for it in known.once}
    scored.unwanted = sum(counts.values())
    scored.examples |= {"unwanted": [it for it, count in counts.items() if count]} if scored.unwanted else {}
    located = []
    for sentence in known.sentences:
        span = flat.find(sentence.text)
        scored.note("exact", span is not None, "" if span else flat.difference(sentence.text))
        scored.note("whole", span is not None and _in_one_block(extract, span), sentence.text)
        _score_place(scored, extract, sentence, span[0] if span else flat.beginning(sentence.text))
        if span:
            located.append(span)
    if extract.boxes or known.file.name.endswith(".pdf"):
        for span, (said, boxed) in zip(located, congruent(known.file, extract, located), strict=True):
            whole = plain(extract.text[slice(*span)]) in said
            scored.note("boxes", whole and same(said, boxed), f"{said} | {boxed}")
    return scored


def _score_place(scored: Score, extract: Extract, sentence: KnownSentence, offset: int | None) -> None:
    if sentence.path is not None:
        path = [] if offset is None else path_at(extract.sections, offset)
        scored.note("headings", path == list(sentence.path), f"{path} for {sentence.path}: {sentence.text}")
    for kind, name in sentence.places:
        of_kind = [section for section in extract.sections if section.kind == kind]
        found = None if offset is None else place(of_kind, offset)
        scored.note("places", found == name, f"{found} for {name}: {sentence.text}")


def path_at(sections: Sequence[Section], offset: int) -> list[str]:
    """The chapter and the headings above an offset; a chapter that is its own first heading counts once."""
    path: list[str] = []
    for kind in ("chapter", "heading"):
        found = place([section for section in sections if section.kind == kind], offset)
        path += [part for part in (found or "").split(" > ") if part and path[-1:] != [part]]
    return path


def _in_one_block(extract: Extract, span: tuple[int, int]) -> bool:
    number = bisect_right(extract.blocks, span[0], key=lambda it: it.start) - 1
    return number >= 0 and span[1] <= extract.blocks[number].end


class _Flat:
    """A text with one space for each run of white space, and where its characters were."""

    def __init__(self, text: str) -> None:
        words = list(re.finditer(r"\S+", text))
        self.text = " ".join(it.group() for it in words)
        self._starts: list[int] = []  # of each word in the flat text
        self._shifts: list[int] = []  # and how much later it stands in the other
        at = 0
        for word in words:
            self._starts.append(at)
            self._shifts.append(word.start() - at)
            at += word.end() - word.start() + 1
        self._last = 0

    def find(self, wanted: str) -> tuple[int, int] | None:
        """The span of a text in the other, from where the last was found on or else anywhere."""
        at = self.text.find(wanted, self._last)
        if at < 0:
            at = self.text.find(wanted)
        if at < 0:
            return None
        self._last = at
        return self._back(at), self._back(at + len(wanted) - 1) + 1

    def beginning(self, wanted: str) -> int | None:
        """Where a text begins that is not there as a whole: its first four words in a row that are."""
        words = wanted.split(" ")
        runs = (" ".join(words[first : first + 4]) for first in range(max(1, len(words) - 3)))
        return next((span[0] for run in runs if (span := self.find(run))), None)

    def difference(self, wanted: str) -> str:
        """Where the text leaves the sentence, as far as it can be followed: "... common | wanted | found"."""
        words = wanted.split(" ")
        for first in range(len(words)):
            at = self.text.find(" ".join(words[first : first + 3]))
            if at >= 0:
                rest = " ".join(words[first:])
                common = next(
                    (n for n, it in enumerate(rest) if self.text[at + n : at + n + 1] != it), len(rest)
                )
                start, end = max(0, common - _SHOWN), common + _SHOWN
                found = self.text[at + common : at + end]
                return f"... {rest[start:common]} | {rest[common:end]} | {found}"
        return f"| {wanted} |"

    def _back(self, at: int) -> int:
        return at + self._shifts[bisect_right(self._starts, at) - 1]


def common_length(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest common subsequence.

    Bit by bit for all of `one` at once (Hyyrö 2004, "Bit-parallel LCS-length computation revisited"): a tenth
    of a second for 20,000 words, where difflib takes minutes and finds less.
    """
    places: dict[str, int] = {}
    for number, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << number
    everywhere = (1 << len(one)) - 1
    row = everywhere
    for word in other:
        if matches := places.get(word, 0):
            kept = row & matches
            row = ((row + kept) | (row - kept)) & everywhere
    return len(one) - row.bit_count()


def interval(count: int, of: int) -> tuple[float, float]:
    """The 95% interval of a share: Wilson's (1927), which does not vanish where all are right as a bootstrap does."""
    if not of:
        return 0.0, 1.0
    share, square = count / of, _NORMAL**2 / of
    middle = (share + square / 2) / (1 + square)
    half = _NORMAL / (1 + square) * sqrt(share * (1 - share) / of + square / (4 * of))
    return max(0.0, middle - half), min(1.0, middle + half)
