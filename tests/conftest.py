"""What many tests share: honest small fakes, and the real embedder once."""

import sys
from pathlib import Path

import pytest
from hypothesis import settings

from index import MiniLmEmbedder

# The benches are not installed. Last on the path, so that all else is tested as it is installed.
sys.path.append(str(Path(__file__).parents[1]))

from bench.word_embedder import WordEmbedder

# Wall time says nothing on a machine that has other work too; pytest's own limit stops what hangs.
settings.register_profile("pincite", deadline=None)
settings.load_profile("pincite")


@pytest.fixture
def word_embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture(scope="session")
def mini_lm() -> MiniLmEmbedder:
    return MiniLmEmbedder()
