"""A model proposes a formula, the evaluator computes it, the ranker decides; else nothing is shown but what was shown before."""

import json

import pytest

from fixed_writer import FixedWriter
from index import Document, Hit, Passage, WriterError
from index.formats.builder import TextBuilder
from rag.answers.compose import compose
from rag.answers.decide import Decision
from rag.answers.formulas.proposed import computed_by_formula
from rag.answers.found import Found
from rag.answers.rounds.question import Question
from rag.answers.settling import Settled, Settling
from rag.answers.ways.uncomputed import ROWS_ONLY
from rag.protocols import Readings
from rag.questions.searched import SearchedQuestion

ROWS = [
    ["Trail", "Region", "Length (km)", "Opened", "Rating"],
    ["Fox Loop", "North", "12.5", "2011", "easy"], ["Heron Path", "Coast", "8.0", "2009", "easy"],
    ["Otter Way", "North", "21.3", "2015", "hard"], ["Badger Ridge", "Hills", "17.9", "2013", "hard"],
    ["Swift Round", "Coast", "9.4", "2018", "medium"], ["Elk Track", "Hills", "30.2", "2016", "hard"],
]  # fmt: skip
QUESTION = "Of the hard trails, how many lie in the Hills?"
RIGHT = ["count", ["has", ["has", "rows", "Rating", "hard"], "Region", "Hills"]]


class Library:
    """One document with a table in one passage."""

    def __init__(self, rows):
        builder = TextBuilder()
        builder.table(rows)
        extract = builder.build()
        self.text, self._tables = extract.text, tuple(extract.tables)

    def document(self, _):
        return Document(id="d", title="Trails", source="t", text=self.text)

    def tables(self, _):
        return self._tables

    def passages(self, _):
        return [
            Passage(
                id="d-0", document_id="d", title="Trails", source="t", sections=(), start=0, end=len(self.text),
                text=self.text, sentences=((0, len(self.text)),), kinds=("table_row",),
            )
        ]  # fmt: skip


def outcome(writer, question=QUESTION, *, status="not_found", rows=ROWS, notes=()):
    """What was shown before, and what is shown in the end."""
    library = Library(rows)
    hits = (Hit(passage=library.passages("d")[0], score=0.9, rank=1),)
    readings = Readings(hits=hits, sentences=(), confidence=0.1)
    decision = Decision(status=status, readings=(), confidence=0.1, notes=notes)
    way = SearchedQuestion(text=question, whole=question, where=None)
    found = Found(way=way, readings=readings, decision=decision, timings={"search": 0.1})
    settling = Settling(None, None, None, threshold=0.5, library=None, catalogue=None, documents=library)
    first = Settled(found=found, answers=(compose(question, way, hits, decision, (), {}),))
    asked = Question(line=question, asked_for=question, history=(), where=None)
    shown, going_on = [], computed_by_formula(asked, first, writer, settling)
    while True:
        try:
            shown.append(next(going_on))
        except StopIteration as end:
            return first, shown, end.value, library


def proposing(*formulas, **options):
    return FixedWriter(json.dumps({"formulas": formulas}), **options)


def test_the_value_of_a_right_formula_is_computed_and_cites_its_cells():
    _, shown, settled, library = outcome(proposing(["count", "rows"], RIGHT))
    assert [one.status for one in shown] == ["reading"] and shown[0].activity
    answer = settled.answer
    (statement,) = answer.statements
    assert (answer.status, answer.short, statement.verdict) == ("answered", "2", "computed")
    assert "the number of" in statement.derivation and "hard" in statement.derivation
    assert {citation.quote for citation in statement.citations} == {"hard", "Hills"}
    assert all(library.text[one.start : one.end] == one.quote for one in statement.citations)


@pytest.mark.parametrize(
    "reply",
    [
        json.dumps({"formulas": [["count", "rows"], ["sum", "rows", "Length (km)"]]}),
        json.dumps({"formulas": [["count", ["has", "rows", "Rating", "easy"]]]}),
        json.dumps({"formulas": ["2", ["drop", "rows"], 7, None]}),
        "There are two of them.",
        "",
    ],
)
def test_of_what_is_wrong_or_no_formula_nothing_comes(reply):
    first, _, settled, _ = outcome(FixedWriter(reply))
    assert settled is first


def test_a_model_that_fails_changes_nothing():
    first, _, settled, _ = outcome(FixedWriter("", fails=WriterError("it is down")))
    assert settled is first


def test_rows_that_stand_in_place_of_a_figure_are_shown_while_the_model_thinks():
    first, shown, settled, _ = outcome(proposing(RIGHT), status="answered", notes=(ROWS_ONLY,))
    assert shown == list(first.answers)
    assert settled.answer.short == "2" and ROWS_ONLY not in settled.answer.notes


@pytest.mark.parametrize(
    ("question", "status"),
    [
        (QUESTION, "answered"),  # something else is shown
        (QUESTION, "conflicting"),
        ("Where are the hard trails in the Hills?", "not_found"),  # nothing is to be computed
        ("Who wrote the paper on compilers, and how many pages has it?", "not_found"),  # no table is about it
        ("What is the mean length (km)?", "not_found"),  # the built-in way is sure
    ],
)
def test_no_model_is_asked_where_it_is_not_needed(question, status):
    writer = proposing(RIGHT)
    first, shown, settled, _ = outcome(writer, question, status=status)
    assert (settled is first, shown, writer.asked) == (True, [], [])
