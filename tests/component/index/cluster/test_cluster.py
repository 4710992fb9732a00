"""Documents that the workers of a Dask cluster read: processes of their own, which may be killed."""

import os
import signal
import threading
from contextlib import suppress

import numpy as np
import pytest

from bench.word_embedder import WordEmbedder, slow_embedder_called
from index import Cluster, ClusterError, Index, ReadOptions, StoppedError, stoppable
from index.cluster import connection
from zip_files import zipped

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def dask():
    """Two workers with a thread each; one that is killed is started anew."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0", host="127.0.0.1", silence_logs="CRITICAL"
    ) as cluster:
        yield cluster
        # Quicker than to wait for each to end by itself.
        for nanny in cluster.workers.values():
            nanny.auto_restart = False
        kill_all(cluster)


def kill_all(cluster):
    for nanny in list(cluster.workers.values()):
        with suppress(ProcessLookupError):
            os.kill(nanny.pid, signal.SIGKILL)


@pytest.fixture
def workers(dask):
    return ReadOptions(workers=Cluster(dask.scheduler_address))


def an_index(folder):
    return Index(folder, embedder=WordEmbedder(), find=slow_embedder_called)


def small_files(folder, count):
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:03}.txt").write_text(f"Lamp {number} of the harbour burns {number} hours.")
    return folder


def contents(index):
    """All that the index has of each document, by its source."""
    return {
        document.source: (
            document.id,
            document.text,
            document.collections,
            document.container,
            [(p.start, p.end, p.text, p.sentences) for p in index.passages(document.id)],
            np.concatenate([vectors.ravel() for vectors in index.sentence_vectors(document.id)]).tolist(),
        )
        for document in index.documents()
    }


def test_workers_make_the_same_index_and_the_same_report_as_this_process(tmp_path, workers):
    docs = small_files(tmp_path / "docs", 20)
    (docs / "mails.zip").write_bytes(zipped(("a.md", "# Kiln\n\nIt is hot."), ("b.bin", b"\0\1\2")))
    (docs / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    (docs / "old.txt").write_text("The mill stood.")
    made = []
    for name, options in (("alone", ReadOptions()), ("cluster", workers)):
        (docs / "old.txt").write_text("The mill stood.")
        index = an_index(tmp_path / name)
        index.add(docs / "old.txt", collection="mills")
        (docs / "old.txt").write_text("The mill has burnt.")
        shown = []
        report = index.add(docs, collection="harbour", options=options, progress=shown.append)
        again = index.add(docs, options=options)
        assert (shown[-1].share, shown[-1].passages_done) == (1.0, 22)
        assert index.check().problems == ()
        made.append((report, again, contents(index)))
        index.close()
    assert made[0] == made[1]
    report, again, documents = made[1]
    assert len(report.added) == 21 and list(report.updated) == [str(docs / "old.txt")]
    assert len(report.failed) == 2 and not again.added
    assert documents[str(docs / "old.txt")][2] == ("harbour", "mills")


def test_a_worker_that_is_killed_loses_nothing_and_saves_nothing_twice(tmp_path, dask, workers):
    docs = small_files(tmp_path / "docs", 60)
    killed = []

    def kill(progress):
        if progress.files_done == 1 and not killed:
            killed.append(progress)
            kill_all(dask)

    index = an_index(tmp_path / "index")
    report = index.add(docs, options=workers, progress=kill)
    assert killed and len(report.added) == 60 and not report.failed
    assert len(index.documents()) == len({document.source for document in index.documents()}) == 60
    assert index.check().problems == ()


def test_work_that_is_stopped_keeps_what_was_saved_and_goes_on_from_there(tmp_path, workers):
    docs = small_files(tmp_path / "docs", 60)
    index, stopped = an_index(tmp_path / "index"), threading.Event()

    def stop(progress):
        if progress.files_done >= 20:
            stopped.set()

    with stoppable(stopped), pytest.raises(StoppedError):
        index.add(docs, options=workers, progress=stop)
    assert "pincite-cluster" not in [thread.name for thread in threading.enumerate()]
    assert index.check().problems == ()
    report = index.sync(docs, options=workers)
    assert not report.failed and len(index.documents()) == 60


def test_a_scheduler_that_is_not_there_is_said_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(connection, "_CONNECT_SECONDS", 0.2)
    docs = small_files(tmp_path / "docs", 1)
    with pytest.raises(ClusterError, match=r"no Dask scheduler to be reached at tcp://127\.0\.0\.1:9 "):
        an_index(tmp_path / "index").add(docs, options=ReadOptions(workers=Cluster("tcp://127.0.0.1:9")))


def test_with_a_database_each_worker_saves_what_it_has_read(tmp_path, postgres, workers, dask, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    docs = small_files(tmp_path / "docs", 40)
    (docs / "mails.zip").write_bytes(zipped(("a.md", "# Kiln\n\nIt is hot."), ("b.bin", b"\0\1\2")))
    index, killed = an_index(postgres.new_database()), []

    def kill(progress):
        if progress.files_done == 5 and not killed:
            killed.append(progress)
            kill_all(dask)

    report = index.add(docs, collection="harbour", options=workers, progress=kill)
    assert killed and len(report.added) == 41 and len(report.failed) == 1
    assert index.collections() == {"harbour": 41} and index.check().problems == ()
    assert len(index.add(docs, options=workers).unchanged) == 41
    index.close()
