"""What many tests share: honest small fakes, and the real embedder and an index of the seeds once."""

import gc
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from index import MiniLmEmbedder
from rag import Assistant, seed_files

# The benches are not installed. Last on the path, so that all else is tested as it is installed.
sys.path.append(str(Path(__file__).parents[1]))

from bench.postgres.server import PostgresServer
from bench.word_embedder import WordEmbedder

# Wall time says nothing on a machine that has other work too; pytest's own limit stops what hangs.
settings.register_profile("pincite", deadline=None)
settings.load_profile("pincite")


@pytest.fixture(autouse=True, scope="module")
def heap_of_earlier_files() -> None:
    """What is there when a file begins is not looked at again: in a process with models that took a second each time."""
    gc.freeze()


@pytest.fixture(autouse=True)
def no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests has settings and model servers of their own, which no test may read or ask."""
    monkeypatch.setenv("PINCITE_CONFIG", str(Path(__file__).with_name("no-config.toml")))
    monkeypatch.setenv("OLLAMA_HOST", "127.0.0.1:9")
    for name in ("PINCITE_WRITER", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """A server for all tests of a process; each test makes a database of its own."""
    server = PostgresServer()
    with pytest.MonkeyPatch.context() as patch:
        # For what belongs to the servers of this machine.
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("machine")))
        yield server
    server.stop()


@pytest.fixture(scope="session")
def shared_database(postgres_server: PostgresServer) -> str:
    """The address of one database for tests that take a schema of their own in it, which is made in less time."""
    return postgres_server.new_database()


@pytest.fixture(scope="session")
def postgres(postgres_server: PostgresServer) -> PostgresServer:
    """The same."""
    return postgres_server


@pytest.fixture(params=["folder", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str | Path:
    """Where an index can be: what is true of one is true of the other."""
    if request.param == "folder":
        return tmp_path / "index"
    # For what belongs to one server.
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    server: PostgresServer = request.getfixturevalue("postgres_server")
    # Several by name only (`tests/shared/places.py`), since each costs time.
    return " ".join(server.new_database() for _ in range(2 if request.param == "shards" else 1))


@pytest.fixture
def word_embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture(scope="session")
def mini_lm() -> MiniLmEmbedder:
    return MiniLmEmbedder()


@pytest.fixture(scope="session")
def seeds_index(tmp_path_factory: pytest.TempPathFactory, mini_lm: MiniLmEmbedder) -> Path:
    """The folder of an index of the seeds. No test changes it; those that want to take `seeds_copy`."""
    folder = tmp_path_factory.mktemp("seeds") / "index"
    assistant = Assistant.open(folder, embedder=mini_lm)
    assistant.add(*seed_files())
    assistant.close()
    return folder


@pytest.fixture(scope="session")
def seeds(seeds_index: Path, mini_lm: MiniLmEmbedder) -> Assistant:
    """The real assistant over the seeds, for tests that only ask."""
    return Assistant.open(seeds_index, embedder=mini_lm)


@pytest.fixture
def seeds_copy(seeds_index: Path, tmp_path: Path) -> Path:
    """The folder of an index of the seeds that a test may change."""
    return shutil.copytree(seeds_index, tmp_path / "seeds-index")
