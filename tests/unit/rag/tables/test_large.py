"""A large table: what a question looks at is counted, not timed."""

from rag.tables.cells.cell_values import read_value
from rag.tables.cells.table import Table
from rag.tables.cells.table_index import TableIndex
from rag.tables.ranking.candidates import candidates
from rag.tables.ranking.linking import Linked

ROWS = 3_000


class CountedRows(list):
    """Rows of a table that count how often one is looked at."""

    looked = 0

    def __getitem__(self, at):
        self.looked += 1
        return super().__getitem__(at)

    def __iter__(self):
        self.looked += len(self)
        return super().__iter__()


def large():
    rows = [[f"part {n:05}", f"store {n % 7}", str(n * 3 % 1000), f"maker {n % 40}"] for n in range(ROWS)]
    return Table.of_texts(["Part", "Store", "Price", "Maker"], rows)


def test_a_second_question_of_a_large_table_reads_none_of_its_cells_again():
    index = TableIndex(large())
    candidates(Linked("Which part of maker 12 has the highest price?", index))
    index.table.rows = counted = CountedRows(index.table.rows)
    found = candidates(
        Linked("How many parts of maker 7 are in store 3, and what is the average price?", index)
    )
    assert len(found) > 10
    assert counted.looked == 0


class Repeated(Table):
    """A table of many rows that are cheap to make: each column repeats ten values."""

    def __init__(self, names, rows):
        super().__init__(names, ())
        self.rows = range(rows)

    def column(self, at):
        values = [read_value(f"{self.names[at]} {n}" if at % 2 else str(n)) for n in range(10)]
        return values * (len(self.rows) // 10)

    @property
    def kinds(self):
        return tuple("text" if at % 2 else "number" for at in range(len(self.names)))

    @property
    def totals(self):
        return frozenset()


def test_of_a_very_large_table_fewer_formulas_are_tried():
    question = "How many items of tool 3 and part 4 have the most or the average stock over 5 or 7?"
    names = ("stock", "tool", "weight", "part")
    small, large = (TableIndex(Repeated(names, rows)) for rows in (50, 100_000))
    assert len(candidates(Linked(question, small))) > 400
    assert len(candidates(Linked(question, large))) <= 300


def test_a_list_of_thousands_of_cells_is_no_candidate():
    found = candidates(Linked("What is in store 3, or store 4?", TableIndex(large())))
    assert max(len(candidate.result.values) for candidate in found) <= 500
