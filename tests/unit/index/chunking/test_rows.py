"""Rows of tables as statements."""

from index.sentences import row_spans


def test_a_row_is_one_statement_whatever_its_cells_say():
    row = "Age: 30-39 | Do you cycle: No. It rains. | Why: Who knows?"
    assert row_spans(f"x {row} y", 2, 2 + len(row)) == [(2, 2 + len(row))]


def test_a_long_row_is_cut_between_its_cells_and_a_long_cell_between_its_sentences():
    cells = [f"Name {number}: {'a few words and ' * 14}end." for number in range(3)]
    long = "Remark: " + "This is a sentence of a remark. " * 20
    text = " | ".join([*cells, long.strip()])
    found = [text[slice(*span)] for span in row_spans(text, 0, len(text))]
    assert found[0] == f"{cells[0]} | {cells[1]}"
    assert found[1] == cells[2]
    assert found[2].startswith("Remark: This") and found[-1] == "This is a sentence of a remark."
