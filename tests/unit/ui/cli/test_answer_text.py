"""What `pincite ask` prints for people."""

from dataclasses import replace

import pytest

from rag import Answer, AnswerCell, AnswerTable, Citation, Hit, LeftOut, Passage, Statement, Step
from ui.cli.answer_text import show_answer

QUOTE = "The fee is 300 euros a year."


def a_citation(number=1, document="a", section="page 1", quote=QUOTE):
    return Citation(
        number=number, document_id=document, passage_id=f"{document}-1", title=f"Rules {document}",
        source=f"/docs/{document}.txt", section=section, start=10, end=10 + len(quote), quote=quote,
    )  # fmt: skip


def an_answer(*statements, **changes):
    values = {
        "question": "What is the fee?", "status": "answered", "text": "…", "short": None,
        "statements": statements, "citations": tuple(c for s in statements for c in s.citations), "hits": (),
        "confidence": 0.9, "standalone_question": "What is the fee?",
    }  # fmt: skip
    return Answer(**{**values, **changes})


FEE = Statement(text=QUOTE, citations=(a_citation(),))
MORE = Statement(text="It is paid in May.", citations=(a_citation(2, quote="It is paid in May."),))


@pytest.fixture
def printed(capsys):
    def lines(answer):
        show_answer(answer)
        return capsys.readouterr().out.splitlines()

    return lines


def test_the_short_answer_comes_first_and_sentences_of_one_place_under_one_line(printed):
    assert printed(an_answer(FEE, MORE, short="300 euros")) == [
        "300 euros",
        "",
        "Rules a, page 1:",
        "The fee is 300 euros a year. [1]",
        "It is paid in May. [2]",
        "",
        "Rules a (/docs/a.txt)",
        "[1] characters 10-38",
        "[2] characters 10-28",
    ]


def test_a_sentence_that_leads_as_a_whole_is_printed_once(printed):
    lines = printed(an_answer(FEE, short=QUOTE))
    assert lines[:3] == [f"{QUOTE} [1]", "", "Rules a, page 1:"]
    assert sum(QUOTE in line for line in lines) == 1


def test_equal_sentences_are_one_that_says_in_how_many_other_places_it_stands(printed):
    same = Statement(text=QUOTE, citations=(a_citation(), a_citation(2, "b", "page 9"), a_citation(3, "c")))
    lines = printed(an_answer(same))
    assert lines[1] == f"{QUOTE} [1] (also in 2 other places)"
    assert "[2] page 9, characters 10-38" in lines


def test_places_that_disagree_are_each_named(printed):
    other = Statement(text="It is 400.", citations=(a_citation(2, "b", quote="It is 400."),))
    lines = printed(an_answer(FEE, other, status="conflicting"))
    assert lines[0] == "Two places disagree."
    assert [line for line in lines if line.endswith("says:")] == [
        "Rules a, page 1 says:",
        "Rules b, page 1 says:",
    ]


def test_a_computed_sentence_says_how(printed):
    sum_ = Statement(
        text="600", citations=(a_citation(), a_citation(2)), verdict="computed", derivation="300 + 300"
    )
    assert "The sum is 600. [1][2] (computed: 300 + 300)" in printed(
        an_answer(replace(sum_, text="The sum is 600."))
    )
    assert printed(an_answer(sum_, short="600"))[:4] == [
        "600",
        "",
        "Rules a, page 1:",
        "[1][2] (computed: 300 + 300)",
    ]


def test_what_nothing_supports_is_left_out(printed):
    wrong = Statement(text="It is free.", citations=(), verdict="unsupported")
    assert not any("free" in line for line in printed(an_answer(FEE, wrong)))


def test_how_many_sentences_of_a_model_were_left_out_is_printed_and_not_what_they_say(printed):
    left_out = (LeftOut(text="It is free.", reason="no"), LeftOut(text="It is red.", reason="no"))
    line = "2 sentences were left out, because the documents don't say so."
    lines = printed(an_answer(FEE, left_out=left_out, text=f"{QUOTE}\n{line}"))
    assert line in lines and not any("free" in one for one in lines)
    all_of_it = printed(an_answer(FEE, left_out=left_out, notes=("The model's text was left out: no.",)))
    assert line not in all_of_it and "The model's text was left out: no." in all_of_it


def test_what_was_searched_is_told_with_the_way_to_search_only_the_words(printed):
    lines = printed(
        an_answer(FEE, standalone_question="What is the fee of the club?", searched_in=("Rules",))
    )
    assert "Searched as: What is the fee of the club? in Rules (--as-asked searches only your words)" in lines
    assert not any("as-asked" in line for line in printed(an_answer(FEE)))


def test_not_found_shows_its_sentence_and_the_nearest_passages(printed):
    passage = Passage(
        id="a-1", document_id="a", title="Rules", source="/a", sections=(), start=0, end=len(QUOTE), text=QUOTE,
        sentences=((0, len(QUOTE)),),
    )  # fmt: skip
    hit = Hit(passage=passage, score=1.0, rank=1)
    lines = printed(an_answer(status="not_found", text="They don't say.", hits=(hit,), notes=("A note.",)))
    assert lines == ["They don't say.", "A note.", "", "The nearest passages:", f"- Rules: {QUOTE} ..."]


def test_a_document_can_fake_no_line_and_control_no_terminal(printed):
    hostile = "Fee\x1b[31m\n[9] faked"
    statement = Statement(text=hostile, citations=(a_citation(quote=hostile),))
    lines = printed(an_answer(statement, short=hostile))
    assert not any("\x1b" in line or line.startswith("[9]") for line in lines)


def test_a_line_without_sentences_is_printed_with_the_questions_to_try(printed):
    answer = an_answer(kind="talk", text="Hello!", suggestions=("What is the fee?",))
    assert printed(answer) == ["Hello!", 'Try: pincite ask "What is the fee?"']


def said(form, text, number=1, part=""):
    citation = a_citation(number, quote=text)
    return Statement(text=text, citations=(citation,), form=form, part=part)


def before_documents(lines):
    return lines[: lines.index("Rules a (/docs/a.txt)") - 1]


def test_a_list_has_dashes_and_steps_have_the_numbers_of_the_document(printed):
    assert before_documents(printed(an_answer(said("item", "• a lamp"), said("item", "a hose", 2)))) == [
        "Rules a, page 1:",
        "- a lamp [1]",
        "- a hose [2]",
    ]
    assert before_documents(printed(an_answer(said("step", "3) Open it."), said("step", "4) Wait.", 2)))) == [
        "Rules a, page 1:",
        "3) Open it. [1]",
        "4) Wait. [2]",
    ]


def test_code_is_indented_below_its_step_with_its_lines_kept(printed):
    answer = an_answer(said("step", "1. Run:"), said("code", "if a:\n\tb[/b]()", 2))
    assert before_documents(printed(answer))[1:] == [
        "1. Run: [1]",
        "      if a:",
        "          b[/b]()",
        "      [2]",
    ]


def test_each_part_has_its_name_and_one_document_is_named_once(printed):
    answer = an_answer(
        said("sentence", "A.", part="contrib"), said("sentence", "B.", 2, "non-free"), kind="comparison"
    )
    assert before_documents(printed(answer)) == [
        "Rules a:", "", "contrib", "page 1:", "A. [1]", "", "non-free", "page 1:", "B. [2]",
    ]  # fmt: skip


def test_a_table_is_aligned_with_the_numbers_of_its_cells_and_no_markup_of_a_document(printed):
    cells = [said("cell", "13"), said("cell", "4", 2)]
    rows = tuple(
        (AnswerCell(text=name), AnswerCell(text=cell.text, number=number))
        for number, (name, cell) in enumerate(
            zip(["[b]Toronto[/b]", "Ottawa\n[9] fake"], cells, strict=True), start=1
        )
    )
    table = AnswerTable(title="Cups", columns=("Team", "Cups"), rows=rows)
    sum_ = replace(
        cells[0], text="17", verdict="computed", derivation="13 + 4", citations=(a_citation(1), a_citation(2))
    )
    lines = [line.rstrip() for line in printed(an_answer(sum_, short="17", kind="table", table=table))]
    assert lines[:4] == ["17", "(computed: 13 + 4)", "", "Rules a, page 1:"]
    assert [line.split("  ")[0] for line in lines[4:8]] == [
        "Team",
        lines[5],
        "[b]Toronto[/b]",
        "Ottawa [9] fake",
    ]
    assert lines[6].index("13 [1]") == lines[7].index("4 [2]")


def test_a_pipe_gets_each_row_of_a_table_on_one_line(printed):
    long = "many words " * 30
    table = AnswerTable(title="Cups", columns=("Team",), rows=((AnswerCell(text=long, number=1),),))
    assert any(
        long.strip() in line
        for line in printed(an_answer(said("cell", long.strip()), kind="table", table=table))
    )


def test_further_searches_are_named_below_the_answer(printed):
    steps = (
        Step(search="What is the fee?", by="question", passages=1, titles=("A",)),
        Step(search="yearly fee", by="rules", passages=1, titles=("B",)),
    )
    assert "Also searched for: yearly fee" in printed(an_answer(FEE, steps=steps))
    assert not any("Also searched" in line for line in printed(an_answer(FEE)))
