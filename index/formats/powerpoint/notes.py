"""What hangs on a slide: the speaker's notes, and comments of the older and the newer kind.

Sources: ECMA-376 part 1, 13.3.2 and 13.3.5; [MS-PPTX] 2.1.4 (threaded comments).
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from index.formats.archives.packages import Package
from index.formats.extract import UnreadableError
from index.formats.ooxml.parts import Relation, read_part
from index.formats.ooxml.text import paragraph_text
from index.formats.xml.names import child, local_name


class Comment(NamedTuple):
    """A comment, or an answer to one: who wrote it, if known, and its paragraphs."""

    author: str
    paragraphs: list[str]


def read_authors(package: Package, parts: Mapping[str, Relation]) -> dict[str, str]:
    """The names of those who commented, by their ids."""
    found: dict[str, str] = {}
    for part in parts.values():
        if part.kind in ("commentAuthors", "authors"):
            try:
                root = read_part(package, part.part)
            except UnreadableError:
                continue
            found |= {author.get("id", ""): author.get("name", "") for author in root}
    return found


def comments_of(root: Element, authors: Mapping[str, str]) -> Iterator[Comment]:
    """The comments of one part, each before its answers."""
    for element in root.iter():
        if local_name(element) in ("cm", "reply"):
            text, body = child(element, "text"), child(element, "txBody")
            paragraphs = [paragraph_text(line) for line in body] if body is not None else []
            paragraphs += (text.text or "").splitlines() if text is not None else []
            if paragraphs := [line for line in paragraphs if line.strip()]:
                yield Comment(authors.get(element.get("authorId", ""), ""), paragraphs)
