"""The numbers of ordered lists, which a browser counts and no page has in its text."""

import pytest

from index.formats.dispatch import read_file
from index.formats.extract import Extract, File


def read(markup: str) -> Extract:
    return read_file(File(name="page.html", data=f"<h1>Guide</h1><p>Before.</p>{markup}".encode()))


def items(markup: str) -> list[str]:
    extract = read(markup)
    return [extract.text[b.start : b.end] for b in extract.blocks if b.kind == "list_item"]


def of(attributes: str, count: int = 3) -> str:
    return f"<ol {attributes}>" + "".join(f"<li>Step of {name}</li>" for name in "abcdefgh"[:count]) + "</ol>"


@pytest.mark.parametrize(
    ("attributes", "numbers"),
    [
        ("", ["1.", "2.", "3."]),
        ('start="4"', ["4.", "5.", "6."]),
        ('start="0"', ["0.", "1.", "2."]),
        ("reversed", ["3.", "2.", "1."]),
        ('reversed start="10"', ["10.", "9.", "8."]),
        ('type="a"', ["a.", "b.", "c."]),
        ('type="A" start="26"', ["Z.", "AA.", "AB."]),
        ('type="i" start="3"', ["iii.", "iv.", "v."]),
        ('type="I"', ["I.", "II.", "III."]),
        ('style="list-style-type: lower-roman"', ["i.", "ii.", "iii."]),
        ('style="list-style: inside"', ["1.", "2.", "3."]),
    ],
)
def test_items_have_the_numbers_that_a_browser_shows(attributes: str, numbers: list[str]) -> None:
    assert [item.split()[0] for item in items(of(attributes))] == numbers


@pytest.mark.parametrize(
    "attributes", ['style="list-style:none"', 'style="list-style-type: disc"', 'class="comment-list"']
)
def test_a_list_that_is_shown_without_numbers_has_none(attributes: str) -> None:
    assert items(of(attributes, 2)) == ["Step of a", "Step of b"]


def test_a_list_inside_a_list_counts_for_itself_and_the_outer_one_goes_on() -> None:
    found = items(
        "<ol><li>Fill the tank<ol type=a><li>Open the lid</li><li>Pour in water</li></ol></li>"
        "<li>Switch it on<ul><li>with the key</li></ul></li><li value=7>Wait</li><li>Clean it</li></ol>"
    )
    assert found == [
        "1. Fill the tank", "a. Open the lid", "b. Pour in water", "2. Switch it on", "with the key", "7. Wait", "8. Clean it",
    ]  # fmt: skip


def test_only_the_first_paragraph_of_an_item_bears_its_number() -> None:
    extract = read(
        "<ol><li><p>Open the lid.</p><p>It is heavy.</p></li><li><h3>Close it</h3><p>Softly.</p></li></ol>"
    )
    assert extract.text.endswith("1. Open the lid.\n\nIt is heavy.\n\n2. Close it\n\nSoftly.")
    assert [section.name for section in extract.sections][-1] == "Guide > 2. Close it"


@pytest.mark.parametrize("text", ["(a) which roads", "1. which roads", "2.1 which roads", "iv) which roads"])
def test_an_item_that_counts_itself_gets_no_second_number(text: str) -> None:
    assert items(f"<ol><li>{text} are lit</li><li>{text} are not</li></ol>")[0] == f"{text} are lit"


def test_a_name_with_an_initial_is_no_number() -> None:
    assert items("<ol><li>B. Moe, 2004.</li><li>C. Lee, 2009.</li></ol>") == [
        "1. B. Moe, 2004.",
        "2. C. Lee, 2009.",
    ]


def test_contents_of_a_page_stay_without_numbers() -> None:
    extract = read(
        "<nav><ol><li><a href=#a>Filling</a></li><li><a href=#b>Cleaning</a></li></ol></nav><p>After.</p>"
    )
    assert "1." not in extract.text
