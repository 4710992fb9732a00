"""From elements to lines of a given width: broken, hyphenated, justified."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reportlab.pdfbase.pdfmetrics import stringWidth

from bench.parsing.known_text import Heading, ListItem, Paragraph, Path, Table

_HEADING_SIZES = (18.0, 14.0, 12.0)
_INDENT = 18.0
# A word is hyphenated between a vowel and a consonant, at least three letters from its ends.
_BREAK = re.compile(r"(?<=[a-z]{2}[aeiou])(?=[bcdfgklmnprstv][a-z]{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """The names of the fonts, and the size of the text."""

    text: str = "Times-Roman"
    bold: str = "Helvetica-Bold"
    size: float = 11.0


class Piece(NamedTuple):
    """Text at a distance from the left end of the line; `stretch` is added to each space."""

    left: float
    font: str
    size: float
    text: str
    rise: float = 0.0
    stretch: float = 0.0


@dataclass(slots=True, kw_only=True)
class Line:
    """A line to set.

    Attributes:
        height: The height, leading included.
        pieces: The text on the line.
        gap: The space above it, except at the top of a column.
        begins: The sentences that begin on it.
        notes: The lines of a footnote that must be on the same page.
        keep: Whether the next line must be on the same page.
        bookmark: The level and text of a heading.
        cells: The edges of table cells, to be ruled.
    """

    height: float
    pieces: list[Piece]
    gap: float = 0.0
    begins: list[str] = field(default_factory=list)
    notes: list["Line"] = field(default_factory=list)
    keep: bool = False
    bookmark: tuple[int, str] | None = None
    cells: Sequence[float] = ()


def lines_of(
    element: Heading | Paragraph | ListItem | Table, path: Path, width: float, fonts: Fonts
) -> list[Line]:
    """The lines of an element."""
    match element:
        case Heading():
            return _heading(element, width, fonts)
        case Table():
            return _table(element, width, fonts)
        case ListItem():
            marker = f"{element.number}." if element.number else "•"
            lines = _prose(element.sentences, width - _INDENT, fonts, fonts.size)
            for line in lines:
                line.pieces = [piece._replace(left=piece.left + _INDENT) for piece in line.pieces]
            lines[0].pieces.insert(0, Piece(_INDENT / 3, fonts.text, fonts.size, marker))
            return lines
        case Paragraph():
            lines = _prose(element.sentences, width, fonts, fonts.size)
            if element.footnote:
                _add_note(lines[-1], element, width, fonts)
            return lines


def _heading(heading: Heading, width: float, fonts: Fonts) -> list[Line]:
    size = _HEADING_SIZES[heading.level - 1]
    rows = list(_broken(heading.text.split(" "), width, fonts.bold, size, hyphenate=False))
    lines = [
        # A heading is never the last line of a page or column.
        Line(height=size * 1.25, pieces=[Piece(0, fonts.bold, size, " ".join(row))], keep=True)
        for row in rows
    ]
    lines[0].gap, lines[0].bookmark = size * 0.8, (heading.level, heading.text)
    return lines


def _add_note(line: Line, paragraph: Paragraph, width: float, fonts: Fonts) -> None:
    note = paragraph.footnote
    assert note  # the caller checks that there is one
    last = line.pieces[-1]
    small = fonts.size * 0.6
    end = last.left + stringWidth(last.text, last.font, last.size)
    line.pieces.append(Piece(end, fonts.text, small, str(note.number), rise=fonts.size * 0.35))
    line.notes = _prose(note.sentences, width - 12, fonts, fonts.size * 0.8)
    for note_line in line.notes:
        note_line.gap = 0.0
        note_line.pieces = [piece._replace(left=piece.left + 12) for piece in note_line.pieces]
    line.notes[0].pieces.insert(0, Piece(0, fonts.text, small, str(note.number), rise=fonts.size * 0.3))


def _prose(sentences: Sequence[str], width: float, fonts: Fonts, size: float) -> list[Line]:
    words = [word for sentence in sentences for word in sentence.split(" ")]
    first_words, count = {}, 0
    for sentence in sentences:
        first_words[count] = sentence
        count += sentence.count(" ") + 1
    lines: list[Line] = []
    rows = list(_broken(words, width, fonts.text, size))
    place, continued = 0, False
    for row in rows:
        text = " ".join(row)
        spaces = len(row) - 1
        missing = width - stringWidth(text, fonts.text, size)
        stretch = (
            # The last line, and lines whose gaps would be too wide, are not justified.
            missing / spaces if spaces and row is not rows[-1] and missing / spaces < size * 0.6 else 0.0
        )
        # The rest of a hyphenated word begins no sentence on this line.
        starting = range(place + continued, place + len(row))
        lines.append(
            Line(
                height=size * 1.27,
                pieces=[Piece(0, fonts.text, size, text, stretch=stretch)],
                begins=[first_words[number] for number in starting if number in first_words],
            )
        )
        continued = row.is_hyphenated
        place += len(row) - continued
    lines[0].gap = size * 0.55
    return lines


class _Row(list[str]):
    """The words of a line, and whether the last one continues on the next line."""

    is_hyphenated = False


def _broken(
    words: Sequence[str], width: float, font: str, size: float, *, hyphenate: bool = True
) -> Iterator[_Row]:
    """Breaks words into lines; a word that does not fit is hyphenated where possible."""
    row, rest = _Row(), list(reversed(words))
    while rest:
        word = rest.pop()
        # A word that is wider than the line is set all the same, or this would not end.
        if stringWidth(" ".join([*row, word]), font, size) <= width or not row:
            row.append(word)
            continue
        head, tail = _hyphenated(row, word, width, font, size) if hyphenate else ("", word)
        if head:
            row.append(head)
            row.is_hyphenated = True
        yield row
        row = _Row()
        rest.append(tail)
    yield row


def _hyphenated(row: list[str], word: str, width: float, font: str, size: float) -> tuple[str, str]:
    """The part of a word that fits with its hyphen, and the rest."""
    # A hyphen of the word itself is not written twice.
    own = [match.end() for match in re.finditer(r"\w-(?=\w)", word)]
    fitting = [
        (word[:at] + ("" if at in own else "-"), word[at:])
        for at in sorted({*own, *(match.start() for match in _BREAK.finditer(word))})
        # A word with a hyphen is only broken there: with two, nobody knows which belongs to it.
        if at in own or "-" not in word
    ]
    fitting = [parts for parts in fitting if stringWidth(" ".join([*row, parts[0]]), font, size) <= width]
    return fitting[-1] if fitting else ("", word)


def _table(table: Table, width: float, fonts: Fonts) -> list[Line]:
    # Cells are not broken into lines, so a narrow column needs smaller letters.
    size = fonts.size * 0.85 if width > 300 else fonts.size * 0.65
    step = width / len(table.header)
    edges = [step * number for number in range(len(table.header) + 1)]
    lines = []
    for number, row in enumerate((table.header, *table.rows)):
        font = fonts.text if number else fonts.bold
        pieces = [Piece(edge + 3, font, size, cell) for edge, cell in zip(edges, row, strict=False)]
        # All lines of a table stay on one page.
        lines.append(Line(height=size * 1.6, pieces=pieces, cells=edges, keep=True))
    lines[0].gap, lines[-1].keep = size, False
    return lines
