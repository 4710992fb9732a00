"""The steps from words to paragraphs, on words made here: scripts and settings that a generator of PDFs lacks."""

import pytest

from index.formats.dates import pdf_date
from index.formats.pdf.structure.columns import Column, in_order
from index.formats.pdf.structure.headers_footers import HeadersAndFooters
from index.formats.pdf.structure.hyphens import Hyphens
from index.formats.pdf.structure.lines import BodyStyle, Line, joined, pieces_of
from index.formats.pdf.structure.page import ParsedPage
from index.formats.pdf.structure.paragraphs import paragraphs_of
from index.formats.pdf.structure.tables import Table
from index.formats.pdf.words.normalise import normalised
from index.formats.pdf.words.word import Style, Word
from index.formats.pdf.writer import PdfWriter

PLAIN = Style(size=10, bold=False, rotation=0)


def word(
    text: str, left: float, baseline: float = 700, *, style: Style = PLAIN, width: float | None = None
) -> Word:
    right = left + (5 * len(text) if width is None else width)
    box = (left, baseline - 2, right, baseline + 7)
    stem_box = (left, baseline - 2, right - 5, baseline + 7) if text.endswith("-") else None
    return Word(text, box, stem_box, left, right, baseline, style)


def line(text: str, left: float = 72, baseline: float = 700) -> list[Word]:
    words = []
    for part in text.split():
        words.append(word(part, left, baseline))
        left = words[-1].right + 3
    return words


def texts(pieces: list[Line]) -> list[str]:
    return [piece.text for piece in pieces]


def test_words_that_stand_side_by_side_are_one_piece_and_a_gap_parts_them() -> None:
    assert texts(pieces_of([*line("one two"), *line("three", left=300)], 1)) == ["one two", "three"]


def test_words_that_the_file_writes_in_another_order_are_put_in_place() -> None:
    first, second, third = line("one two three")

    assert texts(pieces_of([third, first, second], 1)) == ["one two three"]


def test_a_raised_number_stays_with_its_word() -> None:
    superscript = word("3", 90, 704, style=Style(size=6, bold=False, rotation=0), width=3)._replace(
        glued=True
    )

    assert texts(pieces_of([word("text", 69.9), superscript, word("goes", 96)], 1)) == ["text3 goes"]


def test_lines_from_right_to_left_keep_their_logical_order() -> None:
    words = [word("שלום", 200), word("לכל", 180), word("העולם", 150)]

    assert texts(pieces_of(words, 1)) == ["שלום לכל העולם"]
    assert joined([Line([words[2]], 1), Line([words[0], words[1]], 1)]).text == "שלום לכל העולם"


def test_columns_of_a_page_from_right_to_left_begin_at_the_right() -> None:
    rows = [700 - 12 * number for number in range(5)]
    left = [piece for row in rows for piece in pieces_of(line("בית ספר גדול מאוד שם", 72, row)[::-1], 1)]
    right = [piece for row in rows for piece in pieces_of(line("ילד קטן הולך אל הים", 320, row)[::-1], 1)]

    zones = in_order(left + right, right_to_left=True)

    assert [zone.left > 300 for zone in zones if isinstance(zone, Column)] == [True, False]


def test_prose_in_columns_is_no_table_and_numbers_in_rows_are() -> None:
    rows = [700 - 12 * number for number in range(6)]
    prose = [
        piece
        for row in rows
        for left in (72, 320)
        for piece in pieces_of(line("some words of running text here", left, row), 1)
    ]
    numbers = [
        piece for row in rows for left in (72, 200, 320) for piece in pieces_of(line("12.5", left, row), 1)
    ]

    assert [type(zone) for zone in in_order(prose)] == [Column, Column]
    assert [type(zone) for zone in in_order(numbers)] == [Table]


def test_list_markers_are_no_column_of_a_table() -> None:
    pieces = [
        piece
        for number in range(5)
        for piece in pieces_of(
            [*line(f"{number}.", 72, 700 - 12 * number), *line("an item", 100, 700 - 12 * number)], 1
        )
    ]
    (zone,) = in_order(pieces)

    assert isinstance(zone, Column)
    assert texts(zone.lines)[:2] == ["0. an item", "1. an item"]


def test_a_wide_line_that_overlaps_a_gutter_does_not_mix_the_columns() -> None:
    def rows(left: float, first: float) -> list[Line]:
        return [
            piece
            for number in range(12)
            for piece in pieces_of(line("some words of text here", left, first - 12 * number), 1)
        ]

    wide = pieces_of(line("an equation that is wider than its column and so reaches over", 100, 640.5), 1)
    zones = in_order([*rows(72, 700), *rows(240, 699), *wide])

    for zone in zones:
        assert isinstance(zone, Column)
        sides = {row.left for row in zone.lines if row.left != 100}
        assert len(sides) <= 1


def test_chinese_lines_are_joined_without_a_space() -> None:
    lines = [
        Line([word("他们在春天开会并且讨论了三次调查所", 72, 700, width=200)], 1),
        Line([word("得到的证据。", 72, 688, width=60)], 1),
    ]
    (paragraph,) = paragraphs_of(Column(lines, 72, 272), 1, BodyStyle(10, bold=False))

    assert PdfWriter({}).text_of(paragraph.lines) == "他们在春天开会并且讨论了三次调查所得到的证据。"


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ("infor-", "mation", False),
        ("well-", "known", True),  # written so elsewhere
        ("co-", "operate", False),  # the other way
        ("1990-", "1995", True),
        ("state-of-the-", "art", True),
        ("self-", "contained", True),
        ("Jean-", "Paul", True),
        ("x-", "axis", True),
        ("river-", "based", True),  # both are words here
    ],
)
def test_the_document_tells_whether_a_hyphen_stays(first: str, second: str, kept: bool) -> None:
    pieces = pieces_of(line("a well-known way to cooperate; the river is based there"), 1)

    assert Hyphens(pieces).keeps(first, second) is kept


def test_an_excerpt_loses_its_page_numbers_though_they_skip_pages() -> None:
    def page(number: int, printed: str) -> ParsedPage:
        body = [
            piece
            for row in range(8)
            for piece in pieces_of(line(f"text {number} of row {row}", 72, 700 - 12 * row), number)
        ]
        return ParsedPage(
            number, body + pieces_of(line(printed, 280, 30), number), [], 0, 800, shown_height=800
        )

    pages = [page(number, printed) for number, printed in enumerate(("4", "11", "12", "40", "41"), start=1)]
    headers_footers = HeadersAndFooters()
    headers_footers.remove(pages)

    assert headers_footers.places.keys() == {("bottom", "\0")}
    assert all(len(page.pieces) == 8 for page in pages)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("D:20240131093000+01'00'", "2024-01-31T08:30:00Z"),
        ("D:20240131093000Z", "2024-01-31T09:30:00Z"),
        ("D:20240131093000", "2024-01-31T09:30:00"),
        ("D:20240131", "2024-01-31"),
        ("D:2024", "2024"),
        ("20240131", "2024-01-31"),
        ("yesterday", None),
        ("D:20241399", None),
    ],
)
def test_dates_are_written_in_iso_8601(date: str, expected: str | None) -> None:
    assert pdf_date(date) == expected


@pytest.mark.parametrize(
    ("set_as", "typed"),
    [
        ("\ufb01nd", "find"),
        ("e\ufb03cient", "efficient"),
        ("na\u00a8\u0131ve", "naïve"),
        ("cafe\u0301", "café"),
        ("co\u00adoperate", "cooperate"),
        ("in\u00ad", "in-"),  # divided at the end of a line
        ("\u0625\u0644", "\u0644\u0625"),  # one glyph for both letters
        ("\ufee2", "\u0645"),  # the form of a letter at the end of a word
    ],
)
def test_letters_are_those_that_people_type(set_as: str, typed: str) -> None:
    assert normalised(set_as, lambda _: (0.0, 0.0, 5.0, 7.0)) == (typed, 0)


def test_an_accent_that_stands_beside_a_letter_stays_there() -> None:
    assert normalised("´a", lambda index: (9.0 * index, 0.0, 9.0 * index + 5, 7.0)) == ("´a", 0)


def test_what_nobody_sees_in_a_word_is_counted() -> None:
    assert normalised("ab\u2060\u202ec", lambda _: (0.0, 0.0, 5.0, 7.0)) == ("abc", 2)
