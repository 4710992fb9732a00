"""Says of an answer how many documents were asked, where only some were."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import replace
from typing import cast

from rag.answer import Answer


def asked_of(answers: Iterator[Answer], count: Callable[[], tuple[int, int]]) -> Iterator[Answer]:
    """The answers with `asked`.

    Args:
        answers: Of a question with a filter.
        count: Counts the documents that it lets through, and all; called when the first answer is wanted.
    """
    # Closing this iterator stops the writer.
    with closing(cast("Generator[Answer, None, None]", answers)):
        asked = count()
        for answer in answers:
            yield replace(answer, asked=asked)
