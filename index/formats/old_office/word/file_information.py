"""Where in a Word file what stands: its file information block (FIB), and the tables that it points to.

Source: [MS-DOC] 2.5 (the FIB), 2.8 (tables of places, PLC).
"""

import struct
from dataclasses import dataclass
from typing import NamedTuple

from index.formats.extract import File, UnreadableError
from index.formats.old_office.container import Container
from index.formats.old_office.encrypted import decryption

_STREAM = "WordDocument"
_WORD_97, _WORD_6 = 0xA5EC, 0xA5DC
_OLDEST = 0xC1  # of Word 97
_ENCRYPTED, _SECOND_TABLE, _OBFUSCATED = 0x0100, 0x0200, 0x8000
# Where the lengths of the parts of the text are, and where the list of tables begins.
_LENGTHS, _TABLES = 0x4C, 0x9A
# So much of the file is not encrypted ([MS-DOC] 2.2.6.2).
_PLAIN = 68

# Numbers of tables in the list (2.5.6, 2.5.7).
STYLES, NOTE_PLACES, NOTE_TEXTS, COMMENT_PLACES, COMMENT_TEXTS = 1, 2, 3, 4, 5
SECTIONS, HEADERS, CHARACTERS, PARAGRAPHS, FONTS, SETTINGS, PIECES = 6, 11, 12, 13, 15, 31, 33
COMMENT_AUTHORS, SHAPES, HEADER_SHAPES, END_PLACES, END_TEXTS = 36, 40, 41, 46, 47
BOX_TEXTS, HEADER_BOX_TEXTS, LISTS, LIST_USES = 56, 58, 73, 74

_OLD = "it is a file of Word {}, which is not read; open it in a word processor and save it as .docx"


class Plc(NamedTuple):
    """A table of places: n + 1 character positions, and n pieces of data between them."""

    places: list[int]
    data: list[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFile:
    """The streams of a document, and where its parts are.

    Attributes:
        main: The stream with the text.
        table: The stream with the tables.
        data: The stream with pictures and long properties.
        lengths: How many characters the main text, footnotes, headers, macros, comments, endnotes, boxes and
            boxes in headers have.
    """

    main: bytes
    table: bytes
    data: bytes
    lengths: tuple[int, ...]

    def part(self, number: int) -> tuple[int, int]:
        """Where a table lies in its stream: its start and its end; nothing if the file has none."""
        try:
            start, size = struct.unpack_from("<LL", self.main, _TABLES + 8 * number)
        except struct.error:
            return 0, 0
        return start, min(start + size, len(self.table))

    def bytes_of(self, number: int) -> bytes:
        """A table as bytes."""
        start, end = self.part(number)
        return self.table[start:end]

    def plc(self, number: int, size: int) -> Plc:
        """A table of places with `size` bytes of data for each."""
        return read_plc(self.bytes_of(number), size)

    def stretch(self, number: int) -> tuple[int, int]:
        """Where a part of the text lies, by its number among `lengths`: character positions."""
        start = sum(self.lengths[:number])
        return start, start + self.lengths[number]


def read_plc(data: bytes, size: int) -> Plc:
    """The places in a table, and the `size` bytes for each stretch between two of them."""
    count = max((len(data) - 4) // (4 + size), 0)
    places = list(struct.unpack_from(f"<{count + 1}L", data)) if count else []
    start = 4 * (count + 1)
    return Plc(places, [data[start + size * at : start + size * (at + 1)] for at in range(count)])


def open_word_file(container: Container, file: File) -> WordFile:
    """The streams of a document, decrypted if they are encrypted.

    Raises:
        EncryptedError: Its password is missing or wrong.
        UnreadableError: It is of an older Word, or damaged.
    """
    main = container.read(_STREAM)
    try:
        ident, version, flags, key = struct.unpack_from("<HH6xHxxL", main)
        struct.unpack_from("<8L", main, _LENGTHS)
    except struct.error as error:
        raise UnreadableError("it is damaged: its beginning is missing") from error
    if ident == _WORD_6 or (ident == _WORD_97 and version < _OLDEST):
        raise UnreadableError(_OLD.format("6 or 95"))
    if ident != _WORD_97:
        raise UnreadableError("it is damaged, or no file of Word")
    table = container.read("1Table" if flags & _SECOND_TABLE else "0Table")
    data = container.optional("Data")
    if flags & _ENCRYPTED:
        if flags & _OBFUSCATED:
            raise UnreadableError("it is encrypted in a way that is not read; save it without a password")
        decrypt = decryption(table[:key], file.password)
        main = main[:_PLAIN] + decrypt(main)[_PLAIN:]
        table, data = decrypt(table), decrypt(data)
    return WordFile(main=main, table=table, data=data, lengths=struct.unpack_from("<8L", main, _LENGTHS))
