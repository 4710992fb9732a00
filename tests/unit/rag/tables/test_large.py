"""A large table: what a question looks at is counted, not timed."""

from rag.tables.candidates import candidates
from rag.tables.linking import Linked
from rag.tables.table import Table
from rag.tables.table_index import TableIndex

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


def test_a_second_question_of_a_large_table_looks_at_few_of_its_cells():
    index = TableIndex(large())
    candidates(Linked("Which part of maker 12 has the highest price?", index))
    index.table.rows = counted = CountedRows(index.table.rows)
    found = candidates(
        Linked("How many parts of maker 7 are in store 3, and what is the average price?", index)
    )
    assert len(found) > 10
    # 3,000 rows with 4 columns, and some fifty formulas over them all.
    assert counted.looked < 20 * ROWS


def test_a_list_of_thousands_of_cells_is_no_candidate():
    found = candidates(Linked("What is in store 3, or store 4?", TableIndex(large())))
    assert max(len(candidate.result.values) for candidate in found) <= 500
