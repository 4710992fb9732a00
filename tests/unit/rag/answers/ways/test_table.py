"""What a question asks of a table is looked up or computed, and each cell that it rests on is cited."""

import pytest

from index import Document, Hit, Passage
from index.formats.builder import TextBuilder
from rag.answers.citations.citing import cite_items
from rag.answers.decide import Decision
from rag.answers.ways import table as way
from rag.answers.ways.way import Asked, PlainAnswer
from rag.protocols import Readings
from rag.questions.analysis import analyse
from rag.tables.answer import TableAnswer
from rag.tables.language.evaluate import Evaluator
from rag.tables.language.parse import parse
from rag.tables.language.words import in_words

ACCOUNT = ("Sales by region (in millions)", [
    ["", "2019", "2018"], ["North", "44.1", "56.7"], ["South", "30.0", "20.0"], ["Total", "74.1", "76.7"],
])  # fmt: skip
TEAMS = (
    "Cups",
    [["Team", "Cups", "City"], ["Oslo", "13", "Oslo"], ["Alta", "1", "Alta"], ["Total", "14", ""]],
)


class Library:
    """One document of a table or two, with a passage for each table."""

    def __init__(self, *tables):
        builder = TextBuilder()
        for caption, rows in tables:
            builder.paragraph(caption, kind="caption")
            builder.table(rows)
        extract = builder.build()
        self.text, self._tables = extract.text, tuple(extract.tables)

    def document(self, _):
        return Document(id="d", title="Report", source="r", text=self.text)

    def tables(self, _):
        return self._tables

    def passages(self, _):
        return [self._passage(table.start, table.end) for table in self._tables]

    def _passage(self, start, end):
        return Passage(
            id=f"d-{start}", document_id="d", title="Report", source="r", sections=(), start=start, end=end,
            text=self.text[start:end], sentences=((start, end),), kinds=("table_row",),
        )  # fmt: skip

    def answer(self, question):
        hits = tuple(Hit(passage=p, score=0.9, rank=n) for n, p in enumerate(self.passages("d"), start=1))
        plain = PlainAnswer(
            readings=Readings(hits=hits, sentences=(), confidence=0.1),
            decision=Decision(status="not_found", readings=(), confidence=0.1),
        )
        asked = Asked(
            question=question, terms=analyse(question), plain=plain, where=None, documents=self,
            search=lambda text, k: [], ask=lambda question: plain, apart=lambda question: plain,
        )  # fmt: skip
        return way.table_answer(asked)


def quotes(answer):
    return [reading.text for item in answer.items for reading in item.readings]


def test_a_cell_that_is_looked_up_is_quoted_and_stands_in_its_row():
    answer = Library(ACCOUNT).answer("What were the sales by region in the North in 2019?")
    (statement,) = cite_items(answer.items)
    assert (answer.short, statement.text, statement.verdict, statement.form) == (
        "44.1 (in millions)",
        "44.1",
        "quoted",
        "cell",
    )
    assert answer.kind == "table" and "in millions" in answer.table.title
    cells = {cell.text: cell.number for row in answer.table.rows for cell in row}
    assert cells["44.1"] == 1 and cells["30.0"] is None


def test_what_is_computed_says_how_and_cites_each_cell():
    answer = Library(ACCOUNT).answer("What was the change in the sales of the North from 2018 to 2019?")
    (statement,) = cite_items(answer.items)
    assert (answer.short, statement.verdict) == ("−12.6 (in millions)", "computed")
    assert statement.derivation.endswith(": 44.1 − 56.7")
    assert {"44.1", "56.7"} <= set(quotes(answer))
    assert [citation.quote for citation in statement.citations] == quotes(answer)
    numbers = {cell.text: cell.number for row in answer.table.rows for cell in row}
    assert numbers["44.1"] == 1 + quotes(answer).index("44.1")


def ranked(monkeypatch, *formulas, sure=True):
    """Takes the place of the ranker: for each table one formula."""
    waiting = list(formulas)

    def answer_table(question, index):
        formula = parse(waiting.pop(0))
        result = Evaluator(index).evaluate(formula)
        return TableAnswer(
            formula=formula,
            words=in_words(formula),
            figures=None,
            result=result,
            rows=(),
            probability=0.8,
            sure=sure,
        )

    monkeypatch.setattr(way, "answer_table", answer_table)


def test_a_sum_leaves_out_the_total_and_cites_what_was_added(monkeypatch):
    ranked(monkeypatch, "sum(rows, [Cups])")
    answer = Library(TEAMS).answer("How many cups do all teams have?")
    assert answer.short == "14" and quotes(answer) == ["13", "1"]
    assert answer.items[0].derivation == "the sum of Cups over all rows: 13 + 1"
    assert [row[0].text for row in answer.table.rows] == ["Oslo", "Alta"]


def test_the_cell_of_a_row_that_was_compared_is_computed_and_cites_what_it_was_chosen_by(monkeypatch):
    ranked(monkeypatch, "select(most(rows, [Cups]), [Team])")
    answer = Library(TEAMS).answer("Which team has most cups?")
    assert answer.short == "Oslo" and {"Oslo", "13"} <= set(quotes(answer))
    assert answer.items[0].derivation == "Team of the row with the greatest Cups of all rows"


def test_a_count_of_all_rows_cites_the_first_cell_of_each(monkeypatch):
    ranked(monkeypatch, "count(rows)")
    answer = Library(TEAMS).answer("How many teams are there?")
    assert answer.short == "2" and quotes(answer) == ["Oslo", "Alta"]


def test_a_question_about_other_things_is_not_asked_of_a_table(monkeypatch):
    ranked(monkeypatch, "select(commonest(rows, [City]), [City])")
    assert Library(TEAMS).answer("Which town has the most public lakes?") is None


def test_the_table_that_the_question_calls_by_its_whole_name_is_asked():
    later = ("Cups since 1967", [["Team", "Cups"], ["Oslo", "2"], ["Alta", "5"]])
    assert Library(TEAMS, later).answer("Which team has the most cups?").short == "Oslo"


def test_the_highest_value_cites_its_own_cell_only():
    answer = Library(TEAMS).answer("What is the highest number of cups?")
    assert answer.short == "13" and set(quotes(answer)) == {"13"}


def test_many_cells_are_counted_and_the_first_are_cited(monkeypatch):
    ranked(monkeypatch, "sum(rows, [Cups])")
    many = ("Cups", [["Team", "Cups"], *([f"team {n}", "2"] for n in range(50))])
    answer = Library(many).answer("How many cups do all teams have?")
    assert answer.short == "100" and len(quotes(answer)) == 20 == len(answer.table.rows)
    assert answer.notes == ("It rests on 30 cells more than are cited.",)


def test_neither_of_two_tables_that_give_different_figures_is_the_answer(monkeypatch):
    other = ("Cups", [["Team", "Cups", "City"], ["Oslo", "9", "Oslo"], ["Alta", "2", "Alta"]])
    ranked(monkeypatch, "sum(rows, [Cups])", "sum(rows, [Cups])")
    assert Library(TEAMS, other).answer("How many cups do all teams have?") is None
    ranked(monkeypatch, "sum(rows, [Cups])", "sum(rows, [Cups])")
    assert Library(TEAMS, TEAMS).answer("How many cups do all teams have?").short == "14"


@pytest.mark.parametrize("question", ["What is the weather like?", "Why did the North sell less in 2019?"])
def test_what_is_not_sure_is_no_answer(monkeypatch, question):
    ranked(monkeypatch, "count(rows)", sure=False)
    assert Library(ACCOUNT).answer(question) is None


def test_a_table_that_is_too_large_is_not_asked(monkeypatch):
    monkeypatch.setattr(way, "_MOST_CELLS", 5)
    ranked(monkeypatch, "count(rows)")
    assert Library(TEAMS).answer("How many teams are there?") is None
