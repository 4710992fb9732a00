"""How much HTTP adds to Python, and how many searches a second a server gives."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from rag import Assistant


class Client:
    """A connection that stays open, as programs hold one."""

    def __init__(self, address: str, token: str) -> None:
        self._connection = http.client.HTTPConnection(address, timeout=60)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def post(self, path: str, sent: dict[str, Any]) -> bytes:
        """The body of the response.

        Raises:
            RuntimeError: The status is not 200.
        """
        try:
            response = self._sent(path, json.dumps(sent))
        except (OSError, http.client.HTTPException):
            # The server ends a connection that was silent for some seconds.
            self._connection.close()
            response = self._sent(path, json.dumps(sent))
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status} {body[:200]!r}")
        return body

    def _sent(self, path: str, body: str) -> http.client.HTTPResponse:
        self._connection.request("POST", path, body, self._headers)
        return self._connection.getresponse()


def side_by_side(
    assistant: Assistant, client: Client, questions: Sequence[str]
) -> dict[str, tuple[list[float], list[float]]]:
    """Seconds of each question in this process and over HTTP, for searches and for answers, one after the other."""
    ways: dict[str, tuple[Callable[[str], object], Callable[[str], object]]] = {
        "search": (
            lambda question: assistant.search(question, 10),
            lambda question: client.post("/api/v1/search", {"question": question, "k": 10}),
        ),
        "ask": (
            assistant.ask,
            lambda question: client.post("/api/v1/ask", {"question": question}),
        ),
    }
    found: dict[str, tuple[list[float], list[float]]] = {}
    for name, (here, there) in ways.items():
        found[name] = [], []
        for number, question in enumerate(questions):
            # Who comes first changes, so that none always finds the processor's caches cold.
            for which in (0, 1) if number % 2 else (1, 0):
                started = time.perf_counter()
                (here, there)[which](question)
                found[name][which].append(time.perf_counter() - started)
    return found


def each_second(
    ask: Callable[[int], Callable[[str], object]], questions: Sequence[str], threads: int, seconds: float
) -> float:
    """How many calls a second so many threads get done together.

    Args:
        ask: Makes the call of a thread, by its number.
        questions: What each asks, one after the other, from a place of its own.
        threads: How many ask at a time.
        seconds: For how long.
    """
    done = [0] * threads
    end = time.perf_counter() + seconds

    def work(number: int) -> None:
        call = ask(number)
        place = number * len(questions) // threads
        while time.perf_counter() < end:
            call(questions[place % len(questions)])
            place += 1
            done[number] += 1

    working = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    started = time.perf_counter()
    for thread in working:
        thread.start()
    for thread in working:
        thread.join()
    return sum(done) / (time.perf_counter() - started)
