"""What many tests share: honest small fakes, and the real embedder once."""

import sys
from pathlib import Path

import pytest

from index import MiniLmEmbedder

# The benches are not installed. Last on the path, so that all else is tested as it is installed.
sys.path.append(str(Path(__file__).parents[1]))

from bench.word_embedder import WordEmbedder


@pytest.fixture
def word_embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture(scope="session")
def mini_lm() -> MiniLmEmbedder:
    return MiniLmEmbedder()
