"""Known text as a document of Word 97: its streams, with styles, tables and footnotes ([MS-DOC])."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.parsing.known_files import Answers, KnownFile
from bench.parsing.known_text import Footnote, Heading, KnownText, ListItem, Paragraph, Table, texts_of
from bench.parsing.known_writers.ole import write_container

_TEXT_START = 2048
_PAGE = 512
# Numbers of tables in the list of the file information block.
_STYLES, _NOTE_PLACES, _NOTE_TEXTS, _CHARACTERS, _PARAGRAPHS, _PIECES = 1, 2, 3, 12, 13, 33
IN_TABLE = struct.pack("<HB", 0x2416, 1)
_ROW_END = struct.pack("<HB", 0x2417, 1)
_LAST_CELL = "\x07"


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph: its characters with the one that ends it, its style, and what it changes."""

    text: str
    style: int = 0
    changes: bytes = b""


@dataclass(slots=True)
class OldWordFile:
    """What a document holds; `file` writes it.

    Attributes:
        paragraphs: Of the main text.
        notes: The place of the reference of each footnote among its characters, and its paragraph.
        styles: The names of the styles after the first, and which of Word's own each is.
        characters: What is changed of stretches of characters of the main text, in order.
        tables: Other tables by their number; and what stands behind each, which its length does not count.
        behind: One more part of the text by its number among them, such as 2 for headers.
    """

    paragraphs: list[Written] = field(default_factory=list)
    notes: list[tuple[int, Written]] = field(default_factory=list)
    styles: Sequence[tuple[int, str]] = ((1, "heading 1"), (2, "heading 2"), (3, "heading 3"))
    characters: list[tuple[int, int, bytes]] = field(default_factory=list)
    tables: dict[int, tuple[bytes, bytes]] = field(default_factory=dict)
    behind: tuple[int, str] = (2, "")

    @property
    def length(self) -> int:
        """How many characters the main text has so far."""
        return sum(len(paragraph.text) for paragraph in self.paragraphs)

    def row(self, cells: Sequence[str], width: int = 2_000) -> None:
        """Adds a row of a table, each cell so many twentieths of a point wide."""
        self.paragraphs += [Written(cell + _LAST_CELL, 0, IN_TABLE) for cell in cells]
        edges = struct.pack(f"<{len(cells) + 1}h", *range(0, width * (len(cells) + 1), width))
        stated = bytes([len(cells)]) + edges + bytes(20 * len(cells))
        row = struct.pack("<HH", 0xD608, len(stated) + 1) + stated
        self.paragraphs.append(Written(_LAST_CELL, 0, IN_TABLE + _ROW_END + row))

    def file(self) -> bytes:
        """The document as a file."""
        notes = [note for _, note in self.notes]
        # Behind notes stands one more paragraph, which belongs to none.
        end = [Written("\r")] if notes else []
        end += [Written(self.behind[1])] if self.behind[1] else []
        text = "".join(written.text for written in (*self.paragraphs, *notes, *end))
        data = text.encode("utf-16-le")
        pages = _pages([*self.paragraphs, *notes, *end])
        main = bytearray(_TEXT_START) + data
        main += bytes(-len(main) % _PAGE)
        first = len(main) // _PAGE
        main += b"".join(page for _, _, page in pages)
        starts = [start for start, _, _ in pages] + [pages[-1][1]] if pages else [0]
        table = bytearray(b"\0\0")
        listed = {
            _STYLES: _style_sheet(self.styles),
            _PARAGRAPHS: struct.pack(f"<{len(starts)}L", *starts)
            + struct.pack(f"<{len(pages)}L", *range(first, first + len(pages))),
            _PIECES: b"\2" + struct.pack("<LLLHLH", 16, 0, len(text), 0, _TEXT_START, 0),
        }
        if notes:
            ends, at = [0], 0
            for note in notes:
                at += len(note.text)
                ends.append(at)
            places = [place for place, _ in self.notes]
            count = len(notes)
            listed[_NOTE_PLACES] = struct.pack(f"<{count + 1}L{count}H", *places, self.length, *[1] * count)
            listed[_NOTE_TEXTS] = struct.pack(f"<{count + 2}L", *ends, at + 1)
        struct.pack_into("<HH6xH", main, 0, 0xA5EC, 0xC1, 0x0200)
        of_notes = sum(len(note.text) for note in notes) + bool(notes)
        struct.pack_into("<LL", main, 0x4C, self.length, of_notes)
        struct.pack_into("<L", main, 0x4C + 4 * self.behind[0], len(self.behind[1]))
        if self.characters:
            listed[_CHARACTERS] = struct.pack("<LLL", 0, len(main), len(main) // _PAGE)
            main += _page_of_characters(self.characters)
        for number, (part, behind) in (
            {number: (part, b"") for number, part in listed.items()} | self.tables
        ).items():
            struct.pack_into("<LL", main, 0x9A + 8 * number, len(table), len(part))
            table += part + behind
        return write_container({"WordDocument": bytes(main), "1Table": bytes(table)})


def write_doc(text: KnownText) -> KnownFile:
    """Writes headings, paragraphs, tables and footnotes."""
    answers, written = Answers(), OldWordFile()
    for path, element in text.parts():
        match element:
            case Heading():
                written.paragraphs.append(Written(f"{element.text}\r", element.level))
                answers.text(element.text)
            case Paragraph() | ListItem():
                for sentence in element.sentences:
                    answers.sentence(sentence, path)
                line = " ".join(element.sentences)
                if isinstance(element, Paragraph) and element.footnote:
                    _note(written, element.footnote, line, answers)
                    line += "\2"
                written.paragraphs.append(Written(f"{line}\r"))
            case Table():
                for row in (element.header, *element.rows):
                    written.row(row)
                answers.text(*texts_of(element))
    return answers.file("doc", "known.doc", written.file())


def _note(written: OldWordFile, note: Footnote, line: str, answers: Answers) -> None:
    written.notes.append((written.length + len(line), Written(f"\2 {' '.join(note.sentences)}\r")))
    answers.note(note)


def _style_sheet(styles: Sequence[tuple[int, str]]) -> bytes:
    head = struct.pack("<HHH", len(styles) + 1, 10, 0)
    sheet = struct.pack("<H", len(head)) + head
    for identity, name in ((0, "Normal"), *styles):
        changes = struct.pack("<HHH", 2, 0, 0)
        style = struct.pack("<HHHHH", identity, 0xFFF1, 2, 0, 0)
        style += struct.pack("<H", len(name)) + name.encode("utf-16-le") + b"\0\0" + changes
        sheet += struct.pack("<H", len(style)) + style + bytes(len(style) % 2)
    return sheet


def _pages(paragraphs: Sequence[Written]) -> list[tuple[int, int, bytes]]:
    """Pages with what is stated for the paragraphs: where each begins and ends in the file, and its bytes."""
    pages, waiting, place = [], list[tuple[int, int, bytes]](), _TEXT_START
    for written in paragraphs:
        end = place + 2 * len(written.text)
        stated = struct.pack("<H", written.style) + written.changes
        stated += bytes((len(stated) + 1) % 2)
        entry = (place, end, bytes([(len(stated) + 1) // 2]) + stated)
        if waiting and not _fits([*waiting, entry]):
            pages.append(_page(waiting))
            waiting = []
        waiting.append(entry)
        place = end
    return [*pages, _page(waiting)] if waiting else pages


def _fits(entries: Sequence[tuple[int, int, bytes]]) -> bool:
    return 4 + sum(4 + 13 + len(stated) + 1 for _, _, stated in entries) < _PAGE


def _page(entries: Sequence[tuple[int, int, bytes]]) -> tuple[int, int, bytes]:
    page = bytearray(_PAGE)
    places = [entries[0][0], *(end for _, end, _ in entries)]
    struct.pack_into(f"<{len(places)}L", page, 0, *places)
    free = _PAGE - 1
    for at, (_, _, stated) in enumerate(entries):
        free = (free - len(stated)) // 2 * 2
        page[free : free + len(stated)] = stated
        page[4 * len(places) + 13 * at] = free // 2
    page[-1] = len(entries)
    return places[0], places[-1], bytes(page)


def _page_of_characters(stretches: Sequence[tuple[int, int, bytes]]) -> bytes:
    """A page with what is stated for stretches of characters; between them nothing is."""
    page, place = bytearray(_PAGE), 0
    entries: list[tuple[int, bytes]] = []
    for start, end, changes in stretches:
        entries += [(start, b"")] * (start > place) + [(end, changes)]
        place = end
    places = [_TEXT_START, *(_TEXT_START + 2 * end for end, _ in entries)]
    struct.pack_into(f"<{len(places)}L", page, 0, *places)
    free = _PAGE - 1
    for at, (_, changes) in enumerate(entries):
        if changes:
            free = (free - len(changes) - 1) // 2 * 2
            page[free : free + 1 + len(changes)] = bytes([len(changes)]) + changes
            page[4 * len(places) + at] = free // 2
    page[-1] = len(entries)
    return bytes(page)
