"""The process of a model, with small workers that behave or misbehave in place of llama.cpp."""

import textwrap
import threading
import time
from pathlib import Path

import pytest

pytest.importorskip("xllamacpp", reason="the extra gguf is not installed")

from index import ModelError, WriterError
from rag.models.gguf import process as process_module
from rag.models.gguf.process import ModelProcess, Running

START = """
import json, os, sys, time

def tell(**message):
    print(json.dumps(message), flush=True)

asks = map(json.loads, sys.stdin)
loaded = next(asks)
"""
WRITES = """
tell(loaded="/no/socket")
for ask in asks:
    if "stop" not in ask:
        for word in ask["body"]["words"]:
            tell(piece=word)
        tell(prompt=3, reply=len(ask["body"]["words"]))
        tell(end=ask["number"])
"""
CRASHES = "os.abort()"
CRASHES_WRITING = """
tell(loaded="/no/socket")
ask = next(asks)
if ask["body"]["words"] == ["crash"]:
    tell(piece="half")
    os.abort()
tell(end=ask["number"])
"""
IS_REFUSED = "tell(failed='unknown architecture')"
IS_KILLED = "os.kill(os.getpid(), 9)"
PRINTS_RUBBISH = "print('ggml: something', flush=True); time.sleep(60)"
HEEDS_NO_STOP = """
tell(loaded="/no/socket")
ask = next(asks)
tell(piece="more")
time.sleep(60)
"""
STOPS = """
tell(loaded="/no/socket")
ask = next(asks)
tell(piece="more")
stop = next(asks)
tell(piece=f"stopped {stop['stop']}")
tell(end=ask["number"])
"""


@pytest.fixture
def model(tmp_path, monkeypatch):
    """Makes a process that runs the given worker."""
    made = []

    def make(behaviour, **options):
        script = tmp_path / "worker.py"
        script.write_text(START + textwrap.dedent(behaviour))
        monkeypatch.setattr(process_module.worker, "__file__", str(script))
        made.append(
            ModelProcess(
                "mine", Path("/models/mine.gguf"), Running(context=512, batch=64, threads=1), **options
            )
        )
        return made[-1]

    yield make
    for process in made:
        process.close()


def reply(process, *words, stopped=None):
    taken = []
    ask(process, list(words), taken.append, stopped or threading.Event())
    return taken


def ask(process, words, take, stopped):
    with process.turn, process.asked(stopped):
        process.chat({"words": words}, take)


def pieces(taken):
    return [message["piece"] for message in taken if "piece" in message]


def test_it_starts_with_the_first_reply_and_stays_for_the_next(model):
    process = model(WRITES)
    assert process._process is None and not process.ready
    assert pieces(reply(process, "Oslo", "is")) == ["Oslo", "is"]
    first = process._process.pid
    assert reply(process, "one")[-1] == {"prompt": 3, "reply": 1}
    assert process.ready and process._process.pid == first


@pytest.mark.parametrize(
    ("behaviour", "error", "said"),
    [
        (CRASHES, WriterError, "the model mine crashed: its file is damaged.*download it again"),
        (IS_KILLED, WriterError, "lack of memory; close other programs"),
        (IS_REFUSED, ModelError, r"mine.gguf: llama.cpp can't load this model \(unknown architecture\)"),
        (PRINTS_RUBBISH, WriterError, "crashed"),
    ],
)
def test_a_process_that_ends_while_it_loads_says_what_to_do_and_is_gone(model, behaviour, error, said):
    process = model(behaviour)
    with pytest.raises(error, match=said):
        reply(process, "Oslo")
    assert process._process is None


def test_after_a_crash_the_next_reply_starts_it_anew(model):
    process = model(CRASHES_WRITING)
    taken = []
    with pytest.raises(WriterError, match="crashed"):
        ask(process, ["crash"], taken.append, threading.Event())
    assert pieces(taken) == ["half"]
    assert reply(process, "well") == []


def test_one_that_was_ended_from_outside_is_started_anew(model):
    process = model(WRITES)
    reply(process, "one")
    process._process.kill()
    process._process.wait()
    assert pieces(reply(process, "two")) == ["two"]


def test_a_stop_reaches_the_reply_that_is_written_and_no_other(model):
    process, stopped, taken = model(STOPS), threading.Event(), []

    def take(message):
        taken.append(message)
        # Of one that has ended.
        process.stop(threading.Event())
        if message.get("piece") == "more":
            stopped.set()
            process.stop(stopped)

    ask(process, [], take, stopped)
    assert pieces(taken) == ["more", "stopped 1"]


def test_a_process_that_heeds_no_stop_is_ended(model, monkeypatch):
    monkeypatch.setattr(process_module, "_GRACE", 0.2)
    process, stopped = model(HEEDS_NO_STOP), threading.Event()
    started = time.monotonic()

    def take(_message):
        stopped.set()
        process.stop(stopped)

    ask(process, [], take, stopped)
    assert time.monotonic() - started < 10 and process._process is None


def test_its_memory_is_given_back_when_it_was_idle_and_the_next_reply_loads_it_again(model):
    process = model(WRITES, idle=0.2)
    reply(process, "one")
    child = process._process
    assert child.wait(10) is not None
    assert pieces(reply(process, "two")) == ["two"]
    assert process._process.pid != child.pid


def test_nothing_of_it_stays_on_the_disk(model):
    process = model(WRITES)
    reply(process, "one")
    folder = Path(process._folder)
    assert folder.is_dir() and folder.stat().st_mode & 0o077 == 0
    process.close()
    assert not folder.exists()
