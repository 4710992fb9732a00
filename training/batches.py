"""The batches that the reader learns from: windows of word pieces, with where the answer stands in each."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from index import Span
from rag.reading.span_input import SpanInput, Window
from training.examples import Row

_TOKENS = 2_600  # of a batch, padding included: some 20 rows
_BLOCK = 2_000  # rows that are sorted by length together
_SEED = 17


class HasWindow(Protocol):
    """What is read, with whatever label."""

    @property
    def window(self) -> Window:
        """What is read."""


_T = TypeVar("_T", bound=HasWindow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A window with its labels.

    Attributes:
        window: What is read.
        span: (first, last) place of the answer in `ids`, or (0, 0), the place of [CLS], if it is not in this window.
        sentence: The number of the sentence that answers, or None.
    """

    window: Window
    span: tuple[int, int]
    sentence: int | None


def epoch_batches(rows: Iterable[Row], input_: SpanInput, epoch: int) -> list[list[Target]]:
    """The rows of an epoch in batches of similar length, in an order that only the epoch decides."""
    random_ = random.Random(f"{_SEED} {epoch}")
    rows = list(rows)
    random_.shuffle(rows)
    targets = [target for row in rows for target in _targets(row, input_, random_)]
    return in_batches(targets, random_)


def in_batches(targets: Sequence[_T], random_: random.Random) -> list[list[_T]]:
    """Targets in batches of similar length, in an order by chance."""
    batches: list[list[_T]] = []
    for first in range(0, len(targets), _BLOCK):
        # Rows of similar length need little padding.
        block = sorted(targets[first : first + _BLOCK], key=lambda target: len(target.window.ids))
        batch: list[_T] = []
        for target in block:
            if batch and (len(batch) + 1) * len(target.window.ids) > _TOKENS:
                batches.append(batch)
                batch = []
            batch.append(target)
        batches.append(batch)
    # Else training would go from short rows to long ones, block after block.
    random_.shuffle(batches)
    return batches


def _targets(row: Row, input_: SpanInput, random_: random.Random) -> Iterator[Target]:
    """One window of the row: one that holds the answer, if there is an answer; none if no window holds it whole."""
    context = row.context
    windows = input_.windows(row.question, context.title, context.text, context.sentences)
    targets = [_target(window, row.span) for window in windows]
    answering = [target for target in targets if target.span != (0, 0)]
    if answering or row.span is None:
        yield random_.choice(answering or targets)


def _target(window: Window, span: Span | None) -> Target:
    places = _places(window, span)
    holding = [
        number for number, (a, b) in enumerate(window.sentences) if places != (0, 0) and a <= places[0] < b
    ]
    return Target(window=window, span=places, sentence=holding[0] if holding else None)


def _places(window: Window, span: Span | None) -> tuple[int, int]:
    """The first and last place of the span in the row; (0, 0) if the window does not hold all of it."""
    if span is None:
        return 0, 0
    inside = [place for place, (a, b) in enumerate(window.offsets) if a < span[1] and b > span[0]]
    if not inside or window.offsets[inside[0]][0] > span[0] or window.offsets[inside[-1]][1] < span[1]:
        return 0, 0
    return window.first + inside[0], window.first + inside[-1]
