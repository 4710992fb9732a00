"""Marks for tests of what is true wherever an index is; see the fixture `place`."""

import pytest

also_over_shards = pytest.mark.parametrize("place", ["folder", "postgres", "shards"], indirect=True)
"""For the most telling tests: also where documents are spread over two databases."""
