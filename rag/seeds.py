"""Finds the seed documents, which come with Pincite."""

import sysconfig
from pathlib import Path

from index import SourceError


def seeds_folder() -> Path:
    """The folder of the seed documents: that of this checkout, or the one that the wheel installed.

    Raises:
        SourceError: There is no such folder.
    """
    beside = Path(__file__).resolve().parent.parent
    # For a virtual environment, `pip install --user`, and `pip install --target`.
    schemes = (sysconfig.get_default_scheme(), sysconfig.get_preferred_scheme("user"))
    roots = [*(Path(sysconfig.get_path("data", scheme)) for scheme in schemes), beside]
    # First the checkout: an older wheel may have installed other seeds on the same machine.
    folders = [beside / "seeds", *(root / "share" / "pincite" / "seeds" for root in roots)]
    for folder in folders:
        if folder.is_dir():
            return folder
    raise SourceError("seeds", f"the folder is not there; looked in {', '.join(map(str, folders))}")


def seed_files() -> list[Path]:
    """The seed documents, without the README that describes them.

    Raises:
        SourceError: There is no folder of them.
    """
    # Sorted, since `iterdir` has no fixed order, and documents are listed as they were added.
    return sorted(path for path in seeds_folder().iterdir() if path.name != "README.md")
