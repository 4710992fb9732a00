"""Names of files inside others, made fit to be shown: whoever made the file chose them freely."""

from itertools import count
from pathlib import PurePosixPath

from index.formats.characters.clean import clean

_MAX_NAME = 200


class UniqueNames:
    """Gives each name once: the second "a.txt" becomes "a (2).txt"."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._numbers: dict[str, int] = {}

    def give(self, name: str) -> str:
        """The name, or if it was given before, a similar one that was not."""
        path = PurePosixPath(name)
        start = name.removesuffix(path.suffix)
        # Counting goes on where it stopped: thousands of files may have one name.
        first = self._numbers.get(name, 1)
        for number in count(first):
            unique = name if number == 1 else f"{start} ({number}){path.suffix}"
            if unique not in self._given:
                break
        self._numbers[name] = number + 1
        self._given.add(unique)
        return unique


def shown_path(stated: str) -> str:
    """A path on one line, without invisible characters."""
    # A sign that turns the direction of writing would show "in\u202efdp.exe" as if it were a PDF.
    return " ".join(clean(stated)[0].replace("\\", "/").split())


def shown_name(stated: str) -> str:
    """The last part of a path; of one that is too long its beginning and its suffix; "" if nothing is left."""
    # Dots at the ends go, so that of "..", which leads to another folder, nothing is left.
    name = shown_path(stated).rpartition("/")[2].strip(". ")
    suffix = PurePosixPath(name).suffix[:20]
    return name if len(name) <= _MAX_NAME else name[: _MAX_NAME - len(suffix)] + suffix
