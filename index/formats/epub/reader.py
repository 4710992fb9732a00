"""EPUB books: chapters as the table of contents names them, and the pages of the printed book if it says them."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from selectolax.lexbor import LexborNode

from index.documents import ExtractionReport, Section
from index.formats.archives.packages import Package
from index.formats.builder import TextBuilder
from index.formats.characters.clean import clean
from index.formats.epub.contents import Place, read_contents
from index.formats.epub.package import read_book
from index.formats.extract import Extract, File, UnreadableError
from index.formats.html.anchors import Mark
from index.formats.html.blocks import write_blocks
from index.formats.html.encoding import decode_page
from index.formats.html.tree import parse_page
from index.formats.html.xhtml import with_end_tags


class _Written:
    """Where what the contents name has come to stand in the text."""

    def __init__(self) -> None:
        self._files: list[tuple[str, int | None]] = []  # where each begins; None if it holds no text
        self._anchors: dict[tuple[str, str], int] = {}
        self.pages: list[tuple[int, str]] = []

    def add(self, path: str, marks: list[Mark]) -> None:
        """What was found in the next file; its first mark is its beginning."""
        self._files.append((path, marks[0].offset if marks else None))
        for mark in marks:
            self._anchors.setdefault((path, mark.id), mark.offset)
            if mark.page:
                self.pages.append((mark.offset, mark.page))

    def starts(self, places: list[Place]) -> list[tuple[int, str]]:
        """Where places are, in the order of the text. An anchor that is not there means the beginning of its file."""
        begins: dict[str, int] = {}
        following: int | None = None
        for path, start in reversed(self._files):
            following = start if start is not None else following
            if following is not None:
                begins[path] = following
        found = (
            (self._anchors.get((place.path, place.anchor), begins.get(place.path)), place.name)
            for place in places
        )
        return sorted(((offset, name) for offset, name in found if offset is not None), key=lambda it: it[0])


def read_epub(file: File) -> Extract:
    """Reads a book. Sections are its chapters, the headings inside them, and its printed pages.

    Raises:
        UnreadableError: It is damaged, locked by DRM, or none of its chapters can be read.
    """
    package = Package(file.data, file.password)
    book = read_book(package)
    contents = read_contents(package, book.navigation)
    wanted = {"", *(chapter.anchor for chapter in (*contents.chapters, *contents.pages))}
    builder, written, notes = TextBuilder(), _Written(), list(book.notes)
    read = 0
    for path in book.spine:
        try:
            root = parse_page(with_end_tags(decode_page(package.read(path))))
        except UnreadableError as error:
            notes.append(f"A chapter could not be read ({path}): {error}.")
            continue
        builder.leave_headings()
        written.add(path, write_blocks(builder, root, _lists(root), wanted=wanted))
        read += 1
    if not read:
        raise UnreadableError("it is damaged: none of its chapters can be read")
    extract = builder.build(
        title=book.title, metadata=book.metadata, report=ExtractionReport(notes=tuple(notes))
    )
    pages = written.pages or written.starts(contents.pages)
    return _with_sections(extract, written.starts(contents.chapters), pages)


def _lists(root: LexborNode) -> set[int]:
    """The lists of contents, landmarks and pages, which only lead to the text."""
    return {it.mem_id for it in root.css("nav") if it.attributes.get("epub:type")}


def _with_sections(
    extract: Extract, chapters: list[tuple[int, str]], pages: list[tuple[int, str]]
) -> Extract:
    length = len(extract.text)
    of_chapters = _stretches(chapters, "chapter", length)
    of_pages = _stretches([(offset, f"p. {name}") for offset, name in pages], "page", length)
    sections = [*of_chapters, *of_pages, *_inside_chapters(extract.sections, of_chapters)]
    return replace(
        extract, sections=tuple(sorted(sections, key=lambda section: (section.start, -section.end)))
    )


def _stretches(starts: list[tuple[int, str]], kind: str, length: int) -> list[Section]:
    """Sections from each start to the next. Of several at one place the last is the innermost."""
    ends = [offset for offset, _ in [*starts, (length, "")][1:]]
    return [
        Section(name=line, start=offset, end=end, kind=kind)
        for (offset, name), end in zip(starts, ends, strict=True)
        if offset < end and (line := " ".join(clean(name)[0].split()))
    ]


def _inside_chapters(headings: Sequence[Section], chapters: list[Section]) -> list[Section]:
    """The headings without those that say the name of their chapter again."""
    starts = [chapter.start for chapter in chapters]
    kept = []
    for heading in headings:
        at = bisect_right(starts, heading.start) - 1
        steps = heading.name.split(" > ")
        known = chapters[at].name.split(" > ") if at >= 0 else []
        while steps and any(_says_the_same(steps[0], name) for name in known):
            steps.pop(0)
        if steps:
            kept.append(replace(heading, name=" > ".join(steps)))
    return kept


def _says_the_same(heading: str, chapter: str) -> bool:
    """Whether one is the other or a part of it: "Chapter 1" and "Chapter 1: Loomings"."""
    ours, theirs = (set(re.findall(r"\w+", it.casefold())) for it in (heading, chapter))
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)
