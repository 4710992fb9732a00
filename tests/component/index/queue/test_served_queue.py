"""What servers of one database know of jobs, and do with those of processes that were killed."""

import time

import pytest

from bench.word_embedder import WordEmbedder
from bench.workers.workers import small_files
from index import Access, Index
from index.ingest.finding import find_files
from index.ingest.queue import described, jobs
from index.ingest.queue.records import Terms
from programs_client import programs_client
from rag import Assistant
from ui.work.taking_over import TakingOver

LIMITS = {"memory": 512_000_000, "seconds": 60, "all_pages": 600, "silence": 900}


@pytest.fixture
def dsn(postgres, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(jobs, "LEASE", 0.3)
    return postgres.new_database()


def left_behind(dsn, docs):
    """Files that a process queued, which is gone."""
    index = Index(dsn, embedder=WordEmbedder())
    files = [described.described(file) for file in find_files((docs,), None).files]
    terms = Terms(collection="harbour", ocr=True, tags_as_collections=None, limits=LIMITS)
    job = index._queues.queue().put(files, {}, terms, None, "a process that is gone")
    index.close()
    return job


def test_a_server_goes_on_with_what_a_killed_process_left_and_every_server_tells_how_far_it_is(tmp_path, dsn):
    job = left_behind(dsn, small_files(tmp_path / "docs", 0, 5))
    with programs_client(dsn) as client:
        (shown,) = client.get("/api/v1/jobs").json()["jobs"]
        assert (shown["id"], shown["files"], shown["done"], shown["failed"]) == (job, 5, 0, [])
        other = Assistant(Index(dsn, embedder=WordEmbedder()))
        taking_over = TakingOver(other.index)
        taking_over.start()
        until = time.monotonic() + 60
        while client.get(f"/api/v1/jobs/{job}").json()["done"] < 5 and time.monotonic() < until:
            time.sleep(0.1)
        taking_over.stop()
        other.close()
        assert client.get(f"/api/v1/jobs/{job}").json()["done"] == 5
        assert client.get("/api/v1/documents?collection=harbour").json()["total"] == 5
        assert client.get("/api/v1/jobs/none").status_code == 404


def test_a_file_whose_sender_does_not_wait_is_seen_by_other_servers_and_stays_if_its_server_ends(dsn):
    other = Assistant(Index(dsn, embedder=WordEmbedder()))
    with programs_client(dsn) as client:
        sent = {
            "files": {"file": ("mill.txt", b"The mill has 2 wheels.")},
            "headers": {"prefer": "respond-async"},
        }
        address = client.post("/api/v1/documents", **sent).headers["location"]
        until = time.monotonic() + 60
        while client.get(address).json()["state"] != "done" and time.monotonic() < until:
            time.sleep(0.1)
        assert client.get(address).json()["failed"] == []
        assert len(client.get("/api/v1/jobs").json()["jobs"]) == 1
    (job,) = other.index.jobs()
    assert job.is_done and address.endswith(job.id)
    # Of somebody who sees neither its document nor the job.
    assert other.index.seen_by(Access(reads=frozenset({"user:x"}), writes="user:x")).jobs() == []
    assert len(other.index.seen_by(Access(reads=frozenset({"", "user:x"}), writes="user:x")).jobs()) == 1
    own = other.index.seen_by(Access(reads=frozenset({""}), writes=""))
    assert own.forget_jobs() == 0  # in nobody's name
    other.close()


def test_what_waits_for_somebody_who_is_erased_is_forgotten_with_its_content(dsn, tmp_path):
    index = Index(dsn, embedder=WordEmbedder())
    (file := tmp_path / "copy").write_text("The secret of anna.")
    anna, bert = (Access(reads=frozenset({space}), writes=space) for space in ("user:anna", "user:bert"))
    terms = Terms(collection=None, ocr=True, tags_as_collections=None, limits=LIMITS)
    files = [described.described(one) for one in find_files((file,), "note.txt").files]
    for access in (anna, bert):
        index._queues.queue().put(files, {}, terms, access, "")
    assert index.seen_by(anna).forget_jobs() == 1
    assert index.seen_by(anna).jobs() == [] and len(index.seen_by(bert).jobs()) == 1
    with index._queues.queue()._database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM files").fetchone()[0] == 1
    index.close()


def test_a_server_over_a_folder_has_no_jobs(tmp_path):
    with programs_client(tmp_path / "index") as client:
        assert client.get("/api/v1/jobs").json() == {"jobs": []}
        client.served.taking_over.start()
        assert client.served.taking_over._thread is None
