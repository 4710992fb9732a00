"""How an answer is laid out: what leads, which statements share a place, what was searched."""

import pytest

from rag import Answer, Citation, Statement
from ui.answer_layout import also_in, groups, lead, other_places, place, searched


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
    told = searched(an_answer(standalone_question="What is the fee of the club?"))
    assert (told.question, told.places) == ("What is the fee of the club?", ())
    named = searched(an_answer(searched_in=("Handbook",)))
    assert (named.question, named.places) == (None, ("Handbook",))
