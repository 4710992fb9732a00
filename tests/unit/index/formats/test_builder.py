import pytest

from index.documents import Section, place
from index.formats import UnreadableError, builder
from index.formats.builder import TextBuilder


def test_what_is_written_is_cleaned_and_found_where_it_is_said_to_be():
    text = TextBuilder()
    spans = [text.paragraph("One\u200b  two.\n"), text.preformatted("a\n  b\n"), text.paragraph(" \n")]
    extract = text.build()
    assert [span and extract.text[slice(*span)] for span in spans] == ["One two.", "a\n  b", None]
    assert extract.report.hidden == 1


def test_headings_are_paths_that_end_with_the_next_of_their_level():
    text = TextBuilder()
    for name, level in (("Guide", 1), ("Install", 2), ("On Linux", 3), ("Use", 2)):
        text.heading(name, level)
        text.paragraph(f"About {name}.")
    extract = text.build()
    found = [place(extract.sections, block.start) for block in extract.blocks if not block.introduces]
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
    assert [(section.name, extract.text[section.start : section.end]) for section in extract.sections] == [
        ("p. 2", "On two.")
    ]


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


def test_a_place_does_not_repeat_the_title_and_is_short_enough_to_read():
    def said(name, title="The Guide"):
        return place(
            [Section(name=name, start=0, end=9), Section(name="p. 3", start=0, end=9, kind="page")],
            1,
            title=title,
        )

    assert said("The  guide") == "p. 3"
    assert said("The Guide > Install > Linux") == "p. 3, Install > Linux"
    assert said("Other > The Guide") == "p. 3, Other > The Guide"
    assert said("A > B > C > D > E") == "p. 3, A > … > E"
    assert said("word " * 100) == "p. 3, " + "word " * 14 + "…"
    assert said("x" * 300) == "p. 3, " + "x" * 70 + " …"
