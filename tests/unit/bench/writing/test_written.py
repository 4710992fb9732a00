"""The bench of prose: what is kept of an interrupted run, and which documents a question is asked of."""

from pathlib import Path

from pydantic import TypeAdapter

from bench.writing.kept import kept
from bench.writing.real import RealAsked, real_table
from bench.writing.written import document_of
from rag.evaluation import EvaluationSet
from rag.evaluation.sets import Evidence, SetQuestion

NUMBERS = TypeAdapter(int)


def test_what_was_asked_is_not_asked_again(tmp_path):
    journal = tmp_path / "kept.jsonl"
    assert kept(journal, "a", lambda: 7, NUMBERS) == 7
    assert kept(journal, "b", lambda: 8, NUMBERS) == 8
    assert kept(journal, "a", lambda: 1 / 0, NUMBERS) == 7


def test_half_a_line_of_an_interrupted_run_is_asked_again(tmp_path):
    journal = tmp_path / "kept.jsonl"
    journal.write_text('["a", 7]\n["b", \n')
    assert kept(journal, "b", lambda: 8, NUMBERS) == 8
    assert kept(journal, "a", lambda: 1 / 0, NUMBERS) == 7


def _set(name):
    return EvaluationSet(
        name=name, folder=Path("/sets") / name, documents=(), files=(Path("x.html"),), questions=(), problems=(),
        digest="",
    )  # fmt: skip


def test_a_question_of_an_annual_report_is_asked_of_this_report_only():
    question = SetQuestion(
        id="1", question="What were sales?", answerable=True, evidence=(Evidence(document="x.html"),)
    )
    assert document_of(_set("tatqa/valid"), question).sources == ("/sets/tatqa/valid/documents/x.html",)
    assert document_of(_set("squad/valid"), question) is None


def test_the_table_of_real_documents_counts_quotes_and_prose_apart():
    one = {"question": "Who?", "why": "", "text": "Ines.", "written": 1}
    asked = [RealAsked(quoted="good", prose="wrong", **one), RealAsked(quoted="good", prose="good", **one)]
    rows = {row[0]: row[1:] for row in real_table(asked).rows}
    assert rows["what is asked for leads"] == ("2", "1")
    assert rows["wrong, or not shown"] == ("0", "1")
