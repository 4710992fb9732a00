"""Work that stops between two batches, when nobody waits for it any more."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from index import raise_if_stopped, stoppable
from index.errors import OutOfTimeError, StoppedError
from index.stopping import time_limit, until_stopped


def test_nothing_is_stopped_that_nobody_said_how_to_stop():
    raise_if_stopped()


def test_an_event_stops_what_is_done_inside_its_block_only():
    stopped = threading.Event()
    with stoppable(stopped):
        raise_if_stopped()
        stopped.set()
        with pytest.raises(StoppedError):
            raise_if_stopped()
    raise_if_stopped()


def test_the_threads_of_a_pool_stop_with_the_one_that_asked():
    stopped, done = threading.Event(), []

    def work(number):
        done.append(number)
        stopped.set()
        return number

    with ThreadPoolExecutor(1) as pool:
        with stoppable(stopped), pytest.raises(StoppedError):
            list(pool.map(until_stopped(work), range(5)))
        assert done == [0]
        assert list(pool.map(until_stopped(work), range(2))) == [0, 1], "another asked"


def test_work_stops_when_its_time_is_over_and_what_comes_after_it_goes_on():
    with time_limit(60):
        raise_if_stopped()
        with time_limit(0), pytest.raises(OutOfTimeError):
            raise_if_stopped()
        raise_if_stopped()
    raise_if_stopped()


def test_a_limit_inside_of_another_is_no_way_around_it():
    with time_limit(0), time_limit(60), pytest.raises(OutOfTimeError):
        raise_if_stopped()


def test_the_threads_of_a_pool_have_no_more_time_than_the_one_that_asked():
    with ThreadPoolExecutor(1) as pool, time_limit(0), pytest.raises(OutOfTimeError):
        list(pool.map(until_stopped(str), range(3)))
