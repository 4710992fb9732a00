"""The text of a document as it is shown: in parts, with the offset of each of its characters."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index import CellSpans
from rag import Block, Document, DocumentTable, Section
from ui.web.viewer.finding import find
from ui.web.viewer.parts import part_view
from ui.web.viewer.reading import PART, ReadDocument

KINDS = ("heading", "paragraph", "list_item", "code", "record", "note")


def read_of(*blocks, sections=(), tables=()):
    """A document of blocks, each a kind and a text."""
    text, made = "", []
    for kind, words in blocks:
        text += "\n\n" if text else ""
        made.append(Block(start=len(text), end=len(text) + len(words), kind=kind))
        text += words
    document = Document(id="d", title="T", source="t", text=text, sections=sections, blocks=tuple(made))
    return ReadDocument(document=document, tables=tables)


def shown(read):
    """All blocks of all parts."""
    return [block for number in range(len(read.parts)) for block in part_view(read, number)["blocks"]]


def texts(value):
    """Each text that stands at an offset, wherever it is in a view."""
    if isinstance(value, dict):
        own = [(value["start"], value["text"])] if "start" in value else []
        return own + [text for part in value.values() for text in texts(part)]
    if isinstance(value, list):
        if len(value) == 2 and isinstance(value[0], int) and isinstance(value[1], str):
            return [tuple(value)]
        return [text for part in value for text in texts(part)]
    return []


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.text(min_size=1, max_size=30)), max_size=12))
def test_every_text_stands_where_it_is_said_to_and_no_word_is_lost(blocks):
    read = read_of(*blocks)
    found = texts(shown(read))
    assert all(read.document.text[start : start + len(text)] == text for start, text in found)
    kept = {at for start, text in found for at in range(start, start + len(text))}
    assert kept >= {at for at, character in enumerate(read.document.text) if not character.isspace()}


def test_a_long_document_is_cut_into_parts_between_its_blocks():
    read = read_of(*[("paragraph", f"Paragraph {number}. " + "Words. " * 40) for number in range(400)])
    starts = read.starts()
    assert starts[0] == 0 and starts[-1] == len(read.document.text) and starts == sorted(starts)
    assert all(PART <= high - low < 2 * PART for low, high in zip(starts, starts[1:-1], strict=False))
    assert {block.start for block in read.blocks} >= set(starts[:-1])
    assert part_view(read, len(read.parts))["blocks"] == []


def test_one_line_of_a_million_characters_is_cut_too():
    read = read_of(("paragraph", "word " * 200_000))
    assert len(read.parts) > 30
    assert max(len(block["text"]) for block in shown(read)) <= 4 * PART


def test_what_is_in_no_block_is_shown_as_paragraphs():
    document = Document(id="d", title="T", source="t", text="One.\n\nTwo.\n", blocks=())
    assert [block["text"] for block in shown(ReadDocument(document=document))] == ["One.", "Two."]


def test_places_are_named_where_they_begin_unless_their_words_say_so():
    read = read_of(
        ("heading", "Pumps"),
        ("paragraph", "They run."),
        ("paragraph", "And stop."),
        sections=(
            Section(name="p. 3", start=0, end=18, kind="page"),
            Section(name="Guide > Pumps", start=0, end=29, kind="heading"),
            Section(name="p. iv (page 4 of the file)", start=18, end=29, kind="page"),
        ),
    )
    kinds = [(block["kind"], block["text"]) for block in shown(read)]
    assert kinds == [
        ("place", "Page 3"),
        ("heading", "Pumps"),
        ("paragraph", "They run."),
        ("place", "Page iv (page 4 of the file)"),
        ("paragraph", "And stop."),
    ]
    assert shown(read)[1]["level"] == 2


def test_items_are_one_list_and_lines_of_code_are_one_program_with_its_spaces():
    read = read_of(("list_item", "- a"), ("list_item", "- b"), ("code", "if a:"), ("code", "    b()"))
    items, code = shown(read)
    assert [item["text"] for item in items["items"]] == ["- a", "- b"]
    assert code["text"] == "if a:\n\n    b()"


def test_the_head_of_a_message_is_its_fields():
    blocks = [
        ("paragraph", "From: Ada <ada@a.example>"),
        ("paragraph", "Subject: Pumps: two"),
        ("paragraph", "Dear: all"),
    ]
    end = sum(len(text) for _, text in blocks[:2]) + 2
    sections = (
        Section(name="header", start=0, end=end, kind="part"),
        Section(name="Ada", start=end + 2, end=end + 11, kind="speaker"),
    )
    mail, body = shown(read_of(*blocks, sections=sections))
    assert [(field["name"], field["text"]) for field in mail["fields"]] == [
        ("From", "Ada <ada@a.example>"),
        ("Subject", "Pumps: two"),
    ]
    assert body["text"] == "Dear: all"


ROWS = [["Toronto", "13"], ["Ottawa", "4"], ["All", "17"]]


def table_of(rows=ROWS, *, header=True):
    """A document that is a table, as our readers write one."""
    blocks = [("table_header", "Team | Cups")] if header else []
    blocks += [("table_row", f"Team: {team} | Cups: {cups}") for team, cups in rows]
    text = "\n\n".join(words for _, words in blocks)
    spans, at = [], len("Team | Cups") if header else 0
    for team, cups in rows:
        start = text.index(f"Team: {team}", at) + 6
        second = text.index("Cups: ", start) + 6
        spans.append([(start, start + len(team)), (second, second + len(cups))])
        at = second
    table = DocumentTable(
        start=0, end=len(text), title="Cups", columns=("Team", "Cups"), rows=CellSpans.of(spans),
        totals=(len(rows) - 1,),
    )  # fmt: skip
    return read_of(*blocks, tables=(table,))


def test_a_table_has_its_cells_each_at_its_offset():
    (view,) = shown(table_of())
    assert view["head"]["cells"] == [[0, "Team"], [7, "Cups"]]
    assert [[text for _, text in row["cells"]] for row in view["rows"]] == ROWS
    assert [row["total"] for row in view["rows"]] == [False, False, True]
    assert view["figures"] == [False, True] and "widths" not in view
    (nameless,) = shown(table_of(header=False))
    assert nameless["head"]["cells"] == [[None, "Team"], [None, "Cups"]]


def test_the_parts_of_a_long_table_have_the_same_columns():
    read = table_of([[f"Team number {number}", str(number)] for number in range(2000)])
    views = shown(read)
    assert len(views) == len(read.parts) > 5
    assert len({tuple(view["widths"]) for view in views}) == 1
    assert sum(len(view["rows"]) for view in views) == 2000
    assert [cell[1] for view in views for row in view["rows"] for cell in row["cells"][1:]] == [
        str(number) for number in np.arange(2000)
    ]


def found(read, words):
    return [read.document.text[start:end] for start, end in find(read, words)]


def test_words_are_found_without_regard_to_capitals_accents_quotes_and_spaces():
    read = read_of(("paragraph", "Žofie’s  MÜLLER met\nMuller in İzmir – twice."))
    assert found(read, "muller") == ["MÜLLER", "Muller"]
    assert found(read, "zofie's muller") == ["Žofie’s  MÜLLER"]
    assert found(read, "met muller") == ["met\nMuller"]
    assert found(read, "izmir - twice") == ["İzmir – twice"]
    assert found(read, " ") == found(read, "absent") == []


@given(st.text(max_size=40), st.text(min_size=1, max_size=3))
def test_what_stands_in_a_text_is_found_where_it_stands(before, word):
    if not word.split():
        return
    read = read_of(("paragraph", f"{before} {word}"))
    assert " ".join(word.split()) in [" ".join(one.split()) for one in found(read, word)]


def test_the_names_of_columns_are_found_once_and_not_again_in_each_row():
    read = table_of()
    assert len(found(read, "cups")) == 1
    assert found(read, "ottawa") == ["Ottawa"]
    assert found(read, "17") == ["17"]
