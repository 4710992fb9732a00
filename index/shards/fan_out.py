"""Asks several databases one question, in threads, and makes one list of what they find.

What a word weighs is counted over all of them first; then the scores of one database are on the scale of the others, and the best of
all are those that one database with all documents would have found.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from contextvars import copy_context
from dataclasses import dataclass, replace
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, TypeVar, cast

from index.documents import Hit, Passage
from index.embedding.embedder import Vectors
from index.search.candidates import MIN_CANDIDATES, RESCORED, joined
from index.search.filters import Filter
from index.search.hits import hits_of
from index.search.searching import Searcher
from index.store.transaction import ReadTransaction

if TYPE_CHECKING:
    from index.search.postgres.searched import PostgresState

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class _Opened:
    """One database while a question is asked."""

    transaction: ReadTransaction
    state: "PostgresState"


class FanOut:
    """Threads for several searchers. Any thread may use it."""

    def __init__(self, shards: int) -> None:
        """`shards`: how many databases; so many threads for each question that is asked at the same time, up to four."""
        self._threads = 4 * shards
        self._opening = threading.Lock()
        self._made: ThreadPoolExecutor | None = None

    def map(self, work: Callable[[_Item], _Result], items: Sequence[_Item]) -> list[_Result]:
        """The results of `work` for all items, at the same time; whoever waits for it can stop it as usual."""
        futures = [self._pool.submit(copy_context().run, work, item) for item in items]
        wait(futures)  # all of them, so that nothing goes on behind an error
        return [future.result() for future in futures]

    def search(
        self, searchers: Sequence[Searcher], text: str, embedding: Vectors, k: int, where: Filter | None
    ) -> list[Hit]:
        """The best `k` passages of all databases, best first.

        Args:
            searchers: One for each database.
            text: The words to search for.
            embedding: Of the question, shape (dimensions).
            k: How many.
            where: Only documents that match it.
        """
        n = max(MIN_CANDIDATES, k)
        with self._opened(searchers) as opened:
            counted = self.map(lambda one: one.state.words.statistics(text), opened)
            statistics = reduce(add, counted)
            sides = self.map(lambda one: one.state.sides(text, embedding, n, where, statistics), opened)
            numbers = _Numbers(opened, self)
            words = _best(numbers.of([side.words for side in sides]), n)
            cosines = numbers.of([side.dense for side in sides])
            dense = {number: cosines[number] for number in (_best(cosines, n).keys() | words.keys())}
            candidates = joined(dense, words, max(k, RESCORED))
            return _once(hits_of(numbers, candidates, embedding, len(candidates)))[:k]

    def close(self) -> None:
        """Ends the threads. A later call starts others."""
        with self._opening:
            pool, self._made = self._made, None
        if pool is not None:
            pool.shutdown()

    @property
    def _pool(self) -> ThreadPoolExecutor:
        with self._opening:
            if self._made is None:
                self._made = ThreadPoolExecutor(self._threads, thread_name_prefix="pincite-shard")
            return self._made

    @contextmanager
    def _opened(self, searchers: Sequence[Searcher]) -> Iterator[list[_Opened]]:
        """A read transaction of each database."""
        with ExitStack() as stack:
            opening = [searcher.current() for searcher in searchers]
            futures = [self._pool.submit(copy_context().run, one.__enter__) for one in opening]
            wait(futures)
            for one, future in zip(opening, futures, strict=True):
                # Those that were opened are closed, whatever happened to the others.
                if future.exception() is None:
                    stack.push(one)
            yield [
                _Opened(transaction, cast("PostgresState", state))
                for transaction, state in (future.result() for future in futures)
            ]


class _Numbers:
    """Rows of several databases as numbers of one: a `PassageReader` for them."""

    def __init__(self, opened: Sequence[_Opened], pool: FanOut) -> None:
        self._opened = opened
        self._pool = pool

    def of(self, found: Sequence[dict[int, float]]) -> dict[int, float]:
        """What each database found by its rows, by number."""
        return {
            row * len(found) + shard: score for shard, one in enumerate(found) for row, score in one.items()
        }

    def sentence_embeddings(self, rows: Sequence[int], dimensions: int) -> list[Vectors]:
        """For each number the embeddings of the passage's sentences."""
        return self._each(rows, lambda one, own: one.transaction.sentence_embeddings(own, dimensions))

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        """The passage of each number."""
        return self._each(rows, lambda one, own: one.transaction.passages(own))

    def _each(
        self, numbers: Sequence[int], read: Callable[[_Opened, list[int]], list[_Result]]
    ) -> list[_Result]:
        count = len(self._opened)
        own = [[number // count for number in numbers if number % count == shard] for shard in range(count)]
        asked = [shard for shard in range(count) if own[shard]]
        found = self._pool.map(lambda shard: read(self._opened[shard], own[shard]), asked)
        values = {
            row * count + shard: value
            for shard, one in zip(asked, found, strict=True)
            for row, value in zip(own[shard], one, strict=True)
        }
        return [values[number] for number in numbers]


def _best(scores: dict[int, float], n: int) -> dict[int, float]:
    return dict(sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:n])


def _once(hits: Sequence[Hit]) -> list[Hit]:
    """The hits without those of a document that is in two databases, since it is being moved."""
    seen = {(hit.passage.document_id, hit.passage.start): hit for hit in reversed(hits)}
    kept = [hit for hit in hits if seen[hit.passage.document_id, hit.passage.start] is hit]
    return [replace(hit, rank=rank) for rank, hit in enumerate(kept, start=1)]
