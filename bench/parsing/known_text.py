"""A text that is known word by word, as a structure from which every format can be written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import TypeAlias

from bench.parsing.known_words import Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; level 1 opens a chapter."""

    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A footnote; its number is at the end of its paragraph."""

    number: int
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Sentences, one after the other."""

    sentences: tuple[str, ...]
    footnote: Footnote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """An item of a list; `number` from 1, or None for a bullet."""

    sentences: tuple[str, ...]
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Cells of a word or a number each."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak:
    """The next element begins a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The next elements are set in this many columns, if the format has columns."""

    count: int


Element: TypeAlias = Heading | Paragraph | ListItem | Table | PageBreak | Columns
Path: TypeAlias = tuple[str, ...]

# The order of elements in a chapter; the next chapter continues where one ended. p paragraph, f paragraph with a
# footnote, b bullets, n numbered items, T table, 2 and 3 headings of that level, | begin of two columns (without
# footnotes, which would be below all columns), - end of the two columns.
_ORDER = "2 p f b p T n 3 p | p p - f 2 p p b p f 3 T p n 3 p f 2 | p p p - T p b p"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownText:
    """A title, an author, and elements in reading order."""

    title: str
    author: str
    elements: tuple[Element, ...]

    def parts(self) -> Iterator[tuple[Path, Element]]:
        """Yields each element with the path of headings above it; the path of a heading ends with itself."""
        path: Path = ()
        levels: list[tuple[int, str]] = []
        for element in self.elements:
            if isinstance(element, Heading):
                # A heading ends those of its own level and below.
                levels = [level for level in levels if level[0] < element.level] + [
                    (element.level, element.text)
                ]
                path = tuple(text for _, text in levels)
            yield path, element

    def tables(self) -> list[Table]:
        """The tables, in order."""
        return [element for element in self.elements if isinstance(element, Table)]

    def chapters(self) -> list[list[tuple[Path, Element]]]:
        """The parts, grouped by chapter; each chapter begins with a heading of level 1."""
        chapters: list[list[tuple[Path, Element]]] = []
        for path, element in self.parts():
            if isinstance(element, Heading) and element.level == 1:
                chapters.append([])
            if chapters:
                chapters[-1].append((path, element))
        return chapters


def known_text(*, seed: int = 1, words: int = 20_000) -> KnownText:
    """Makes a text of at least that many words (400 make a page); the same seed makes the same text."""
    prose = Prose(seed)
    title = f"The {prose.heading()}"
    elements: list[Element] = []
    order = cycle(_ORDER.split())
    counted, chapter_end, footnotes = 0, 0, 0
    while counted < words:
        if counted >= chapter_end:
            # Not before the first chapter: it would begin with an empty page.
            new: list[Element] = [PageBreak()] if elements else []
            new += [
                Heading(level=1, text=prose.heading()),
                _paragraph(prose),
                Heading(level=2, text=prose.heading()),
            ]
            # Some eight chapters, but in a short text none of less than a page.
            chapter_end = counted + max(400, words // 8)
        else:
            new = _elements(next(order), prose, footnotes + 1)
        footnotes += sum(isinstance(element, Paragraph) and element.footnote is not None for element in new)
        counted += sum(len(text.split()) for element in new for text in texts_of(element))
        elements += new
    return KnownText(title=title, author="Ada Brantov", elements=tuple(elements))


def _elements(letter: str, prose: Prose, number: int) -> list[Element]:
    if letter in "23":
        return [Heading(level=int(letter), text=prose.heading())]
    if letter in "|-":
        return [Columns(count=2 if letter == "|" else 1)]
    if letter == "T":
        return [_table(prose)]
    if letter in "bn":
        return [
            ListItem(sentences=_sentences(prose, 1, 2), number=place if letter == "n" else None)
            for place in range(1, prose.chance.randint(3, 5))
        ]
    return [_paragraph(prose, number if letter == "f" else None)]


def _paragraph(prose: Prose, note: int | None = None) -> Paragraph:
    footnote = Footnote(number=note, sentences=_sentences(prose, 1, 2)) if note else None
    return Paragraph(sentences=_sentences(prose, 2, 6), footnote=footnote)


def _sentences(prose: Prose, least: int, most: int) -> tuple[str, ...]:
    return tuple(prose.sentence() for _ in range(prose.chance.randint(least, most)))


def _table(prose: Prose) -> Table:
    # At most ten letters, because cells are not broken into lines in the PDFs.
    header = (prose.noun(10).capitalize(), "Year", prose.noun(10).capitalize(), "Share")
    rows = tuple(
        (
            prose.noun(10),
            str(prose.chance.randint(1900, 2024)),
            prose.noun(10),
            f"{prose.chance.randint(1, 99)}.{prose.chance.randint(1, 9)}",
        )
        for _ in range(prose.chance.randint(3, 7))
    )
    return Table(header=header, rows=rows)


def texts_of(element: Element) -> list[str]:
    """The texts of an element in reading order, without its footnote."""
    match element:
        case Heading():
            return [element.text]
        case Paragraph() | ListItem():
            return list(element.sentences)
        case Table():
            return [cell for row in (element.header, *element.rows) for cell in row]
        case _:
            return []


def words_of(text: str) -> list[str]:
    """The words of a text: runs of letters and digits, in lower case."""
    # Without signs: formats write bullets, rules and marks of their own.
    return re.findall(r"[^\W_]+", text.lower())
