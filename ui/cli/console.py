"""Where the command prints: results on one stream, progress and errors on another; text of documents is made plain."""

import json
import re
from collections.abc import Mapping, Sequence

from rich.console import Console

from ui.cli.options import UNREAD


class _Output(Console):
    """A console that ends the command without a word where nobody reads its output any more."""

    def on_broken_pipe(self) -> None:
        """Ends the command."""
        try:
            super().on_broken_pipe()  # what is left goes nowhere
        except SystemExit:
            # Not 1, which says that the documents do not answer.
            raise SystemExit(UNREAD) from None


# Text of documents may have square brackets, which markup would swallow. Lines are not wrapped, so that JSON
# and paths come out whole. Progress and errors have a stream of their own: a pipe gets only results.
out = _Output(highlight=False, soft_wrap=True, markup=False)
err = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)

_LINE_ENDS = re.compile(r"[^\S ]+")


def print_json(value: Mapping[str, object] | Sequence[object], *, indent: int | None = 2) -> None:
    """Prints a result as one JSON document, as `docs/command-json.md` describes it; without `indent` on one line."""
    out.print(json.dumps(value, ensure_ascii=False, indent=indent))


def plain(text: str) -> str:
    """Makes one line that can't control a terminal: control characters are replaced by a mark."""
    shown = "".join(
        character if character.isprintable() or character.isspace() else "\ufffd" for character in text
    )
    # A file name with a line end could fake the line of another file.
    return _LINE_ENDS.sub(" ", shown)
