"""Rows as ranges."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.store.rows import RowRanges


@given(st.sets(st.integers(0, 30)), st.lists(st.integers(-2, 34)))
def test_ranges_contain_the_rows_that_they_were_made_of(rows, asked):
    first = sorted(row for row in rows if row - 1 not in rows)
    last = sorted(row for row in rows if row + 1 not in rows)
    ranges = RowRanges(np.array(first, dtype=np.int64), np.array(last, dtype=np.int64))
    assert ranges.count == len(rows) and ranges.rows().tolist() == sorted(rows)
    assert ranges.contains(np.array(asked, dtype=np.int64)).tolist() == [row in rows for row in asked]
