"""Where the cells of tables stand: packed, and verified."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.tables import CellSpans, DocumentTable, are_inside, pack, unpack

names = st.text(max_size=5)


@st.composite
def tables(draw):
    width = draw(st.integers(1, 3))
    gaps = draw(st.lists(st.integers(0, 70_000), min_size=2 * width, max_size=6 * width))
    edges = np.cumsum(gaps[: len(gaps) // (2 * width) * 2 * width]).reshape(-1, width, 2).astype(np.int32)
    return DocumentTable(
        start=int(edges[0, 0, 0]),
        end=int(edges[-1, -1, 1]),
        title=draw(names),
        columns=tuple(draw(st.lists(names, min_size=width, max_size=width))),
        rows=CellSpans(edges),
        totals=tuple(draw(st.sets(st.integers(0, len(edges) - 1)))),
        unit=draw(names),
    )


@given(st.lists(tables(), max_size=2))
def test_tables_come_back_as_they_were_packed(found):
    assert unpack(pack(found)) == tuple(found)
    assert are_inside(found, max([table.end for table in found], default=0))


def table(rows, **others):
    spans = CellSpans.of(rows)
    start, end = rows[0][0][0], rows[-1][-1][1]
    return DocumentTable(**{"start": start, "end": end, "columns": ("A", "B"), "rows": spans, **others})


def test_rows_and_columns_are_read_by_their_numbers():
    rows = table([[(0, 3), (6, 7)], [(8, 9), (9, 9)]]).rows
    assert len(rows) == 2 and list(rows) == [((0, 3), (6, 7)), ((8, 9), (9, 9))]
    assert rows.column(1) == [(6, 7), (9, 9)] and list(rows[1:]) == [rows[1]]


def test_a_long_table_takes_less_than_two_bytes_for_each_cell():
    chance = np.random.default_rng(7)
    steps = chance.integers(1, 9, size=2 * 10_000)
    edges = np.cumsum(steps).astype(np.int32).reshape(-1, 2, 2)
    long = DocumentTable(start=0, end=int(edges[-1, -1, 1]), columns=("A", "B"), rows=CellSpans(edges))
    assert len(pack([long])) < 2 * 10_000


@pytest.mark.parametrize(
    "wrong",
    [
        table([[(0, 3), (6, 7)]], end=6),
        table([[(0, 3), (6, 7)]], start=1),
        table([[(0, 3), (2, 7)]]),
        table([[(4, 3), (6, 7)]]),
        table([[(0, 3), (6, 11)]]),
        table([[(0, 3), (6, 7)]], totals=(1,)),
    ],
)
def test_cells_out_of_place_are_noticed(wrong):
    assert not are_inside([wrong], 10)
    assert are_inside([table([[(0, 3), (6, 7)]])], 10)


@pytest.mark.parametrize("cut", [b"", b"no", pack([table([[(0, 3), (6, 7)]])])[:-4]])
def test_other_bytes_are_no_tables(cut):
    with pytest.raises(ValueError, match="not packed tables"):
        unpack(cut)
