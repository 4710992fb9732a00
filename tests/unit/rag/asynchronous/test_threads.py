"""Work in threads for an event loop: what nobody awaits is stopped, and nothing grows while somebody is slow."""

import asyncio
import threading
import time
from contextlib import aclosing, closing
from contextvars import ContextVar

import pytest

from index import StoppedError, raise_if_stopped
from own_loop import in_own_loop
from rag.asynchronous import StoppableThreads

SOON = 2.0


@pytest.fixture
def threads():
    with closing(StoppableThreads(2)) as threads:
        yield threads


class Endless:
    """Work that goes on until it is stopped."""

    def __init__(self):
        self.begun, self.stopped = threading.Event(), threading.Event()

    def __call__(self):
        self.begun.set()
        try:
            while True:
                raise_if_stopped()
                time.sleep(0.005)
        except StoppedError:
            self.stopped.set()
            raise

    def items(self):
        yield "first"
        yield self()


def test_work_runs_beside_the_event_loop_and_gives_its_result_or_its_error(threads):
    async def main():
        assert await threads.run(threading.get_ident) != threading.get_ident()
        with pytest.raises(ZeroDivisionError):
            await threads.run(lambda: 1 // 0)

    in_own_loop(main())


def test_a_cancelled_task_returns_at_once_and_its_work_ends_soon(threads):
    work = Endless()

    async def main():
        task = asyncio.create_task(threads.run(work))
        await asyncio.to_thread(work.begun.wait)
        task.cancel()
        started = time.monotonic()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert time.monotonic() - started < 0.5

    in_own_loop(main())
    assert work.stopped.wait(SOON)


def test_a_time_limit_of_asyncio_stops_the_work_too(threads):
    work = Endless()

    async def main():
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await threads.run(work)

    in_own_loop(main())
    assert work.stopped.wait(SOON)


def test_what_waits_for_a_thread_is_never_begun_when_it_is_cancelled():
    first, second = Endless(), Endless()

    async def main():
        with closing(StoppableThreads(1)) as threads:
            tasks = [asyncio.create_task(threads.run(work)) for work in (first, second)]
            await asyncio.to_thread(first.begun.wait)
            for task in reversed(tasks):
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.to_thread(threads.wait)

    in_own_loop(main())
    assert first.stopped.is_set() and not second.begun.is_set()


def test_there_are_never_more_threads_than_may_be(threads):
    running, most = set(), []

    def work():
        running.add(threading.get_ident())
        most.append(len(running))
        time.sleep(0.002)

    async def main():
        await asyncio.gather(*(threads.run(work) for _ in range(50)))

    in_own_loop(main())
    assert max(most) <= 2


def test_who_is_slow_gets_the_newest_item_and_always_the_last(threads):
    async def main():
        got = []
        async for number in threads.newest(lambda: iter(range(5_000))):
            got.append(number)
            await asyncio.sleep(0.02)
        return got

    got = in_own_loop(main())
    assert got == sorted(set(got)) and got[-1] == 4_999
    # In the time of the first pause all were made, and only the newest of them was kept.
    assert len(got) < 50


def test_who_is_fast_gets_all_of_what_comes_slowly(threads):
    def slowly():
        for number in range(5):
            yield number
            time.sleep(0.02)

    async def main():
        return [number async for number in threads.newest(slowly)]

    assert in_own_loop(main()) == [0, 1, 2, 3, 4]


def test_the_error_of_an_iterator_comes_behind_what_it_gave(threads):
    def failing():
        yield 1
        raise ValueError("no more")

    async def main():
        got = []
        with pytest.raises(ValueError, match="no more"):
            async for number in threads.newest(failing):
                got.append(number)
        return got

    assert in_own_loop(main()) == [1]


def test_closing_a_stream_early_stops_what_makes_its_next_item(threads):
    work = Endless()

    async def main():
        async with aclosing(threads.newest(work.items)) as items:
            async for item in items:
                assert item == "first"
                await asyncio.to_thread(work.begun.wait)
                break

    in_own_loop(main())
    assert work.stopped.wait(SOON)


def test_a_cancelled_reader_of_a_stream_stops_what_makes_it(threads):
    work = Endless()

    async def read():
        async for _ in threads.newest(work.items):
            pass

    async def main():
        task = asyncio.create_task(read())
        await asyncio.to_thread(work.begun.wait)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    in_own_loop(main())
    assert work.stopped.wait(SOON)


def test_an_iterator_between_two_items_is_closed_too(threads):
    closed = threading.Event()

    def items():
        try:
            while True:
                yield time.sleep(0.005)
        finally:
            closed.set()

    async def main():
        async with aclosing(threads.newest(items)) as all_items:
            await anext(all_items)

    in_own_loop(main())
    assert closed.wait(SOON)


def test_closing_the_threads_ends_all_that_is_awaited_with_its_reason():
    works = [Endless(), Endless()]

    async def main():
        threads = StoppableThreads(1)
        tasks = [asyncio.create_task(threads.run(work)) for work in works]
        await asyncio.to_thread(works[0].begun.wait)
        threads.close()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        with pytest.raises(RuntimeError):
            await threads.run(time.monotonic)
        return ended

    assert [type(error) for error in in_own_loop(main())] == [StoppedError, StoppedError]
    assert not works[1].begun.is_set()


def test_what_the_caller_has_set_for_itself_holds_in_the_thread(threads):
    span = ContextVar("span", default="none")

    async def main():
        span.set("asking")
        return await threads.run(span.get), [
            value async for value in threads.newest(lambda: iter([span.get()]))
        ]

    assert in_own_loop(main()) == ("asking", ["asking"])


def test_one_set_of_threads_serves_several_event_loops(threads):
    assert [in_own_loop(threads.run(lambda: 7)) for _ in range(3)] == [7, 7, 7]
