"""How an answer is laid out: what leads, which statements share a place, what was searched."""

import pytest

from rag import Answer, AnswerCell, AnswerTable, Citation, Statement
from ui.answer_layout import layout, lead, searched
from ui.answer_places import also_in, other_places, place


def cited(quote, section="page 1", number=1, document="d1", title="Rules"):
    return Citation(
        number=number, document_id=document, passage_id=f"{document}-1", title=title, source=f"/{document}",
        section=section, start=0, end=len(quote), quote=quote,
    )  # fmt: skip


def quoted(quote, *sections, **changes):
    citations = [cited(quote, section, number) for number, section in enumerate(sections or ("page 1",), 1)]
    return Statement(text=" ".join(quote.split()), citations=tuple(citations), **changes)


def an_answer(*statements, short=None, **changes):
    values = {
        "question": "What is the fee?", "status": "answered", "text": "…", "short": short,
        "statements": statements, "citations": tuple(c for s in statements for c in s.citations), "hits": (),
        "confidence": 0.9, "standalone_question": "What is the fee?",
    }  # fmt: skip
    return Answer(**{**values, **changes})


def groups(answer):
    return [group for part in layout(answer).parts for group in part.groups]


def test_the_short_answer_leads_on_one_line_with_the_citation_that_has_its_words():
    first = lead(an_answer(quoted("Nothing here."), quoted("It is 300\neuros a year."), short="300\neuros"))
    assert first.text == "300 euros"
    assert first.citation.quote.startswith("It is")
    assert not first.whole


def test_without_a_short_answer_nothing_leads():
    assert lead(an_answer(quoted("It rains."))) is None
    assert lead(an_answer(short="300", status="not_found")) is None


@pytest.mark.parametrize(("short", "whole"), [("$299.99", True), ("$299.99.", True), ("299", False)])
def test_a_short_answer_that_is_the_whole_sentence_is_known(short, whole):
    assert lead(an_answer(quoted("$299.99"), short=short)).whole is whole


def test_a_sentence_that_nothing_supports_never_hides_behind_what_leads():
    wrong = Statement(text="300", citations=(), verdict="unsupported")
    assert not lead(an_answer(wrong, short="300")).whole


def test_neighbours_of_one_place_share_it_and_the_order_stays():
    answer = an_answer(
        quoted("A.", "page 1"), quoted("B.", "page 1"), quoted("C.", None), quoted("D.", "page 1")
    )
    shown = [(group.place, [s.text for s in group.statements]) for group in groups(answer)]
    assert shown == [("Rules, page 1", ["A.", "B."]), ("Rules", ["C."]), ("Rules, page 1", ["D."])]


def test_two_documents_of_one_title_are_two_places():
    other = Statement(text="B.", citations=(cited("B.", document="d2"),))
    assert len(groups(an_answer(quoted("A."), other))) == 2


def test_rows_of_one_sheet_share_the_sheet():
    rows = [quoted("A | 1", 'sheet "Cups", A3:C3'), quoted("B | 2", 'sheet "Cups", A4:C4')]
    (both,) = groups(an_answer(*rows))
    assert (both.place, both.is_exact) == ('Rules, sheet "Cups"', False)
    (one,) = groups(an_answer(rows[0]))
    assert (one.place, one.is_exact) == ('Rules, sheet "Cups", A3:C3', True)
    (lines,) = groups(an_answer(quoted("A", "line 3"), quoted("B", "lines 5-6")))
    assert lines.place == "Rules"


def test_what_was_computed_names_only_what_its_cells_share():
    def place_of(*sections):
        (group,) = groups(an_answer(quoted("3", *sections, verdict="computed", derivation="1 + 2")))
        return group.place

    assert place_of('sheet "A", B2', 'sheet "A", B3') == 'Rules, sheet "A"'
    assert place_of('sheet "A", B2', 'sheet "B", B2') == "Rules"


def test_what_was_written_is_in_no_place():
    sentences = [quoted("It costs 300.", verdict=verdict) for verdict in ("supported", "unsupported")]
    (group,) = groups(an_answer(*sentences))
    assert group.place is None and len(group.statements) == 2


def test_only_a_quote_stands_in_other_places():
    assert len(other_places(quoted("A.", "page 1", "page 2", "page 3"))) == 2
    assert other_places(quoted("3", "page 1", "page 2", verdict="computed")) == ()
    assert also_in(other_places(quoted("A.", "page 1", "page 2"))) == "also in 1 other place"


def test_of_a_long_path_or_title_the_line_of_a_place_names_the_ends():
    assert place("Rules", "Part one > Doors") == "Rules, Part one › Doors"
    path = f"Part one > {'Some words ' * 5}> Doors"
    assert place("Rules", path) == "Rules, Part one › … › Doors"
    short = place("A handbook for " + "all of us " * 10, None)
    assert short.startswith("A handbook for all of us") and short.endswith("us …") and len(short) < 52


def test_what_was_searched_is_told_if_more_than_case_and_punctuation_differ():
    assert searched(an_answer(standalone_question="what is THE fee")) is None
    polite = an_answer(question="hello, what is the fee please", standalone_question="what is the fee")
    assert searched(polite) is None
    told = searched(an_answer(standalone_question="What is the fee of the club?"))
    assert (told.question, told.places) == ("What is the fee of the club?", ())
    named = searched(an_answer(searched_in=("Handbook",)))
    assert (named.question, named.places) == (None, ("Handbook",))


def in_part(name, quote, section="page 1", number=1, document="d1", **changes):
    citation = cited(quote, section, number, document, title=f"Title {document}")
    return Statement(text=quote, citations=(citation,), part=name, **changes)


def test_parts_of_one_document_name_it_once_above_them():
    first, second = in_part("Leave", "A.", "Leave"), in_part("Devices", "B.", "Devices, page 3", 2)
    shown = layout(an_answer(first, second, kind="summary"))
    assert (shown.source, shown.side_by_side) == ("Title d1", False)
    assert [(part.name, [group.place for group in part.groups]) for part in shown.parts] == [
        ("Leave", [""]),
        ("Devices", ["Devices, page 3"]),
    ]


def test_parts_of_several_documents_name_each_but_not_what_they_stand_under():
    first, second = in_part("Title d1", "A."), in_part("other", "B.", "page 2", 2, "d2")
    shown = layout(an_answer(first, second, kind="summary"))
    assert shown.source is None
    assert [part.groups[0].place for part in shown.parts] == ["page 1", "Title d2, page 2"]


def test_a_place_says_nothing_again_that_its_part_or_its_heading_says():
    deep = in_part("Devices", "A.", "Part one > Devices > Phones")
    heading = in_part("", "Travel", "Part one > Travel", 2, form="heading")
    shown = layout(an_answer(deep, heading, kind="summary"))
    assert [part.groups[0].place for part in shown.parts] == ["Phones", ""]


def test_the_sides_of_a_comparison_stand_beside_each_other_if_there_are_two():
    sides = in_part("contrib", "A."), in_part("non-free", "B.", number=2)
    assert layout(an_answer(*sides, kind="comparison")).side_by_side
    assert not layout(an_answer(sides[0], kind="comparison")).side_by_side


def test_a_list_over_several_pages_stays_one_and_says_from_where_to_where():
    items = [quoted("1. A", "page 3", form="step"), quoted("2. B", "page 4", form="step")]
    (group,) = groups(an_answer(*items, kind="steps"))
    assert (group.place, group.is_exact) == ("Rules, page 3 to page 4", False)
    (block,) = group.blocks
    assert [entry.marker for entry in block.entries] == ["1.", "2."]


def test_steps_are_counted_on_through_the_places_of_one_part():
    steps = [quoted("Open.", form="step"), quoted("It is old."), quoted("Close.", form="step")]
    blocks = [block for group in groups(an_answer(*steps)) for block in group.blocks]
    assert [entry.marker for block in blocks for entry in block.entries] == ["1.", "2."]
    apart = [quoted("Open.", form="step"), quoted("Note.", "page 9"), quoted("Close.", form="step")]
    blocks = [block for group in groups(an_answer(*apart)) for block in group.blocks]
    assert [entry.marker for block in blocks for entry in block.entries] == ["1.", "", "2."]


def a_table(*numbers):
    rows = tuple((AnswerCell(text="x"), AnswerCell(text="3", number=number)) for number in numbers)
    return AnswerTable(title="Cups", columns=("Team", "Cups"), rows=rows)


def test_cells_that_the_table_shows_are_not_said_again_and_the_sum_keeps_its_derivation():
    sum_ = quoted("6", 'sheet "A", B2', 'sheet "A", B3', verdict="computed", derivation="3 + 3")
    shown = layout(an_answer(sum_, short="6", kind="table", table=a_table(1, 2)))
    assert shown.parts == ()
    assert (shown.ground.place, shown.ground.derivation) == ('Rules, sheet "A"', "3 + 3")
    assert shown.lead.citation is None, "no cell has the sum"


def test_a_sentence_that_is_computed_from_the_cells_is_shown_above_the_table():
    sentence = quoted("The sum is 6.", "page 1", "page 1", verdict="computed", derivation="3 + 3")
    shown = layout(an_answer(sentence, kind="table", table=a_table(1, 2)))
    assert [group.statements for part in shown.parts for group in part.groups] == [(sentence,)]
    assert (shown.ground.place, shown.ground.derivation) == ("Cups", None)


def test_a_name_that_a_table_gives_is_cited_and_a_count_that_a_cell_has_by_chance_is_not():
    def cell_of(short, *cells):
        citations = tuple(cited(text, number=number) for number, text in enumerate(cells, start=1))
        found = Statement(text=short, citations=citations, verdict="computed", derivation="the most")
        return lead(an_answer(found, short=short, kind="table")).citation

    assert cell_of("Ottawa", "Toronto", "Ottawa").number == 2
    assert cell_of("2", "1", "2") is None


def test_yes_and_no_cite_no_word_of_a_quote():
    answer = an_answer(quoted("No one may enter."), short="No", kind="yes_no")
    assert lead(answer).citation is None


def test_of_a_side_all_sentences_of_one_place_stand_under_one_line():
    said = [quoted("A.", "p. 1", part="x"), quoted("B.", "p. 2", part="x"), quoted("C.", "p. 1", part="x")]
    sides = an_answer(*said, quoted("D.", "p. 1", part="y"), kind="comparison")
    assert [[s.text for s in group.statements] for group in groups(sides)] == [["A.", "C."], ["B."], ["D."]]
    # Elsewhere one that comes later must not move the others.
    assert len(groups(an_answer(*said, kind="summary"))) == 3
