"""Work in a thread of its own, whose pieces are relayed."""

import threading

import pytest

from index import StoppedError, WriterError
from index.stopping import stoppable
from python_process import run_python
from rag.models.relay import relay
from rag.protocols import Usage

ENDS = """
import time
from rag.models.relay import relay
stopped = []
def work(hand_over):
    hand_over("a")
    while not stopped:
        time.sleep(0.01)
    print("stopped", flush=True)
pieces = relay(work, lambda: stopped.append(True), lambda alive: 60)
print(next(pieces), flush=True)
"""


def test_pieces_come_in_order_and_the_end_says_what_it_cost():
    def work(hand_over):
        for piece in ("a", "", "b"):
            hand_over(piece)
        return Usage(reply=2)

    pieces, reply = [], relay(work, lambda: None, lambda alive: 60)
    with pytest.raises(StopIteration) as end:
        while True:
            pieces.append(next(reply))
    assert pieces == ["a", "b"]
    assert end.value.value == Usage(reply=2)


def test_an_error_of_the_work_is_raised_where_the_pieces_are_taken():
    def work(hand_over):
        hand_over("a")
        raise WriterError("broken")

    reply = relay(work, lambda: None, lambda alive: 60)
    assert next(reply) == "a"
    with pytest.raises(WriterError, match="broken"):
        next(reply)


def test_a_stop_ends_the_work_while_it_is_silent():
    ended, stopped = threading.Event(), threading.Event()
    threading.Timer(0.1, stopped.set).start()
    with stoppable(stopped), pytest.raises(StoppedError):
        next(relay(lambda hand_over: ended.wait(20), ended.set, lambda alive: 60))
    assert ended.is_set()


def test_work_that_is_silent_for_too_long_is_given_up():
    ended = threading.Event()
    with pytest.raises(WriterError, match="said nothing for 0 seconds"):
        next(relay(lambda hand_over: ended.wait(20), ended.set, lambda alive: 0.1))
    assert ended.is_set()


def test_python_ends_only_when_the_work_has_stopped():
    done = run_python(ENDS)
    assert (done.returncode, done.stdout.split()) == (0, ["a", "stopped"])
