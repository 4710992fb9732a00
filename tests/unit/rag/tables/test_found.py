"""Which tables a question may be about."""

import pytest

from index import Document, Hit, Passage
from index.formats.builder import TextBuilder
from rag.tables.found import tables_of

SALES = ("Table 1: Sales by region", [["Region", "Sales"], ["North", "5"], ["South", "7"]])
STAFF = ("Table 2: Staff by region", [["Region", "Staff"], ["North", "50"], ["South", "70"]])


class Catalogue:
    """Documents made of captions and tables; counts which are loaded."""

    def __init__(self, **documents):
        self.loaded = []
        self._documents, self._tables = {}, {}
        for name, tables in documents.items():
            builder = TextBuilder()
            builder.paragraph(f"This is the {name}.")
            for caption, rows in tables:
                builder.paragraph(caption, kind="caption")
                builder.table(rows)
            extract = builder.build()
            self._documents[name] = Document(id=name, title=name, source=name, text=extract.text)
            self._tables[name] = tuple(extract.tables)

    def document(self, name):
        self.loaded.append(name)
        return self._documents[name]

    def tables(self, name):
        return self._tables[name]

    def hit(self, name, words, rank=1, score=0.9):
        text = self._documents[name].text
        start = text.index(words)
        end = start + len(words)
        passage = Passage(
            id=f"{name}-1", document_id=name, title=name, source=name, sections=(), start=start, end=end,
            text=words, sentences=((start, end),), kinds=("table_row",),
        )  # fmt: skip
        return Hit(passage=passage, score=score, rank=rank)


@pytest.fixture
def report():
    return Catalogue(report=[SALES, STAFF], note=[])


def names(found):
    return [each.table.title for each in found]


def test_the_table_that_a_passage_is_of_comes_first(report):
    hits = [report.hit("report", "Region: North | Staff: 50")]
    found = tables_of("How many in the North?", hits, report)
    assert names(found) == [STAFF[0], SALES[0]]
    assert found[0].hits == tuple(hits) and found[0].table.document_id == "report"


def test_a_table_is_named_by_its_caption_and_columns_although_no_row_was_found(report):
    hits = [report.hit("report", "This is the report.")]
    assert names(tables_of("Which region has the most sales?", hits, report))[0] == SALES[0]
    assert names(tables_of("Which region has the most staff?", hits, report))[0] == STAFF[0]


def test_a_document_without_tables_is_not_loaded(report):
    assert tables_of("Sales?", [report.hit("note", "This is the note.")], report) == []
    assert report.loaded == []


def test_no_more_tables_come_than_are_asked_for():
    many = Catalogue(report=[(f"Table {n}: Sales of {1990 + n}", SALES[1]) for n in range(1, 20)])
    hits = [many.hit("report", "This is the report.")]
    found = tables_of("What were the sales of 1997?", hits, many)
    assert len(found) == 5 and found[0].table.title == "Table 7: Sales of 1997"
    assert len(tables_of("What were the sales of 1997?", hits, many, k=2)) == 2


def test_only_the_documents_of_the_best_passages_are_looked_at():
    many = Catalogue(**{f"report{n}": [SALES] for n in range(9)})
    hits = [many.hit(f"report{n}", "Region: North | Sales: 5", rank=n + 1) for n in range(9)]
    assert len(tables_of("Sales?", hits, many)) == 4 == len(many.loaded)
