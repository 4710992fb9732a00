"""The assistant with awaited methods: the same as the other one, over a small index."""

import asyncio
import inspect
import threading
from contextlib import aclosing

import pytest

from bench.word_embedder import WordEmbedder
from few_words import WordReader
from fixed_writer import FixedWriter
from held import held
from index import Index, StoppedError
from own_loop import in_own_loop
from rag import Assistant, AsyncAssistant, QuestionError, TextSource
from word_checker import WordChecker

TEXTS = [
    TextSource(source="ferry", title="Ferry", text="The ferry takes twelve cars. It leaves at nine."),
    TextSource(source="bridge", title="Bridge", text="The bridge has fourteen arches. It was built in 1979."),
]
QUESTION = "How many arches has the bridge?"


@pytest.fixture
def small(tmp_path):
    index = Index(tmp_path / "index", embedder=WordEmbedder())
    index.add_texts(TEXTS)
    return Assistant(index, reader=WordReader(), checker=WordChecker(), threshold=0.5)


def run(small, work):
    async def main():
        async with AsyncAssistant(small) as assistant:
            return await work(assistant)

    return in_own_loop(main())


def test_every_public_method_of_the_assistant_has_its_awaited_twin(small):
    async def main():
        async with AsyncAssistant(small) as assistant:
            ours = {name for name in dir(assistant) if not name.startswith("_")}
            theirs = {name for name in dir(small) if not name.startswith("_")}
            # Both are on `assistant.assistant`, and nothing of them waits.
            assert theirs - ours == {"index", "seen_by"}
            differ = [
                name
                for name in theirs & ours
                if callable(getattr(small, name)) and name not in ("open", "watch", "close")
                if inspect.signature(getattr(assistant, name)) != inspect.signature(getattr(small, name))
            ]
            assert differ == []

    in_own_loop(main())


def test_answers_hits_documents_and_checked_texts_are_those_of_the_assistant(small):
    expected = small.ask(QUESTION), small.search("ferry"), small.documents()

    async def work(assistant):
        answer, hits, documents = await asyncio.gather(
            assistant.ask(QUESTION), assistant.search("ferry"), assistant.documents()
        )
        assert (answer.statements, hits, documents) == (expected[0].statements, *expected[1:])
        assert answer.status == "answered"
        document = await assistant.document(answer.citations[0])
        citation = answer.citations[0]
        assert document.text[citation.start : citation.end] == citation.quote
        (checked,) = await assistant.verify("The bridge has fourteen arches [1].", answer.citations)
        assert checked.judgement.support == "supported"

    run(small, work)


def test_documents_are_added_and_removed(small):
    async def work(assistant):
        report = await assistant.add_texts(
            [TextSource(source="inn", title="Inn", text="The inn has nine beds.")]
        )
        assert report.added == ("inn",)
        removed = await assistant.remove("inn")
        assert removed.title == "Inn" and len(await assistant.documents()) == 2

    run(small, work)


def test_a_stream_ends_with_the_answer_and_errors_come_out_of_it(small):
    expected = small.ask(QUESTION)

    async def work(assistant):
        *_, last = [answer async for answer in assistant.stream(QUESTION)]
        assert last.statements == expected.statements
        with pytest.raises(QuestionError):
            await assistant.ask("?")
        with pytest.raises(QuestionError):
            async for _ in assistant.stream("?"):
                pass

    run(small, work)


class SlowWriter(FixedWriter):
    """Writes until it is closed."""

    def __init__(self):
        super().__init__("")
        self.begun, self.ended = threading.Event(), threading.Event()

    def write(self, messages, *, at_most, schema=None):
        try:
            while True:
                self.begun.set()
                yield "The bridge has fourteen arches [1]. "
        finally:
            self.ended.set()


def test_a_stream_that_is_closed_early_closes_the_writer(small):
    writer = SlowWriter()

    async def work(assistant):
        async with aclosing(assistant.stream(QUESTION, writer=writer)) as answers:
            async for _ in answers:
                if writer.begun.is_set():
                    break
        assert await asyncio.to_thread(writer.ended.wait, 2)

    run(small, work)


def test_a_question_that_is_cancelled_searches_no_further(small):
    async def work(assistant):
        with held(Index, "search") as go:
            task = asyncio.create_task(assistant.ask(QUESTION))
            await asyncio.sleep(0.1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await asyncio.to_thread(assistant._threads.wait)
            # It ended by being stopped, not by being let go.
            assert not go.is_set()

    run(small, work)


def test_closing_ends_what_is_awaited_and_closes_the_index(small):
    async def main():
        assistant = AsyncAssistant(small)
        with held(Index, "search"):
            task = asyncio.create_task(assistant.ask(QUESTION))
            await asyncio.sleep(0.1)
            await assistant.close()
            with pytest.raises(StoppedError):
                await task

    in_own_loop(main())


def test_an_index_is_opened_and_a_folder_followed_until_the_stream_is_closed(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "empty.bin").write_bytes(b"\x00\x01\x02")

    async def main():
        async with await AsyncAssistant.open(tmp_path / "index", threads=1) as assistant:
            assert assistant.is_new
            async with aclosing(assistant.watch(folder)) as reports:
                report = await anext(reports)
                # The folder has no thread of those for questions.
                assert await assistant.documents() == []
                return report

    assert len(in_own_loop(main()).failed) == 1
