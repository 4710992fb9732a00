"""The connection to a cluster: encrypted, refused, lost. Its worker is a thread here."""

import pytest

from bench.word_embedder import WordEmbedder, word_embedder_called
from index import Certificates, Cluster, ClusterError, Index, ReadOptions
from index.cluster import connection
from index.embedding.threads import CORES

distributed = pytest.importorskip("distributed")


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(connection, "_CONNECT_SECONDS", 2.0)
    # A worker sets it for its process, which is this one.
    monkeypatch.setenv(CORES, "1")


@pytest.fixture
def index(tmp_path):
    (tmp_path / "docs").mkdir()
    for number in range(40):
        (tmp_path / "docs" / f"{number}.txt").write_text(f"Lamp {number} burns.")
    return Index(tmp_path / "index", embedder=WordEmbedder(), find=word_embedder_called)


def cluster(workers=1, protocol="tcp", **options):
    return distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=False,
        protocol=f"{protocol}://",
        dashboard_address=":0",
        host="127.0.0.1",
        silence_logs="CRITICAL",
        **options,
    )


def test_a_connection_is_encrypted_by_certificates_and_refused_without(tmp_path, index):
    security = distributed.Security.temporary()
    files = {}
    for name in ("ca_file", "client_cert", "client_key"):
        files[name] = tmp_path / name
        files[name].write_text(getattr(security, f"tls_{name}"))
    own = Certificates(authority=files["ca_file"], certificate=files["client_cert"], key=files["client_key"])
    with cluster(protocol="tls", security=security) as encrypted:
        address = encrypted.scheduler_address
        assert address.startswith("tls://")
        with pytest.raises(ClusterError, match="no Dask scheduler to be reached"):
            index.add(tmp_path / "docs", options=ReadOptions(workers=Cluster(address)))
        report = index.add(tmp_path / "docs", options=ReadOptions(workers=Cluster(address, own)))
    assert len(report.added) == 40
    missing = Certificates(authority=tmp_path / "none", certificate=own.certificate, key=own.key)
    (tmp_path / "docs" / "new.txt").write_text("New.")
    with pytest.raises(ClusterError, match="none: can't be read"):
        index.add(tmp_path / "docs", options=ReadOptions(workers=Cluster(address, missing)))


def test_a_scheduler_that_is_lost_ends_the_work_and_what_was_saved_stays(tmp_path, index, monkeypatch):
    monkeypatch.setattr("index.ingest.ingest._BATCH_PASSAGES", 1)
    with cluster() as dask:

        def close(progress):
            if progress.files_done == 1:
                dask.close()

        with pytest.raises(ClusterError, match="connection to the Dask scheduler is lost"):
            index.add(
                tmp_path / "docs",
                options=ReadOptions(workers=Cluster(dask.scheduler_address)),
                progress=close,
            )
    assert 0 < len(index.documents()) < 40
    assert index.check().problems == ()


def test_a_scheduler_without_workers_is_not_waited_for_without_end(tmp_path, index, monkeypatch):
    monkeypatch.setattr("index.cluster.sending._WITHOUT_WORKERS", 0.1)
    with (
        cluster(workers=0) as dask,
        pytest.raises(ClusterError, match="has no workers; start some: dask worker"),
    ):
        index.add(tmp_path / "docs", options=ReadOptions(workers=Cluster(dask.scheduler_address)))


def test_a_worker_without_the_model_says_so(tmp_path, index):
    index = Index(tmp_path / "other", embedder=WordEmbedder())
    with cluster() as dask, pytest.raises(ClusterError, match="there is no embedding model called 'words'"):
        index.add(tmp_path / "docs", options=ReadOptions(workers=Cluster(dask.scheduler_address)))
