"""Where the documents are that come with Pincite."""

import sysconfig
from pathlib import Path

from index import SourceError


def seeds_folder() -> Path:
    """The folder of the seed documents: of this checkout, or what the wheel installed.

    Raises:
        SourceError: It is not there.
    """
    checkout = Path(__file__).resolve().parent.parent / "seeds"
    installed = [
        Path(sysconfig.get_path("data", scheme)) / "share" / "pincite" / "seeds" for scheme in _schemes()
    ]
    for folder in (checkout, *installed):
        if folder.is_dir():
            return folder
    raise SourceError("seeds", f"the folder is not there; looked in {checkout} and {installed[0]}")


def seed_files() -> list[Path]:
    """The seed documents, without the README that says what they are.

    Raises:
        SourceError: The folder is not there.
    """
    return sorted(path for path in seeds_folder().iterdir() if path.name != "README.md")


def _schemes() -> tuple[str, ...]:
    return (sysconfig.get_default_scheme(), sysconfig.get_preferred_scheme("user"))
