"""What blocks are by the blocks around them: contents, running lines, headings in bold."""

import time

from index.documents import Block, Section
from index.formats.kinds import refine
from index.formats.kinds.contents import contents
from index.formats.kinds.refine import refined


def kinds_of(texts, *, bold=(), kinds=None, per_page=0):
    text = "\n".join(texts)
    blocks, start = [], 0
    for number, line in enumerate(texts):
        blocks.append(Block(start=start, end=start + len(line), kind=(kinds or {}).get(number, "paragraph")))
        start += len(line) + 1
    pages = [
        Section(name="p.", start=blocks[at].start, end=blocks[at + per_page - 1].end, kind="page")
        for at in range(0, len(blocks), per_page or len(blocks))
        if per_page
    ]
    return [block.kind for block in refined(text, blocks, bold=bold, pages=pages)]


def test_lines_with_dots_that_lead_to_pages_are_contents():
    assert contents(["Rivers ..... 3", "Of bridges and", "dams . . . . . . 5", "Rain ..... 12"]) == {
        0,
        1,
        2,
        3,
    }


def test_prices_with_dots_are_none():
    assert contents(["Soup ..... 12", "Bread ..... 3", "Fish ..... 24", "Wine ..... 9"]) == set()


def test_names_with_pages_are_contents_if_they_come_again_below():
    names = ["PURPOSE", "ROLE", "DUTIES", "PLEDGE"]
    listed = [
        "CHAPTER 1 - INTRODUCTION",
        *(f"{letter}. {name}1-{at}" for at, (letter, name) in enumerate(zip("ABCD", names, strict=True), 1)),
    ]
    told = [f"{letter}. {name}" for letter, name in zip("ABCD", names, strict=True)]

    assert contents([*listed, "A sentence.", *told]) == {1, 2, 3, 4}
    assert contents([*listed, "A sentence."]) == set()
    assert contents(["Table of Contents", *listed, "A sentence."]) == {0, 1, 2, 3, 4, 5}


def test_an_index_is_in_the_order_of_its_names():
    assert contents(["Index", "bridge, 12, 45", "dam, 3", "rain, 7-9"]) == {0, 1, 2, 3}
    assert contents(["Index", "rain 12", "bridge 5", "dam 3"]) == set()


def test_a_date_below_contents_is_none_of_them():
    assert contents(["Rivers ..... 3", "Bridges ..... 5", "Rain ..... 12", "Version 2, June 1991"]) == {
        0,
        1,
        2,
    }


def test_a_line_in_bold_is_a_heading_of_what_is_below_it():
    texts = ["How to apply", "Send the form.", "Total: 12", "It is paid.", "Fees"]
    assert kinds_of(texts, bold={0, 2, 4}) == ["heading", "paragraph", "paragraph", "paragraph", "paragraph"]


def test_items_in_bold_are_no_headings_of_each_other():
    assert kinds_of(["• Rivers", "• Dams", "• Rain"], bold={0, 1}) == ["list_item"] * 3


def test_a_line_at_the_edge_of_each_page_is_furniture():
    pages = [
        ["The river board", f"A text {number * 37} of its own.", "More of it.", "The last line ends."]
        for number in range(4)
    ]
    texts = [
        line
        for number, page in enumerate(pages)
        for line in (*page[:3], f"{page[3][:-1]} {number}.", f"Report, {number + 5}")
    ]
    assert (
        kinds_of(texts, per_page=5) == ["furniture", "paragraph", "paragraph", "furniture", "furniture"] * 4
    )


def test_what_each_page_says_of_its_own_is_no_furniture():
    """As on slips of pay, one a page, of which some may be equal."""
    pages = [
        ["Kim Lee", f"Hours worked {hours}", "Thank you for your work.", "Net pay: 2,300"]
        for hours in (7, 31, 12, 90)
    ]
    found = kinds_of([line for page in pages for line in page], per_page=4)
    assert found[1::4] == found[3::4] == ["paragraph"] * 4


def test_small_print_that_repeats_a_heading_is_furniture():
    texts = ["Chapter 2. Rivers", "A text.", "Chapter 2. Rivers", "1 A note about rivers."]
    assert kinds_of(texts, kinds={0: "heading", 2: "note", 3: "note"}) == [
        "heading",
        "paragraph",
        "furniture",
        "note",
    ]


def test_what_the_file_says_stays():
    kinds = {0: "heading", 1: "code", 2: "table_row", 3: "term"}
    assert kinds_of(["• one", "1. two", "Figure 3: A bridge", "Page 3"], kinds=kinds) == list(kinds.values())


def test_a_dump_is_not_searched(monkeypatch):
    monkeypatch.setattr(refine, "_MOST_BLOCKS", 2)
    assert kinds_of(["• one", "• two"]) == ["list_item"] * 2
    assert kinds_of(["• one", "• two", "• three"]) == ["paragraph"] * 3


def test_spaces_and_signs_without_end_take_no_time():
    started = time.process_time()
    for line in (
        "a" + " " * 180 + "5x",
        "a" + "." * 5_000 + "x",
        "a, 1" * 49,
        "_" * 199 + "x",
        "abc" * 60 + "! 5",
    ):
        contents([line] * 300)
    assert time.process_time() - started < 2


def test_without_blocks_there_is_nothing_to_find():
    assert refined("", []) == ()
