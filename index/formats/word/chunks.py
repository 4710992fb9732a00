"""Documents of another format that Word takes into its text when it opens a file (w:altChunk; ECMA-376 part 1, 17.17.2).

Pages and plain text are written where they stand. Documents of Word stay files inside the file.
"""

from collections.abc import Mapping
from html import escape

from index.formats.archives.packages import Package
from index.formats.characters.decode import decode
from index.formats.detect import detect
from index.formats.extract import File, UnreadableError
from index.formats.html.reader import page_markup
from index.formats.ooxml.parts import Relation
from index.formats.word.styles import W

ALT_CHUNK = f"{W}altChunk"
_KIND = "aFChunk"


class Chunks:
    """The pages that a document takes into its text.

    Attributes:
        read: The names of the parts that were given out.
    """

    def __init__(self, package: Package, parts: Mapping[str, Relation]) -> None:
        """Reads none yet; `parts` are those that the text refers to."""
        self._package = package
        self._parts = {name: each.part for name, each in parts.items() if each.kind == _KIND}
        self.read: set[str] = set()

    def page(self, name: str) -> str | None:
        """The page with an id, as HTML, given only once; None if it is of another format, damaged, or not there."""
        part = self._parts.pop(name, "")
        try:
            # Its name says nothing: programs give all of them the same.
            file = File(name="", data=self._package.read(part))
            kind = detect(file)
            if kind == "html":
                page = page_markup(file)
            elif kind == "text":
                paragraphs = decode(file.data)[0].split("\n")
                page = "".join(f"<p>{escape(line)}</p>" for line in paragraphs)
            else:
                return None
        except UnreadableError:
            return None
        self.read.add(part)
        return page
