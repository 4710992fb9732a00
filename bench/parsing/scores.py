"""Compares what a reader returned with the text of a known file."""

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

_NORMAL = 1.96  # standard deviations of a 95% interval
SENTENCE_FIGURES = ("exact", "whole", "headings", "places", "boxes")
_EXAMPLES = 5
_SHOWN = 50  # characters


@dataclass(slots=True, kw_only=True)
class Score:
    """The score of one file. Each list has a truth value for each sentence to which the question applies.

    Attributes:
        format: As in the known file.
        back: How many of the known words came back in order.
        words: How many known words there are.
        exact: Whether the sentence is in the text character by character, except for white space.
        whole: Whether it is inside one block.
        headings: Whether the headings above it are right.
        places: Whether its page, slide, sheet, cells or time is right.
        boxes: Whether PDFium finds it, and nothing else, in its rectangles.
        unwanted: How often menus, running headers and the like are in the text.
        examples: The first few errors of each kind.
        reason: Why the file could not be read, or None.
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
        """Counts one sentence, and keeps an example of an error."""
        getattr(self, kind).append(right)
        if not right and len(kept := self.examples.setdefault(kind, [])) < _EXAMPLES:
            kept.append(example)

    def count(self, kind: str) -> tuple[int, int]:
        """How many sentences are right, and how many there are."""
        values = getattr(self, kind)
        return sum(values), len(values)

    def add(self, other: "Score") -> None:
        """Adds the score of another file."""
        self.back += other.back
        self.words += other.words
        self.unwanted += other.unwanted
        for kind in SENTENCE_FIGURES:
            getattr(self, kind).extend(getattr(other, kind))
        for kind, examples in other.examples.items():
            self.examples.setdefault(kind, []).extend(examples)


def score(known: KnownFile, extract: Extract) -> Score:
    """Scores a file that is not a container."""
    words = words_of(extract.text)
    scored = Score(
        format=known.format, words=len(known.words) + sum(len(words_of(note)) for note in known.notes)
    )
    scored.back = common_length(known.words, words)
    flat = _Flat(extract.text)
    for note in known.notes:
        # A note may come anywhere, so it is no part of the sequence: it counts whole or not at all.
        scored.back += len(words_of(note)) if flat.find(note) else 0
    counts = {text: flat.text.count(text) for text in known.unwanted}
    # Once is allowed.
    counts |= {text: max(0, flat.text.count(text) - 1) for text in known.once}
    scored.unwanted = sum(counts.values())
    if scored.unwanted:
        scored.examples["unwanted"] = [text for text, count in counts.items() if count]
    located = []
    for sentence in known.sentences:
        span = flat.find(sentence.text)
        scored.note("exact", span is not None, "" if span else flat.difference(sentence.text))
        # A sentence that is not exact can't be in one block either.
        scored.note("whole", span is not None and _in_one_block(extract, span), sentence.text)
        # A sentence with an error in it still has a place, which its first words show.
        _score_place(scored, extract, sentence, span[0] if span else flat.beginning(sentence.text))
        if span:
            located.append(span)
    # Other formats have no boxes; a PDF without any must fail here.
    if extract.boxes or known.file.name.endswith(".pdf"):
        for span, (text, boxed) in zip(located, congruent(known.file, extract, located), strict=True):
            # Words without a box are missing on both sides and would look right.
            whole = plain(extract.text[slice(*span)]) in text
            scored.note("boxes", whole and same(text, boxed), f"{text} | {boxed}")
    return scored


def _score_place(scored: Score, extract: Extract, sentence: KnownSentence, offset: int | None) -> None:
    if sentence.path is not None:
        path = [] if offset is None else path_at(extract.sections, offset)
        scored.note("headings", path == list(sentence.path), f"{path} for {sentence.path}: {sentence.text}")
    for kind, name in sentence.places:
        # A section of another kind may begin later and would hide this one.
        of_kind = [section for section in extract.sections if section.kind == kind]
        found = None if offset is None else place(of_kind, offset)
        scored.note("places", found == name, f"{found} for {name}: {sentence.text}")


def path_at(sections: Sequence[Section], offset: int) -> list[str]:
    """The chapter and the headings above an offset; a chapter with the name of its first heading counts once."""
    path: list[str] = []
    for kind in ("chapter", "heading"):
        found = place([section for section in sections if section.kind == kind], offset)
        path += [part for part in (found or "").split(" > ") if part and path[-1:] != [part]]
    return path


def _in_one_block(extract: Extract, span: tuple[int, int]) -> bool:
    number = bisect_right(extract.blocks, span[0], key=lambda block: block.start) - 1
    return number >= 0 and span[1] <= extract.blocks[number].end


class _Flat:
    """A text with each run of white space as one space, and offsets back into the original."""

    def __init__(self, text: str) -> None:
        words = list(re.finditer(r"\S+", text))
        self.text = " ".join(word.group() for word in words)
        self._starts: list[int] = []  # of each word in the flat text
        self._shifts: list[int] = []  # and how much further it is in the original
        at = 0
        for word in words:
            self._starts.append(at)
            self._shifts.append(word.start() - at)
            at += word.end() - word.start() + 1
        self._last = 0

    def find(self, wanted: str) -> tuple[int, int] | None:
        """The span of `wanted` in the original: after the last one found if possible, else anywhere."""
        # Sentences come in order; the words of one may also be part of an earlier one.
        at = self.text.find(wanted, self._last)
        if at < 0:
            at = self.text.find(wanted)
        if at < 0:
            return None
        self._last = at
        # By the last character, because the one behind it may be far away in the original.
        return self._back(at), self._back(at + len(wanted) - 1) + 1

    def beginning(self, wanted: str) -> int | None:
        """Where a text begins that is not there completely: at its first four successive words that are there."""
        words = wanted.split(" ")
        runs = (" ".join(words[first : first + 4]) for first in range(max(1, len(words) - 3)))
        return next((span[0] for run in runs if (span := self.find(run))), None)

    def difference(self, wanted: str) -> str:
        """The first difference between a sentence and the text: "... common | wanted | found"."""
        words = wanted.split(" ")
        for first in range(len(words)):
            at = self.text.find(" ".join(words[first : first + 3]))
            if at >= 0:
                rest = " ".join(words[first:])
                common = next(
                    (n for n, letter in enumerate(rest) if self.text[at + n : at + n + 1] != letter),
                    len(rest),
                )
                start, end = max(0, common - _SHOWN), common + _SHOWN
                found = self.text[at + common : at + end]
                return f"... {rest[start:common]} | {rest[common:end]} | {found}"
        return f"| {wanted} |"

    def _back(self, at: int) -> int:
        return at + self._shifts[bisect_right(self._starts, at) - 1]


def common_length(first: Sequence[str], second: Sequence[str]) -> int:
    """The length of the longest common subsequence.

    Bit-parallel (Hyyrö 2004, "Bit-parallel LCS-length computation revisited"): a tenth of a second for 20,000
    words, where difflib takes minutes and finds less.
    """
    places: dict[str, int] = {}
    # A bit for each word of `first`; the integers of Python have any length.
    for number, word in enumerate(first):
        places[word] = places.get(word, 0) | 1 << number
    everywhere = (1 << len(first)) - 1
    row = everywhere
    for word in second:
        if matches := places.get(word, 0):
            kept = row & matches
            row = ((row + kept) | (row - kept)) & everywhere
    # A bit becomes 0 for each word of the common subsequence.
    return len(first) - row.bit_count()


def interval(count: int, total: int) -> tuple[float, float]:
    """The 95% interval of a share (Wilson 1927). Unlike a bootstrap, it has a width even if all are right."""
    if not total:
        return 0.0, 1.0
    share, square = count / total, _NORMAL**2 / total
    middle = (share + square / 2) / (1 + square)
    half = _NORMAL / (1 + square) * sqrt(share * (1 - share) / total + square / (4 * total))
    return max(0.0, middle - half), min(1.0, middle + half)
