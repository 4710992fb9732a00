"""Files that several processes read for one index in a database."""

import threading
import time

import pytest

from bench.word_embedder import WordEmbedder, word_embedder_called
from bench.workers.processes import Processes
from bench.workers.workers import Outcome, look, of_queue, small_files
from index import Index, PinciteError, StoppedError, stoppable
from index.ingest.finding import find_files
from index.ingest.queue import described, jobs
from index.ingest.queue.records import Terms


def an_index(dsn, find=word_embedder_called):
    return Index(dsn, embedder=find(""), find=find)


@pytest.fixture(autouse=True)
def short_lease(monkeypatch):
    monkeypatch.setattr(jobs, "LEASE", 1.0)
    monkeypatch.setattr(jobs, "_MOST_FILES", 8)


@pytest.fixture
def dsn(postgres, tmp_path_factory, monkeypatch):
    # For what belongs to this machine.
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("home")))
    return postgres.new_database()


@pytest.fixture
def index(dsn):
    with_it = an_index(dsn)
    yield with_it
    with_it.close()


def terms(**changes):
    limits = {"memory": 512_000_000, "seconds": 60, "all_pages": 600, "silence": 900}
    return Terms(
        **{"collection": None, "ocr": True, "tags_as_collections": None, "limits": limits, **changes}
    )


def queue_of(index):
    return index._queues.queue()


def worked(index, **options):
    """What a process does that works on the queue, until nothing waits any more."""
    stop = threading.Event()
    for report in index.work(stop=stop, **options):
        yield report
        if all(job.is_done for job in index.jobs()):
            stop.set()


def queued(index, *paths, owner="", source=None, **changes):
    files = [described.described(file) for file in find_files(paths, source).files]
    return queue_of(index).put(files, {}, terms(**changes), None, owner)


def test_two_processes_share_the_files_of_one_and_each_is_read_once(tmp_path, dsn, index):
    docs, other = small_files(tmp_path, 0, 40), an_index(dsn)
    helped, ended = [], threading.Event()
    helper = threading.Thread(target=lambda: helped.extend(other.work(stop=ended)))
    helper.start()

    def wait_for_help(progress):
        until = time.monotonic() + 60
        while progress.files_done and len(other.documents()) < 16 and time.monotonic() < until:
            time.sleep(0.05)

    try:
        report = index.add(docs, collection="harbour", progress=wait_for_help)
    finally:
        ended.set()
        helper.join()
        other.close()
    assert len(report.added) == 40 and not report.unchanged
    assert 8 <= sum(len(one.added) for one in helped) < 40
    assert index.collections() == {"harbour": 40} and index.jobs() == []


def test_what_a_killed_process_has_queued_is_taken_up_by_another_and_its_state_is_seen_by_all(
    tmp_path, dsn, index
):
    processes = Processes(dsn, 0, lease=1.0)
    processes.add(small_files(tmp_path, 0, 80))
    while not index.jobs() or not index.jobs()[0].done:
        time.sleep(0.05)
    (job,) = index.jobs()
    assert job.is_owned and job.files == 80 and not job.is_done
    assert processes.kill_one()
    reports = list(worked(index, abandoned=True))
    processes.close()
    (job,) = index.jobs()
    assert job.is_done and not job.is_owned and not job.failed
    look(index, tmp_path, outcome := Outcome(""))
    assert (outcome.lost, outcome.twice, outcome.problems) == (0, 0, 0)
    # What it had saved before it could say so counts as added by the job.
    assert not any(report.unchanged for report in reports)
    assert len(queue_of(index).report(job.id).added) == 80


def test_work_that_is_stopped_leaves_nothing_in_the_queue(tmp_path, index):
    docs, stopped = small_files(tmp_path, 0, 40), threading.Event()

    def stop(progress):
        if progress.files_done >= 16:
            stopped.set()

    with stoppable(stopped), pytest.raises(StoppedError):
        index.add(docs, progress=stop)
    kept = len(index.documents())
    assert index.jobs() == [] and 8 <= kept < 40
    assert len(index.sync(docs).added) == 40 - kept


def test_an_upload_is_read_from_the_database_when_its_server_is_gone(tmp_path, index):
    copy = tmp_path / "upload"
    copy.write_text("The kiln is hot.")
    job = queued(index, copy, source="letters/kiln.txt", collection="letters")
    copy.unlink()
    assert [list(report.added) for report in worked(index)] == [["letters/kiln.txt"]]
    assert index.document("letters/kiln.txt").collections == ("letters",)
    assert queue_of(index).state(job).is_done


def test_files_of_another_machine_are_left_to_it(tmp_path, index, monkeypatch):
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(described, "this_machine", lambda: "elsewhere:0")
        queued(index, small_files(tmp_path, 0, 2))
    assert queue_of(index).take("me") is None


def test_a_file_over_which_processes_end_is_soon_taken_alone_and_at_last_given_up(
    tmp_path, index, monkeypatch
):
    monkeypatch.setattr(jobs, "_MOST_TRIES", 4)
    job, taken = queued(index, small_files(tmp_path, 0, 20)), []
    queue = queue_of(index)
    queue.lease = 0.0
    while (files := queue.take("me")) is not None:
        taken.append(len(files.numbers))
    state = queue.state(job)
    assert taken[0] == 8 and taken.count(1) >= 20 and state.is_done
    assert len(state.failed) == 20 and "ended each time" in state.failed[0][1]


def test_a_folder_has_no_queue(tmp_path):
    index = Index(tmp_path / "index", embedder=WordEmbedder())
    assert index.jobs() == []
    with pytest.raises(PinciteError, match="only an index in a database"):
        index.work(stop=threading.Event())


def test_processes_that_are_killed_at_random_lose_nothing_and_save_nothing_twice(tmp_path, dsn):
    outcome = of_queue(tmp_path, dsn, files=30, kills=2, workers=1, lease=1.0)
    assert outcome.kills == 2 and (outcome.lost, outcome.twice, outcome.problems) == (0, 0, 0)
