"""What the reader learns from, in batches: windows of word pieces, with where the answer stands in each."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from rag.reading.span_input import SpanInput, Window
from training.examples import Examples, Row, epoch_rows

_TOKENS = 2_600  # of a batch, padding included: some 20 rows
_SEED = 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A window with where its answer stands: (first, last) place in `ids`, (0, 0) if not here."""

    window: Window
    span: tuple[int, int]
    sentence: int | None


def epoch_batches(examples: Examples, input_: SpanInput, epoch: int) -> list[list[Target]]:
    """The rows of an epoch in batches of like length, in an order that only the epoch decides."""
    random_ = random.Random(f"{_SEED} {epoch}")
    rows = epoch_rows(examples, epoch)
    random_.shuffle(rows)
    targets = [target for row in rows for target in _targets(row, input_, random_)]
    batches: list[list[Target]] = []
    for first in range(0, len(targets), 2_000):
        block = sorted(targets[first : first + 2_000], key=lambda target: len(target.window.ids))
        batch: list[Target] = []
        for it in block:
            if batch and (len(batch) + 1) * len(it.window.ids) > _TOKENS:
                batches.append(batch)
                batch = []
            batch.append(it)
        batches.append(batch)
    random_.shuffle(batches)
    return batches


def _targets(row: Row, input_: SpanInput, random_: random.Random) -> Iterator[Target]:
    """The window to learn from: one that holds the answer, where there is one."""
    found = []
    for window in input_.windows(row.question, row.context.title, row.context.text, row.context.sentences):
        span = _places(window, row.span)
        holding = [
            number for number, (a, b) in enumerate(window.sentences) if span != (0, 0) and a <= span[0] < b
        ]
        found.append(Target(window=window, span=span, sentence=holding[0] if holding else None))
    answering = [it for it in found if it.span != (0, 0)]
    if answering or row.span is None:
        yield random_.choice(answering or found)


def _places(window: Window, span: tuple[int, int] | None) -> tuple[int, int]:
    if span is None:
        return 0, 0
    inside = [
        place
        for place, (a, b) in enumerate(window.offsets, start=window.first)
        if a < span[1] and b > span[0]
    ]
    whole = inside and window.offsets[inside[-1] - window.first][1] >= span[1]
    return (
        (inside[0], inside[-1])
        if whole and window.offsets[inside[0] - window.first][0] <= span[0]
        else (0, 0)
    )
