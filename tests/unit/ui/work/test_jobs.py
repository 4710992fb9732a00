"""Work in a thread, whose progress is shown and which is stopped on request."""

import threading
import time

from index import raise_if_stopped
from rag import PinciteError, stoppable
from ui.work.jobs import Job, JobRegistry, stop_work, wait_for_work


def test_the_newest_item_is_yielded_and_the_last_one_never_lost():
    def work(hand_over, stopped):
        for number in range(100):
            hand_over(number)

    items = list(Job(work).items(patience=5))
    assert items[-1] == 99
    assert len(items) < 100, "those that come too soon are passed over"


def test_a_job_without_news_yields_nothing_but_a_sign_of_life():
    go = threading.Event()

    def work(hand_over, stopped):
        go.wait(10)
        hand_over("news")

    items = Job(work).items(patience=0.01)
    assert next(items) is None
    go.set()
    assert "news" in list(items)


def test_a_stopped_job_ends_at_once_and_the_library_knows_that_nobody_waits():
    seen = []

    def work(hand_over, stopped):
        hand_over("begun")
        try:
            while True:
                # What every part of the library does between two batches.
                raise_if_stopped()
                time.sleep(0.01)
        except PinciteError as error:
            seen.append(error)

    job = Job(work)
    items = job.items(patience=5)
    assert next(items) == "begun"
    started = time.monotonic()
    job.stop()
    assert list(items) == []
    assert time.monotonic() - started < 1
    while not seen:
        assert time.monotonic() - started < 5
        time.sleep(0.01)


def test_an_error_for_people_is_the_failure_of_the_job():
    def work(hand_over, stopped):
        raise PinciteError("the disk is full")

    job = Job(work)
    assert list(job.items(patience=5)) == []
    assert job.failure is not None and job.failure.message == "the disk is full"


def test_who_leaves_stops_the_own_jobs_and_no_others():
    stopped = []
    jobs = JobRegistry()
    jobs.add("a", "mine", lambda: stopped.append("a"))
    jobs.add("b", "mine", lambda: stopped.append("b"))
    jobs.add("c", "of another", lambda: stopped.append("c"))
    jobs.remove("b")
    jobs.leave("mine")
    assert stopped == ["a"]
    jobs.stop("c")
    assert stopped == ["a", "c"]


def test_a_thread_of_ones_own_is_not_stopped_by_the_event_of_another():
    event = threading.Event()
    event.set()
    with stoppable(event):
        seen = list(Job(lambda hand_over, stopped: hand_over(1)).items(patience=5))
    assert seen == [1]


def test_the_end_of_the_server_stops_every_job():
    begun = [threading.Event() for _ in range(3)]

    def until_stopped(event):
        def work(hand_over, stopped):
            event.set()
            stopped.wait(20)

        return work

    pages = [
        threading.Thread(target=lambda e=event: list(Job(until_stopped(e)).items(patience=20)))
        for event in begun
    ]
    for page, event in zip(pages, begun, strict=True):
        page.start()
        assert event.wait(5)
    stop_work()
    assert wait_for_work(5)
    for page in pages:
        page.join(5)
        assert not page.is_alive()
