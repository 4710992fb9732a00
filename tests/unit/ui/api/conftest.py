import pytest

from programs_client import programs_client


@pytest.fixture(scope="module")
def shared_client(tmp_path_factory):
    """For tests that change nothing."""
    with programs_client(tmp_path_factory.mktemp("programs") / "index") as client:
        yield client


@pytest.fixture
def client(tmp_path):
    with programs_client(tmp_path / "index") as client:
        yield client
