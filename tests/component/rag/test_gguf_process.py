"""A real model in a process of its own: what loading, damage and the end of the asking process do."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from index import ModelError, WriterError
from rag.models import installed_writers
from rag.models.gguf.writer import GgufWriter
from rag.models.packaged import SMOLLM2, check_weights
from rag.protocols import Message
from repository import ROOT

ASKED = [Message(role="user", text="Tell me about the river Rhine in ten long sentences.")]


@pytest.fixture(scope="module")
def smollm2():
    if SMOLLM2.name not in installed_writers():
        pytest.skip("run `pincite models add smollm2` to test it")
    return check_weights(SMOLLM2)


def test_other_threads_run_while_it_loads(smollm2):
    writer, longest, over = GgufWriter("smol", smollm2), [0.0], threading.Event()

    def look():
        last = time.thread_time(), time.monotonic()
        while not over.wait(0.005):
            now = time.thread_time(), time.monotonic()
            longest[0] = max(longest[0], now[1] - last[1])
            last = now

    thread = threading.Thread(target=look)
    thread.start()
    started = time.monotonic()
    assert "".join(writer.write(ASKED, at_most=5))
    took = time.monotonic() - started
    over.set()
    thread.join()
    # In one process it was nearly all of the time.
    assert longest[0] < max(0.5 * took, 0.3)


def test_a_damaged_file_costs_one_sentence_and_not_the_program(smollm2, tmp_path):
    data = bytearray(smollm2.read_bytes())
    half = tmp_path / "half.gguf"
    half.write_bytes(data[: len(data) // 2])
    with pytest.raises((ModelError, WriterError), match="download it again"):
        "".join(GgufWriter("half", half).write(ASKED, at_most=5))


def test_it_ends_with_the_program_that_asked_also_if_that_is_killed(smollm2):
    code = (
        "import sys, pathlib\n"
        "from rag.models.gguf.writer import GgufWriter\n"
        "from rag.protocols import Message\n"
        "writer = GgufWriter('smol', pathlib.Path(sys.argv[1]))\n"
        "reply = writer.write([Message(role='user', text='Write a very long story.')], at_most=4000)\n"
        "next(reply)\n"
        "print(writer._process._process.pid, flush=True)\n"
        "for piece in reply: pass\n"
    )
    asking = subprocess.Popen(
        [sys.executable, "-c", code, str(smollm2)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    model = int(asking.stdout.readline())
    os.kill(asking.pid, signal.SIGKILL)
    asking.wait()
    asking.stdout.close()
    end = time.monotonic() + 10
    while runs(model):
        assert time.monotonic() < end
        time.sleep(0.05)


def runs(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
