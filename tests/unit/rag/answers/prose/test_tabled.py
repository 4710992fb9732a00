"""A table by a model: a row is shown if one place has all its cells, as belonging together."""

from dataclasses import replace

import pytest

from fixed_writer import FixedWriter
from index import WriterError
from rag.answer import Answer
from rag.answers.citations.citing import cite
from rag.answers.prose.tabled import source_of, tabled_answers
from rag.checking.align import Source
from rag.protocols import Readings
from rag.questions.wishes.wish import Wish
from rag.writing.table_prompt import Row
from readings import passage_of, reading_of

FERRY = passage_of("The ferry costs 12 euros, the bus 5 euros.", id_="f-1")
TRAIN = passage_of("The train costs 7 euros.", id_="t-1", title="Train")
TABLE = passage_of("Way: tram | Price: 3 euros", id_="r-1", title="Trams")
READ = [reading_of(FERRY), reading_of(TRAIN), reading_of(TABLE)]


def quoted_answer() -> Answer:
    statements = cite(READ)
    return Answer(
        question="Which ways are there?", status="answered", text="x", short=None, statements=tuple(statements),
        citations=tuple(one for s in statements for one in s.citations), hits=tuple(one.hit for one in READ),
        confidence=0.9, standalone_question="Which ways are there?",
    )  # fmt: skip


def table(reply, wish=None, **more):
    quoted, writer = quoted_answer(), FixedWriter(reply, **more)
    readings = Readings(hits=quoted.hits, sentences=(), confidence=0.9)
    *_, last = tabled_answers(quoted, readings, writer, {}, wish or Wish(form="table"))
    return writer, last


def rows(answer):
    return [tuple(cell.text for cell in row) for row in answer.table.rows] if answer.table else []


def test_each_row_cites_the_place_that_has_its_cells_and_what_it_shows_is_not_told_twice():
    _, answer = table(
        "way | price\nferry | 12 euros [1]\nbus | 5 euros [1]\ntrain | 7 euros [9]\n| tram | 3 euros |"
    )
    assert answer.table.columns == ("way", "price")
    assert rows(answer) == [
        ("ferry", "12 euros"),
        ("bus", "5 euros"),
        ("train", "7 euros"),
        ("tram", "3 euros"),
    ]
    by_number = {one.number: one.quote for one in answer.citations}
    assert [by_number[row[0].number] for row in answer.table.rows] == [
        FERRY.text,
        FERRY.text,
        TRAIN.text,
        TABLE.text,
    ]
    assert len(answer.statements) == 3 and {one.verdict for one in answer.statements} == {"quoted"}
    assert answer.left_out == ()


@pytest.mark.parametrize(
    "row", ["ferry | 5 euros", "bus | 12 euros", "train | 12 euros", "boat | 12 euros", "ferry | 13 euros", "ferr | 12 euros"]
)  # fmt: skip
def test_a_row_whose_cells_do_not_stand_together_in_one_place_is_left_out(row):
    _, answer = table(f"way | price\ntrain | 7 euros [2]\n{row} [1]")
    assert rows(answer) == [("train", "7 euros")]
    assert len(answer.left_out) == 1 and "1 sentence was left out" in answer.text
    assert [one.text for one in answer.statements] == [TRAIN.text, FERRY.text, TABLE.text], "quotes stay"


@pytest.mark.parametrize(
    "reply", ["", "There is no table.", "way | price", "a | b\nc | d [1]", "|" * 500, "a|b|c\nx|y"]
)
def test_where_no_row_holds_the_quoted_answer_stays_and_a_note_says_so(reply):
    _, answer = table(reply)
    assert answer.table is None and answer.statements == quoted_answer().statements
    assert answer.notes[-1].startswith("The model's table was left out: ")


def test_a_model_that_fails_leaves_the_quotes_or_the_rows_that_it_finished():
    error = WriterError("the server went away")
    assert table("", fails=error)[1].statements == quoted_answer().statements
    _, answer = table("way | price\ntrain | 7 euros [2]", fails=error)
    assert rows(answer) == [("train", "7 euros")] and "the server went away" in answer.notes[-1]


def test_the_columns_that_the_question_names_are_asked_for():
    writer, _ = table("", Wish(form="table", columns=("name", "price")))
    assert writer.asked[0][-1].text.endswith("Columns: name, price")


def test_no_model_is_asked_where_places_disagree():
    quoted, writer = replace(quoted_answer(), status="conflicting"), FixedWriter("")
    readings = Readings(hits=quoted.hits, sentences=(), confidence=0.9)
    assert list(tabled_answers(quoted, readings, writer, {}, Wish(form="table"))) == [] and not writer.asked


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (("sappers", "1,000"), True),
        (("workers", "5,000"), True),
        (("sappers", "5,000"), False),
        (("workers", "1,000"), False),
        (("1,000", "5,000"), False),
    ],
)
def test_a_number_may_stand_before_what_it_counts_and_not_beside_something_else(cells, says):
    passage = passage_of("It includes 1,000 sappers and 5,000 military workers.", id_="s-1")
    (statement,) = cite([reading_of(passage)])
    source = Source(number=1, text=passage.text, citations=statement.citations)
    assert (source_of(Row(cells, 1), [source]) is source) is says
