"""What the benches' own tests share."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They reach no line that other tests don't, and counting the lines makes reading more than twice as slow."""
    for item in items:
        if "bench" in item.path.parts:
            item.add_marker(pytest.mark.no_cover)
