"""What is copied of an answer: its words, its numbers, and where each of them leads."""

import re
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rag import Answer, AnswerCell, AnswerTable, Citation, Statement
from ui.chats.copying import as_citation, as_markdown, as_text

ARCHES, LAMPS = "The bridge has 14 arches.", "It has 20 lamps."


def cited(text, number=1, **more):
    given = {"title": "Bridge", "source": "bridge.pdf", "section": "p. iv (page 6 of the file)", **more}
    return Citation(
        number=number, document_id="d", passage_id="p", start=0, end=len(text), quote=text, **given
    )


def answered(*statements, **more):
    citations = tuple(dict.fromkeys(c for s in statements for c in s.citations))
    given = {
        "question": "Arches?", "standalone_question": "Arches?", "status": "answered", "short": None, "hits": (),
        "text": " ".join(s.text for s in statements), "confidence": 0.9, **more,
    }  # fmt: skip
    return Answer(statements=statements, citations=citations, **given)


def said(text, *citations, **more):
    return Statement(text=text, citations=citations or (cited(text),), **more)


def test_a_text_has_each_number_and_below_the_printed_page_where_it_leads():
    answer = answered(said(ARCHES), said(LAMPS, cited(LAMPS, 2, section=None)), short="14")
    assert as_text(answer).splitlines() == [
        "14 [1]", "", f"{ARCHES} [1]", "", f"{LAMPS} [2]", "", "[1] Bridge, p. iv", "[2] Bridge",
    ]  # fmt: skip


def test_markdown_has_footnotes_with_the_address_of_a_document_that_has_one():
    web = cited(
        ARCHES, title="A *bridge*", source="https://example.org/a_bridge", section="Arches > Old ones"
    )
    lines = as_markdown(answered(said(ARCHES, web))).splitlines()
    assert lines[0] == f"> {ARCHES}[^1]"
    assert lines[-1] == r"[^1]: A \*bridge\*, Arches › Old ones, <https://example.org/a_bridge>"


def test_what_a_model_wrote_carries_the_quotes_that_it_rests_on():
    answer = answered(said("There are fourteen arches.", cited(ARCHES), verdict="supported"))
    assert f"[1] “{ARCHES}” – Bridge, p. iv" in as_text(answer)
    assert f"[^1]: “{ARCHES}” – Bridge, p. iv" in as_markdown(answer)


def test_an_item_whose_number_stands_before_it_is_not_quoted_a_second_time():
    text = as_text(answered(said("2. Open the valve.", form="step")))
    assert text.splitlines() == ["2. Open the valve. [1]", "", "[1] Bridge, p. iv"]


def test_a_table_is_pasted_into_cells_and_a_figure_says_how_it_was_computed():
    cells = [cited("3", 1), cited("4", 2)]
    table = AnswerTable(
        title="Lamps",
        columns=("Side", "Lamps"),
        rows=(
            (AnswerCell(text="North"), AnswerCell(text="3", number=1)),
            (AnswerCell(text="South"), AnswerCell(text="4", number=2)),
        ),
    )
    total = said("7", *cells, verdict="computed", derivation="3 + 4")
    text = as_text(answered(total, short="7", kind="table", table=table))
    assert "Side\tLamps\nNorth\t3 [1]\nSouth\t4 [2]" in text
    assert "Computed: 3 + 4" in text


def test_what_was_searched_is_no_part_of_a_copy_and_what_is_not_found_is_said():
    other = answered(said(ARCHES), standalone_question="How many arches has the bridge?")
    assert "Searched" not in as_text(other) + as_markdown(other)
    nothing = replace(answered(), status="not_found", text="The documents don't say.")
    assert as_text(nothing) == "The documents don't say.\n"


def test_numbers_that_lead_to_one_place_name_it_once():
    answer = answered(said(ARCHES), said(LAMPS, cited(LAMPS, 2)))
    assert as_text(answer).splitlines()[-1] == "[1][2] Bridge, p. iv"


def test_no_footnote_is_taken_for_the_address_of_a_link():
    written = as_markdown(answered(said(ARCHES, cited(ARCHES, section=None))))
    (note,) = [line for line in written.splitlines() if line.startswith("[^1]: ")]
    assert note == f"[^1]: “{ARCHES}” – Bridge"
    tokens = MarkdownIt("commonmark").parse(written)
    assert not [c for t in tokens for c in t.children or [] if c.type == "link_open"]


def test_one_citation_alone_is_a_quote_with_its_place_on_one_line():
    assert as_citation(cited("The bridge\nhas arches.")) == "“The bridge has arches.” – Bridge, p. iv"
    assert as_citation(cited("x", section=None, source="https://e.org/1")) == "“x” – Bridge, https://e.org/1"


@settings(max_examples=100, deadline=None)
@example("(1)")
@example("'1'")
@given(st.text(st.sampled_from("ab 1.)-+*_`~#>![]()<>&|\\\n\t=:/@$^"), min_size=1, max_size=40))
def test_whatever_a_document_says_is_text_in_markdown(words):
    if not words.strip():
        return
    written = as_markdown(answered(said(words, cited(words, title=words, section=words))))
    tokens = MarkdownIt("commonmark").parse(written)
    kinds = {t.type for t in tokens} | {c.type for t in tokens for c in t.children or []}
    assert not kinds & {"html_inline", "html_block", "image", "link_open", "code_inline", "fence"}
    assert re.search(r"^\[\^1\]: ", written, re.M)
