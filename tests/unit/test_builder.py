import pytest

from index.documents import Section, place
from index.formats import UnreadableError, builder
from index.formats.builder import TextBuilder


def test_what_is_written_is_cleaned_and_found_where_it_is_said_to_be():
    text = TextBuilder()
    spans = [text.paragraph("One\u200b  two.\n"), text.preformatted("a\n  b\n"), text.paragraph(" \n")]
    extract = text.build()
    assert [it and extract.text[slice(*it)] for it in spans] == ["One two.", "a\n  b", None]
    assert extract.report.hidden == 1


def test_headings_are_paths_that_end_with_the_next_of_their_level():
    text = TextBuilder()
    for name, level in (("Guide", 1), ("Install", 2), ("On Linux", 3), ("Use", 2)):
        text.heading(name, level)
        text.paragraph(f"About {name}.")
    extract = text.build()
    found = [place(extract.sections, it.start) for it in extract.blocks if not it.heading]
    assert found == ["Guide", "Guide > Install", "Guide > Install > On Linux", "Guide > Use"]


def test_each_row_of_a_table_says_its_columns_and_leaves_out_empty_cells():
    text = TextBuilder()
    text.table([["Name", "Born", ""], ["Kim", "", "x"], ["Lee", "1984", ""]])
    assert text.build().text.split("\n") == ["Name | Born", "Name: Kim | x", "Name: Lee | Born: 1984"]


def test_a_section_begins_with_its_first_block_and_one_without_text_is_dropped():
    text = TextBuilder()
    text.paragraph("Before.")
    text.open("page", "p. 1")
    text.open("page", "p. 2")
    text.paragraph("On two.")
    extract = text.build()
    assert [(it.name, extract.text[it.start : it.end]) for it in extract.sections] == [("p. 2", "On two.")]


def test_more_text_than_may_be_is_refused(monkeypatch):
    monkeypatch.setattr(builder, "MAX_TEXT", 10)
    with pytest.raises(UnreadableError, match="split it"):
        TextBuilder().paragraph("more than ten characters")


def test_a_place_says_each_kind_once_and_no_name_twice():
    sections = [
        Section(name='sheet "Cups"', start=0, end=50, kind="sheet"),
        Section(name="Cups", start=0, end=50),
        Section(name="A1:B1", start=0, end=20, kind="cells"),
        Section(name="A2:B2", start=20, end=50, kind="cells"),
    ]
    assert place(sections, 25) == 'sheet "Cups", A2:B2'
    assert place(sections, 60) is None
