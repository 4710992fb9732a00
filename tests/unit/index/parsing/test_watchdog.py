"""The watchdog of the parser's process: it ends what waits for ever, and says so where it can't be started."""

import _thread
import subprocess
import sys
import time

import pytest

from index.errors import PinciteError
from index.formats import File
from index.parsing import watchdog
from index.parsing.process import ParserProcess
from index.parsing.watchdog import Watchdog

WORDS = File(name="a.txt", data=b"A bridge was opened.")


@pytest.fixture
def sleeper():
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as process:
        yield process
        process.kill()


def test_a_process_without_a_sign_is_killed(sleeper):
    dog = Watchdog(sleeper, 0.1)
    dog.expect()
    assert sleeper.wait(10) != 0 and dog.expired


def test_a_process_that_gives_signs_lives_however_long_they_take_together(sleeper):
    dog = Watchdog(sleeper, 1.5)
    for _ in range(6):
        dog.expect()
        time.sleep(0.4)
    dog.rest()
    time.sleep(1.6)
    assert sleeper.poll() is None and not dog.expired
    dog.close()


@pytest.mark.parametrize("fault", ["refused", "dies"])
def test_a_watchdog_that_can_not_be_started_is_an_error_and_nothing_waits_for_ever(monkeypatch, fault):
    def start(*_):
        if fault == "refused":
            raise RuntimeError("can't start new thread")

    monkeypatch.setattr(watchdog, "_TO_START", 0.1)
    with ParserProcess() as parser:
        with monkeypatch.context() as patched:
            patched.setattr(_thread, "start_new_thread", start)
            with pytest.raises(PinciteError, match="no memory for a thread"):
                parser.read(WORDS)
        assert parser.read(WORDS).text
