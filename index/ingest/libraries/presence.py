"""Whether a source is still where it came from."""

import os
from collections.abc import Iterable
from pathlib import Path

from index.ingest.libraries.zotero.database import is_library


def still_there(source: str) -> bool:
    """Whether a source is a file on the disk, or a page in the database of a library that is there.

    What is gone from there may come back as something new.
    """
    return os.path.isfile(source) or is_library(Path(source).parent.parent)


def where_still_there(sources: Iterable[str]) -> list[str]:
    """Those of the sources that are still there."""
    return [source for source in sources if still_there(source)]
