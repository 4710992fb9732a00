"""Questions of programs: answers as they come, and what ends them."""

import asyncio
import threading

import pytest

from bench.word_embedder import WordEmbedder
from index import Index, TextSource
from own_loop import in_own_loop
from rag import Assistant, QuestionError, Readings
from ui.work.asking import Asked, Asking
from ui.work.jobs import stop_work
from ui.work.line import Line, LineFullError

QUESTION = Asked(question="How many arches has the bridge?")


class SlowReader:
    """Reads until it is told to go on."""

    def __init__(self):
        self.begun, self.go, self.read_times = threading.Event(), threading.Event(), 0

    def warm_up(self):
        pass

    def read(self, question, hits, search):
        self.read_times += 1
        self.begun.set()
        self.go.wait(10)
        return Readings(hits=tuple(hits), sentences=(), confidence=0.0)


@pytest.fixture
def reader():
    return SlowReader()


@pytest.fixture
def asking(tmp_path, reader):
    assistant = Assistant(Index(tmp_path / "index", embedder=WordEmbedder()), reader=reader)
    assistant.add_texts([TextSource(source="bridge", title="bridge", text="The bridge has 14 arches.")])
    yield Asking(assistant, Line(at_once=1, longest=1))
    reader.go.set()
    assistant.close()


async def until(holds):
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0.01)


def test_the_last_answer_of_the_stream_is_the_answer(asking, reader):
    reader.go.set()

    async def ask():
        streamed = [answer async for answer in asking.answers(QUESTION)]
        return streamed, await asking.answer(QUESTION)

    streamed, answer = in_own_loop(ask())
    assert streamed[-1].status == "not_found"
    assert streamed[-1] == answer  # the same object: it was kept
    assert reader.read_times == 1


def test_what_is_found_comes_before_anything_is_read(asking, reader):
    async def first():
        answers = asking.answers(QUESTION)
        found = await anext(answers)
        await answers.aclose()
        return found

    assert in_own_loop(first()).status == "reading"


def test_a_cancelled_question_leaves_the_line(asking, reader):
    async def cancel():
        waiting = [asyncio.create_task(asking.answer(Asked(question="Who built bridge 0?")))]
        # Otherwise the second one may be read first, and it is the one that leaves.
        await until(reader.begun.is_set)
        waiting.append(asyncio.create_task(asking.answer(Asked(question="Who built bridge 1?"))))
        await until(lambda: asking._reading._waiting)
        with pytest.raises(LineFullError):
            await asking.answer(QUESTION)
        waiting[1].cancel()
        await asyncio.gather(waiting[1], return_exceptions=True)
        # Its place is free as soon as it looks up.
        await until(lambda: not asking._reading._waiting)
        reader.go.set()
        return await asking.answer(QUESTION), await waiting[0]

    assert {answer.status for answer in in_own_loop(cancel())} == {"not_found"}


def test_the_reason_of_the_library_is_raised(asking):
    with pytest.raises(QuestionError):
        in_own_loop(asking.answer(Asked(question="?")))


def test_the_end_of_the_server_ends_a_question(asking, reader):
    async def stop():
        task = asyncio.create_task(asking.answer(QUESTION))
        await asyncio.to_thread(reader.begun.wait, 5)
        stop_work()
        return await asyncio.gather(task, return_exceptions=True)

    (ended,) = in_own_loop(stop())
    assert "stopped" in str(ended)
