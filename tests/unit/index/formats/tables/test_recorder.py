"""The tables of a text as it is written."""

from hypothesis import example, given
from hypothesis import strategies as st

from index.formats.builder import TextBuilder


def tables_of(builder):
    extract = builder.build()
    return extract.tables, [
        [tuple(extract.text[start:end] for start, end in row) for row in table.rows]
        for table in extract.tables
    ]


def test_rows_with_the_same_names_are_a_table_and_others_begin_the_next():
    builder = TextBuilder()
    builder.row(["Kim", "2024"], ["Name", "Year"])
    builder.row(["Lee", ""], ["Name", "Year"])
    builder.row(["Oslo", "5"], ["City", "Size"])
    tables, cells = tables_of(builder)
    assert [table.columns for table in tables] == [("Name", "Year"), ("City", "Size")]
    assert cells == [[("Kim", "2024"), ("Lee", "")], [("Oslo", "5")]]


def test_a_paragraph_ends_a_table_unless_its_reader_says_that_it_goes_on():
    builder = TextBuilder()
    for _ in range(2):
        builder.row(["Kim", "2024"], ["Name", "Year"])
        builder.paragraph("A remark on it.")
    with builder.rows_of(["Name", "Year"]):
        for _ in range(2):
            builder.row(["Lee", "2025"], ["Name", "Year"])
            builder.paragraph("A remark inside.")
    assert [len(table.rows) for table in builder.build().tables] == [1, 1, 2]


def test_a_table_begins_with_the_names_of_its_columns_and_bears_what_stands_above_it():
    builder = TextBuilder()
    builder.open("sheet", 'sheet "Q3"')
    builder.heading("Sales", 1)
    builder.paragraph("All figures in thousands of euros.")
    builder.paragraph("Table 4: By region", kind="caption")
    builder.table([["Region", "Sales"], ["North", "5"], ["Total", "5"]])
    extract = builder.build()
    (table,) = extract.tables
    assert extract.text[table.start : table.end].startswith("Region | Sales")
    assert table.title == "Q3 > Sales > Table 4: By region" and table.totals == (1,)


def test_a_unit_is_said_in_a_caption_a_corner_or_the_sentence_above():
    for above, corner, unit in (
        ("Table 1: Costs (in millions)", "", "(in millions)"),
        ("", "in EUR thousand", "in EUR thousand"),
        ("The costs were as follows (in thousands):", "", "(in thousands)"),
        ("The costs were as follows:", "", ""),
    ):
        builder = TextBuilder()
        builder.paragraph(above)
        builder.table([[corner, "2023"], ["Rent", "5"], ["Pay", "7"]])
        assert builder.build().tables[0].unit == unit


def test_a_name_with_its_value_and_lines_of_contents_are_no_table():
    builder = TextBuilder()
    builder.row(["Kim"], ["Author"])
    builder.paragraph("Contents")
    for number, name in enumerate(("Scope", "Terms", "Tests", "Limits", "Costs", "Index"), start=1):
        builder.row([f"{number} {name} ........", str(7 * number)])
    assert builder.build().tables == ()


@given(st.lists(st.tuples(st.text(), st.text()), min_size=2), st.text(), st.text())
@example([("", ""), ("", "0")], "", "0\x1f0")
def test_cells_stand_where_they_are_said_to_be_whatever_they_hold(rows, first, second):
    builder = TextBuilder()
    with builder.rows_of([first, second]):
        for row in rows:
            builder.row(row, [first, second])
    extract = builder.build()
    for table in extract.tables:
        for row in table.rows:
            for start, end in row:
                cell = extract.text[start:end]
                assert 0 <= start <= end <= len(extract.text) and cell == " ".join(cell.split())
            line = " | ".join(
                f"{name}: {extract.text[start:end]}" if name else extract.text[start:end]
                for name, (start, end) in zip(table.columns, row, strict=True)
                if start < end
            )
            assert line in extract.text
