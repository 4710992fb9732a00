import struct

import pytest

from bench.parsing.known_writers.old_word import IN_TABLE, OldWordFile, Written
from bench.parsing.known_writers.ole import write_container
from index.documents import place
from index.formats import File, UnreadableError, read_file
from index.formats.word import reader

DELETED, HIDDEN, SYMBOL, LIST, LIST_LEVEL = 0x0800, 0x083C, 0x6A09, 0x460B, 0x260A
LISTS, LIST_USES, AUTHORS, COMMENT_PLACES, COMMENT_TEXTS, HEADERS = 73, 74, 36, 4, 5, 11


def on(number, value=1):
    """A change of one property; its number says how long the value is."""
    size = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2}[number >> 13]
    return struct.pack("<H", number) + value.to_bytes(size, "little")


def document(*paragraphs, **parts):
    """A document of paragraphs, each its text or what is `Written`."""
    written = [Written(text + "\r") if isinstance(text, str) else text for text in paragraphs]
    return OldWordFile(paragraphs=written, **parts)


def read(written, name="a.doc"):
    return read_file(File(name=name, data=written.file()))


def test_paragraphs_of_an_old_document_stand_below_their_headings():
    extract = read(document(Written("Part\r", 1), Written("Chapter\r", 2), "Words of it, 🙂 too."))
    assert extract.text == "Part\n\nChapter\n\nWords of it, 🙂 too."
    assert place(extract.sections, extract.text.index("Words")) == "Part > Chapter"


def test_headings_are_told_by_their_number_whatever_language_their_name_is_in():
    extract = read(document(Written("Teil\r", 1), "Text.", styles=[(1, "Überschrift 1")]))
    assert [block.kind for block in extract.blocks] == ["heading", "paragraph"]


def test_a_table_is_read_with_its_header_and_merged_cells():
    written = document()
    written.row(["Region", "Sold"])
    written.row(["North", "5"])
    assert read(written).text == "Region | Sold\nRegion: North | Sold: 5"


def test_a_table_inside_a_cell_belongs_to_that_cell():
    inner = IN_TABLE + on(0x6649, 2)
    cells = [Written("within\r", 0, inner + on(0x244B)), Written("\r", 0, inner + on(0x244C))]
    written = document(*cells)
    written.row(["outer", "next"])
    written.paragraphs[2] = Written("outer\x07", 0, IN_TABLE)
    assert read(written).text == "within outer | next"


def test_a_row_that_a_cut_file_does_not_end_is_read():
    assert (
        read(document(Written("North\x07", 0, IN_TABLE), Written("5\x07", 0, IN_TABLE))).text == "North | 5"
    )


def test_notes_follow_the_paragraph_that_refers_to_them():
    extract = read(document("Words\2 and more.", "The next.", notes=[(5, Written("\2 The note.\r"))]))
    assert extract.text == "Words and more.\n\nThe note.\n\nThe next."
    assert place(extract.sections, extract.text.index("The note")) == "footnote 1"


def test_deleted_and_hidden_characters_are_left_out_and_the_hidden_ones_counted():
    written = document("Kept deleted hidden.", characters=[(4, 12, on(DELETED)), (12, 19, on(HIDDEN))])
    extract = read(written)
    assert extract.text == "Kept." and extract.report.hidden == 7


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next():
    assert read(document("One ", "line.", characters=[(4, 5, on(DELETED))])).text == "One line."


def test_of_a_field_only_its_result_is_text():
    assert read(document('See \x13 HYPERLINK "http://a.b" \x14the page\x15.')).text == "See the page."


def test_a_character_of_a_symbol_font_is_the_one_that_it_shows():
    fonts = struct.pack("<HH", 1, 0) + bytes([39 + 14]) + bytes(39) + "Symbol\0".encode("utf-16-le")
    symbol = struct.pack("<HHH", SYMBOL, 0, 0xF061)
    written = document("( = 5°", characters=[(0, 1, symbol)], tables={15: (fonts, b"")})
    assert read(written).text == "α = 5°"


def level(text, form=0, start=1):
    head = struct.pack("<lBB", start, form, 0) + bytes(9) + bytes(13)
    return head + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def test_automatic_numbers_stand_before_their_paragraphs():
    lists = struct.pack("<H", 1) + struct.pack("<l", 7) + bytes(24)
    levels = level("\0.") + level("\0.\1", 4) + b"".join(level("", 255) for _ in range(7))
    uses = struct.pack("<Ll", 1, 7) + bytes(12) + struct.pack("<L", 0)
    items = [
        Written(f"{text}\r", 0, on(LIST) + on(LIST_LEVEL, depth))
        for text, depth in (("One", 0), ("Two", 1), ("Three", 0))
    ]
    extract = read(document(*items, tables={LISTS: (lists, levels), LIST_USES: (uses, b"")}))
    assert extract.text.split("\n\n") == ["1. One", "  1.a Two", "2. Three"]


def test_comments_come_last_with_their_authors():
    written = document("Words.")
    comment = "\5Is it so?\r"
    # The text of comments lies behind that of notes, of which there are none.
    tables = {
        AUTHORS: (struct.pack("<H", 3) + "Kim".encode("utf-16-le"), b""),
        COMMENT_PLACES: (struct.pack("<LL", 0, 1) + bytes(30), b""),
        COMMENT_TEXTS: (struct.pack("<LL", 0, len(comment)), b""),
    }
    written.behind, written.tables = (4, comment), tables
    extract = read(written)
    assert place(extract.sections, extract.text.index("Is it so")) == "comment by Kim"


def test_headers_are_read_once_each_as_what_they_are():
    written = document("Words.")
    header = "Of the Society\r"
    places = [0] * 8 + [len(header)] * 5
    written.behind, written.tables = (
        (2, header),
        {
            HEADERS: (struct.pack(f"<{len(places)}L", *places), b""),
            6: (struct.pack("<LL", 0, 7) + bytes(12), b""),
        },
    )
    extract = read(written)
    assert extract.text.endswith("Of the Society") and extract.blocks[-1].kind == "furniture"


@pytest.mark.parametrize(
    ("ident", "version", "flags", "reason"),
    [
        (
            0xA5DC,
            0x68,
            0,
            r"of Word 6 or 95, which is not read; open it in a word processor and save it as \.docx",
        ),
        (0xA5EC, 0xC1, 0x8100, "encrypted in a way that is not read; save it without a password"),
        (0x1234, 0xC1, 0, "damaged, or no file of Word"),
    ],
)
def test_what_is_not_read_of_word_has_a_reason_that_says_what_to_do(ident, version, flags, reason):
    main = struct.pack("<HH6xH", ident, version, flags) + bytes(1000)
    data = write_container({"WordDocument": main, "0Table": b"x"})
    with pytest.raises(UnreadableError, match=reason):
        read_file(File(name="a.doc", data=data))


def test_an_encrypted_document_asks_for_its_password():
    header = struct.pack("<HH", 1, 1) + bytes(48)
    main = struct.pack("<HH6xHxxL", 0xA5EC, 0xC1, 0x0100, len(header)) + bytes(1000)
    data = write_container({"WordDocument": main, "0Table": header})
    with pytest.raises(UnreadableError, match="give its password"):
        read_file(File(name="a.doc", data=data))


def test_pieces_that_lie_one_over_the_other_are_no_text():
    written = document("Words.")
    pieces = struct.pack("<LLL", 0, 7, 3) + bytes(16)
    written.tables = {33: (b"\2" + struct.pack("<L", len(pieces)) + pieces, b"")}
    with pytest.raises(UnreadableError, match="where its text lies"):
        read(written)


def test_a_fault_of_the_reader_leaves_the_words_of_the_document(monkeypatch):
    def fails(*_):
        raise KeyError

    monkeypatch.setattr(reader, "BlockWriter", fails)
    extract = read(document("Words.", "More."))
    assert extract.text == "Words.\n\nMore." and "KeyError in its Word reader" in extract.report.notes[-1]
