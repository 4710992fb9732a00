import pytest

from index.boxes import pack, span_boxes, unpack
from index.documents import Box, WordBox


def word(start, end, left, bottom, page=1, width=30):
    return WordBox(start, end, page, left, bottom, left + width, bottom + 10)


WORDS = [
    word(0, 3, 50, 700),
    word(4, 8, 85, 701),
    word(9, 12, 50, 680),
    word(13, 20, 300, 700),
    word(21, 25, 50, 700, 2),
]


def test_boxes_come_back_to_a_hundredth_of_a_point():
    words = [WordBox(5, 9, 3, 1.234, -7.5, 100.006, 14_400.0), *WORDS[3:]]
    assert unpack(pack(words))[1:] == WORDS[3:]
    assert unpack(pack(words))[0] == pytest.approx(words[0], abs=0.006)
    assert unpack(pack([])) == []


def test_a_quote_has_a_box_for_each_line_column_and_page():
    boxes = span_boxes(WORDS, (0, 25))
    assert boxes[0] == Box(page=1, left=50, bottom=700, right=115, top=711)
    assert [(box.page, box.left, box.bottom) for box in boxes] == [
        (1, 50, 700),
        (1, 50, 680),
        (1, 300, 700),
        (2, 50, 700),
    ]


def test_only_the_words_of_the_quote_are_in_it():
    assert span_boxes(WORDS, (4, 8)) == (Box(page=1, left=85, bottom=701, right=115, top=711),)
    assert span_boxes(WORDS, (30, 40)) == ()


def test_bytes_that_are_not_packed_boxes_are_refused():
    with pytest.raises(ValueError, match="not packed boxes"):
        unpack(b"something else")


def test_a_line_that_runs_to_the_left_is_one_box_and_the_column_beside_it_another():
    words = [word(0, 3, 300, 700), word(4, 8, 265, 700), word(9, 12, 50, 700)]
    boxes = span_boxes(words, (0, 12))
    assert [(box.left, box.right) for box in boxes] == [(265, 330), (50, 80)]


def test_a_superscript_number_of_a_note_is_a_box_of_its_own():
    note = WordBox(4, 5, 1, 81, 703, 84, 710)
    after = WordBox(6, 9, 1, 88, 700, 118, 708)
    boxes = span_boxes([WordBox(0, 4, 1, 50, 700, 80, 708), note, after], (0, 9))
    assert [(box.left, box.top) for box in boxes] == [(50, 708), (81, 710), (88, 708)]


def test_each_cell_of_a_row_is_a_box():
    """The bar between two cells in the text is not on the page; cells of a row may be at different heights."""
    words = [WordBox(0, 9, 1, 50, 700, 90, 708), WordBox(12, 15, 1, 101, 703, 120, 711)]
    assert len(span_boxes(words, (0, 15))) == 2
    assert len(span_boxes([words[0], words[1]._replace(start=10)], (0, 15))) == 1


def test_an_initial_letter_over_several_lines_is_a_box_of_its_own():
    letter = WordBox(0, 1, 1, 50, 680, 70, 708)
    words = [letter, *(WordBox(at, at + 4, 1, 60 + 10 * at, 700, 95 + 10 * at, 708) for at in (1, 6, 11))]
    boxes = span_boxes(words, (0, 20))
    assert [(box.left, box.bottom) for box in boxes] == [(50, 680), (70, 700)]


def test_a_subscript_below_a_superscript_is_a_box_of_its_own():
    letter, superscript = WordBox(0, 1, 1, 50, 700, 57, 705), WordBox(1, 4, 1, 58, 704, 66, 712)
    lowered, after = WordBox(4, 5, 1, 57.5, 698.6, 60.5, 702.2), WordBox(6, 10, 1, 68, 700, 88, 707)
    boxes = span_boxes([letter, superscript, lowered, after], (0, 10))
    assert [(box.left, box.right) for box in boxes] == [(50, 57), (58, 66), (57.5, 60.5), (68, 88)]
