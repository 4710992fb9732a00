"""Links of a wiki are shown as their words, whatever stands in them, and links of Markdown stay what they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.formats.extract import File
from index.formats.markdown.reader import read_markdown

PLAIN = st.text(st.sampled_from("abc XYZ_-,.é*`~$"), min_size=1, max_size=12).map(
    lambda words: f"n{words.strip()}e"
)
HEADING = PLAIN.filter(lambda words: "`" not in words)


def text_of(markdown):
    return read_markdown(File(name="a.md", data=markdown.encode())).text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("See [[Note|**bold** words]] now.", "See bold words now."),
        ("[[a *b* c]] and [[x_y_z|_w_ `c`]]", "a *b* c and w c"),
        ("**[[Deep/Page]]**, *[[x|y]]*", "Deep/Page, y"),
        ("![[p.png|A *cat*|300]] ![[other#Part]]", "A cat other > Part"),
        ("[[A]][[B]] [[#Costs]] [[A#^b1]]", "AB Costs A"),
        (r"`[[code]]` \[[escaped]]", "[[code]] [[escaped]]"),
        ("As [[1]](https://example.org/a) says.", "As [1] says."),
    ],
)
def test_a_link_is_shown_as_its_words(written, shown):
    assert text_of(f"{written}\n") == shown


def test_the_heading_that_a_link_leads_to_is_no_tag():
    extract = read_markdown(File(name="a.md", data=b"See [[#Costs]] and [[Plot#North]], #real.\n"))
    assert extract.metadata["tags"] == "real"


@given(
    PLAIN,
    st.none() | HEADING,
    st.none() | PLAIN,
    st.sampled_from(["", "> ", "- ", "# ", "1. "]),
    st.booleans(),
)
def test_no_marks_of_links_are_in_the_text_and_every_block_and_section_is_where_it_says(
    page, heading, label, before, shown
):
    link = f"[[{page}{'' if heading is None else f'#{heading}'}{'' if label is None else f'|{label}'}]]"
    # Behind code that is not closed a link would be a part of that.
    extract = read_markdown(
        File(name="a.md", data=f"{before}Words {'!' * shown}{link} end. ^id-a\n\nMore.\n".encode())
    )
    assert "[[" not in extract.text and "]]" not in extract.text and "^id-a" not in extract.text
    first = extract.blocks[0]
    words = extract.text[first.start : first.end]
    assert words.endswith(" end.")
    if label is None:
        # What is shown of a name is the name, letter by letter.
        assert page.replace("  ", " ") in " ".join(words.split("  ")) or "  " in page
    assert all(extract.text[block.start : block.end].strip() for block in extract.blocks)
