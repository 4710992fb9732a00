"""Where something is to be computed and it is not sure how, rows are shown without a figure that leads."""

import pytest

from index import Document, Hit, Passage
from index.formats.builder import TextBuilder
from rag.answers.decide import Decision
from rag.answers.ways.choose import way_answer
from rag.answers.ways.uncomputed import uncomputed
from rag.answers.ways.way import Asked, PlainAnswer
from rag.protocols import Reading, Readings
from rag.questions.analysis import analyse


class Fees:
    """A document of one table, whose rows are sentences."""

    def __init__(self):
        builder = TextBuilder()
        builder.table([["", "2019", "2018"], ["Audit fees", "55", "58"], ["Total fees", "66", "86"]])
        extract = builder.build()
        self.text, self.found = extract.text, tuple(extract.tables)

    def document(self, _):
        return Document(id="d", title="Fees", source="f", text=self.text)

    def tables(self, _):
        return self.found

    def row(self, number):
        edges = self.found[0].rows.edges[number]
        start, end = self.text.rfind("\n", 0, int(edges[0, 0])) + 1, int(edges[-1, 1])
        passage = Passage(
            id="d-0", document_id="d", title="Fees", source="f", sections=(), start=0, end=len(self.text),
            text=self.text, sentences=((start, end),), kinds=("table_row",),
        )  # fmt: skip
        hit = Hit(passage=passage, score=1.0, rank=1)
        return Reading(hit=hit, sentence=(start, end), span=None, probability=0.9)


def asked(question, *rows, short="$58"):
    fees = Fees()
    readings = tuple(fees.row(row) for row in rows)
    plain = PlainAnswer(
        readings=Readings(hits=tuple(one.hit for one in readings), sentences=readings, confidence=0.8),
        decision=Decision(status="answered", readings=readings, confidence=0.8, short=short),
    )
    return Asked(
        question=question, terms=analyse(question), plain=plain, where=None, documents=fees,
        search=lambda text, k: [], ask=lambda question: plain, apart=lambda question: plain,
    )  # fmt: skip


@pytest.mark.parametrize(
    "question",
    [
        "What are the audit fees of 2018 and 2019 together?",
        "What is the average of the audit fees?",
        "How much did the audit fees change?",
        "Wie hoch ist der Durchschnitt der Audit fees?",
        "Which fees are the highest?",
        "How much smaller are the audit fees than the total fees?",
        "How many dollars more are the total fees than the audit fees?",
        "Um wie viel höher sind die Total fees als die Audit fees?",
    ],
)
def test_a_figure_of_a_row_does_not_lead_where_it_would_have_to_be_computed_with(question):
    answer = uncomputed(asked(question, 0, 1))
    assert answer.short is None and len(answer.items) == 2
    assert [[cell.text for cell in row] for row in answer.table.rows] == [
        ["Audit fees", "55", "58"],
        ["Total fees", "66", "86"],
    ]
    assert answer.table.rows[0][0].number == 1 and "not sure" in answer.notes[-1]


@pytest.mark.parametrize(
    ("question", "row"),
    [("What were the total fees in 2018?", 1), ("What were the audit fees in 2018?", 0)],
)
def test_a_row_that_says_what_is_asked_for_is_left_to_the_plain_answer(question, row):
    assert uncomputed(asked(question, row)) is None


def test_without_a_figure_that_leads_nothing_is_taken_away():
    assert uncomputed(asked("What is the average of the audit fees?", 0, short=None)) is None


def test_a_figure_of_one_row_does_not_lead_where_no_way_is_sure_how_to_compute():
    question = asked("How much more are the total fees than the audit fees?", 0, 1)
    answer = way_answer(question, ("why",), threshold=0.5)
    assert answer.short is None and len(answer.items) == 2
