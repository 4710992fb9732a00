import pytest

from index.formats.extract import File
from index.formats.html.depth import MOST_NESTED, flattened
from index.formats.html.reader import read_html
from index.formats.html.tree import parse_page, walk

MANY = 3 * MOST_NESTED


def depth(markup):
    deepest = level = 0
    for node, begins in walk(parse_page(markup), lambda node: False):
        if not node.is_text_node:
            level += 1 if begins else -1
            deepest = max(deepest, level)
    return deepest


def read(page):
    return read_html(File(name="page.html", data=page.encode()))


@pytest.mark.parametrize(
    "tags",
    [
        "<div>",
        "<ul><li>",
        "<table><tr><td>",
        "<span><hr>",
        "<b><div>",
        "<x-a><p>",
        "<DIV\nid=a>",
        "<dl><dd>",
        "<a></p>",
    ],
)
def test_no_page_is_nested_much_deeper_than_a_browser_nests_one(tags):
    assert depth(tags * MANY + "deep") < 5 * MOST_NESTED


@pytest.mark.parametrize(
    "before", ["<!-- --!>", "<title>", "<textarea>", "<script>x</script>", "<svg><title>"]
)
def test_what_only_looks_as_if_it_were_no_markup_hides_no_depth(before):
    assert depth(before + "<div>" * MANY) < 3 * MOST_NESTED


def test_the_text_of_what_is_nested_too_deep_is_kept_in_lines_of_its_own():
    inner = "<div class='a>b'>one</div><section>two <span>and</span> <b>a half</b></section><ul><li>three</li></ul>"
    page = "<div>" * MANY + inner + "</div>" * MANY + "<p>four"
    assert read(page).text.split() == ["one", "two", "and", "a", "half", "three", "four"]
    assert "two and a half" in [line.strip() for line in read(page).text.splitlines()]


def test_a_table_after_a_thousand_tags_that_are_never_closed_is_still_a_table():
    page = "<p><span>words " * MANY + "<table><tr><th>Part<th>Price<tr><td>Bolt<td>5</table>"
    assert "Part: Bolt" in read(page).text or "Bolt | 5" in read(page).text


@pytest.mark.parametrize(
    "piece",
    [
        "<p>Words<li>Words<td>Words<br>", "<div>Words</div>", "<svg><path d='M0'/></svg>", "<script>'<div>'</script>",
        "<!-- <div> -->", "<i>Words</i>", "<style>a::after{content:'<b>'}</style>", "<h2>Words",
    ],
)  # fmt: skip
def test_a_long_page_that_is_nested_as_people_nest_is_left_as_it_is(piece):
    assert flattened(piece * MANY) == piece * MANY
