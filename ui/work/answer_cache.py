"""Keeps the answers of one state of the documents, so that the same question is worked on once."""

import threading
from collections import Counter, OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

from rag import Answer

_KEPT = 256


class AnswerCache:
    """The last answers, by what was asked. Any thread may use it."""

    def __init__(self) -> None:
        """Keeps nothing yet."""
        self._lock = threading.Lock()
        self._generation = 0
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._asking: dict[Hashable, threading.Lock] = {}
        self._users: Counter[Hashable] = Counter()

    def get(self, generation: int, asked: Hashable) -> Answer | None:
        """The answer to what was asked at this generation of the index, if there is one."""
        with self._lock:
            if generation != self._generation or asked not in self._answers:
                return None
            self._answers.move_to_end(asked)
            return self._answers[asked]

    def keep(self, generation: int, asked: Hashable, answer: Answer) -> None:
        """Keeps an answer; those of an older generation are forgotten."""
        with self._lock:
            # One that began before a change of the documents may end after it.
            if generation < self._generation:
                return
            if generation > self._generation:
                self._generation = generation
                self._answers.clear()
            self._answers[asked] = answer
            while len(self._answers) > _KEPT:
                self._answers.popitem(last=False)

    @contextmanager
    def alone(self, asked: Hashable) -> Iterator[None]:
        """One at a time for the same question: who comes second finds the answer of the first."""
        with self._lock:
            lock = self._asking.setdefault(asked, threading.Lock())
            self._users[asked] += 1
        try:
            with lock:
                yield
        finally:
            with self._lock:
                self._users[asked] -= 1
                if not self._users[asked]:
                    del self._users[asked], self._asking[asked]
