"""EPUB books: their text, with the chapters of the table of contents and the pages of the printed book."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

from selectolax.lexbor import LexborNode

from index.documents import ExtractionReport, Section
from index.formats.archives.packages import Package
from index.formats.builder import TextBuilder
from index.formats.characters.clean import clean
from index.formats.epub.contents import Place, read_contents
from index.formats.epub.package import read_book
from index.formats.extract import Extract, File, UnreadableError
from index.formats.html.anchors import Mark
from index.formats.html.blocks import write_html
from index.formats.html.xhtml import parse_xhtml


class _Offsets:
    """The offsets of files, anchors and printed pages in the text."""

    def __init__(self) -> None:
        self._files: list[tuple[str, int | None]] = []  # the start of each; None if it has no text
        self._anchors: dict[tuple[str, str], int] = {}
        self.pages: list[tuple[int, str]] = []

    def add(self, path: str, marks: list[Mark]) -> None:
        """Adds the marks of the next file; the first one is its beginning."""
        self._files.append((path, marks[0].offset if marks else None))
        for mark in marks:
            # An id should be there once; of several the first one counts, as in browsers.
            self._anchors.setdefault((path, mark.id), mark.offset)
            if mark.page:
                self.pages.append((mark.offset, mark.page))

    def starts(self, places: list[Place]) -> list[tuple[int, str]]:
        """The offsets of places, in order. If an anchor does not exist, its place is the beginning of its file."""
        begins: dict[str, int] = {}
        # A file without text, such as a picture, begins where the next file with text does.
        following: int | None = None
        for path, start in reversed(self._files):
            following = start if start is not None else following
            if following is not None:
                begins[path] = following
        starts = []
        for place in places:
            offset = self._anchors.get((place.path, place.anchor), begins.get(place.path))
            if offset is not None:
                starts.append((offset, place.name))
        return sorted(starts, key=itemgetter(0))


def read_epub(file: File) -> Extract:
    """Reads a book. Sections are its chapters, the headings inside them, and its printed pages.

    Raises:
        UnreadableError: It is damaged, has DRM, or none of its chapters can be read.
    """
    package = Package(file.data, file.password)
    book = read_book(package)
    contents = read_contents(package, book.navigation)
    wanted = {"", *(place.anchor for place in (*contents.chapters, *contents.pages))}
    builder, offsets, notes = TextBuilder(), _Offsets(), list(book.notes)
    read = 0
    for path in book.spine:
        try:
            root = parse_xhtml(package.read(path))
        except UnreadableError as error:
            # One damaged chapter must not cost the whole book.
            notes.append(f"A chapter could not be read ({path}): {error}.")
            continue
        # Headings end with their file: which files belong together only the table of contents says.
        builder.leave_headings()
        offsets.add(path, write_html(builder, root, _navigation(root), wanted=wanted))
        read += 1
    if not read:
        raise UnreadableError("it is damaged: none of its chapters can be read")
    report = ExtractionReport(notes=tuple(notes))
    extract = builder.build(title=book.title, metadata=book.metadata, report=report)
    length = len(extract.text)
    chapters = _sections(offsets.starts(contents.chapters), "chapter", length)
    # Some books mark the beginning of each page in the text, others only list the pages.
    page_starts = offsets.pages or offsets.starts(contents.pages)
    pages = _sections([(offset, f"p. {name}") for offset, name in page_starts], "page", length)
    sections = [*chapters, *pages, *_inside_chapters(extract.sections, chapters)]
    sections.sort(key=lambda section: (section.start, -section.end))
    return replace(extract, sections=tuple(sections))


def _navigation(root: LexborNode) -> set[int]:
    """The lists of contents, landmarks and pages, which are not part of the text."""
    return {node.mem_id for node in root.css("nav") if node.attributes.get("epub:type")}


def _sections(starts: list[tuple[int, str]], kind: str, length: int) -> list[Section]:
    """A section from each start to the next one; of several at one offset, only the last."""
    ends = [offset for offset, _ in [*starts, (length, "")][1:]]
    return [
        Section(name=line, start=offset, end=end, kind=kind)
        for (offset, name), end in zip(starts, ends, strict=True)
        if offset < end and (line := " ".join(clean(name)[0].split()))
    ]


def _inside_chapters(headings: Sequence[Section], chapters: list[Section]) -> list[Section]:
    """The headings without those that repeat the name of their chapter."""
    starts = [chapter.start for chapter in chapters]
    kept = []
    for heading in headings:
        chapter = bisect_right(starts, heading.start) - 1
        path = heading.name.split(" > ")
        # A citation names the chapter and the headings below it; one that is the same says nothing more.
        names = chapters[chapter].name.split(" > ") if chapter >= 0 else []
        while path and any(_is_repeated(path[0], name) for name in names):
            path.pop(0)
        if path:
            kept.append(replace(heading, name=" > ".join(path)))
    return kept


def _is_repeated(heading: str, chapter: str) -> bool:
    """Whether all words of one are in the other: "Chapter 1" and "Chapter 1: Loomings"."""
    ours, theirs = (set(re.findall(r"\w+", name.casefold())) for name in (heading, chapter))
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)
