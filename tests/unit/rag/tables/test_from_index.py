"""Tables of documents as tables that can be asked."""

from index.formats.builder import TextBuilder
from rag.tables.cells.from_index import IndexTable
from rag.tables.language.evaluate import evaluate
from rag.tables.language.parse import parse


def table(rows, *, caption=""):
    builder = TextBuilder()
    builder.paragraph(caption, kind="caption")
    builder.table(rows)
    extract = builder.build()
    return IndexTable("d", extract.tables[0], extract.text), extract.text


TEAMS = [["Team", "Cups"], ["Oslo", "13"], ["Bergen", "1"], ["Alta", ""], ["Total", "14"]]


def test_cells_are_typed_and_have_their_place_in_the_text():
    teams, text = table(TEAMS)
    cell = teams.rows[0][1]
    assert cell.value.number == 13 and text[slice(*cell.span)] == "13"
    assert teams.kinds == ("text", "number") and teams.totals == {3}
    empty = teams.rows[2][1]
    assert empty.value.text == "" and empty.span[0] == empty.span[1]


def test_what_is_computed_leaves_out_the_row_that_sums_up():
    teams, _ = table(TEAMS)
    assert evaluate(parse("sum(rows, [Cups])"), teams).values[0].number == 14


def test_one_figure_with_a_decimal_comma_decides_for_its_column():
    prices, _ = table([["Part", "Preis"], ["A", "1.234"], ["B", "3,5"], ["C", "1.234,50"]])
    assert [value.number for value in prices.column(1)] == [1234, 3.5, 1234.5]


def test_the_unit_of_all_figures_is_in_the_title():
    assert table(TEAMS, caption="Table 1: Wins (in thousands)")[0].title == "Table 1: Wins (in thousands)"
    corner, _ = table([["in EUR thousand", "2023"], ["Rent", "5"], ["Pay", "7"]])
    assert corner.title == "(in EUR thousand)"


def test_rows_and_cells_are_counted_from_either_end():
    teams, _ = table(TEAMS)
    assert [cell.value.text for cell in teams.rows[-1]] == ["Total", "14"]
    assert [row[-1].value.text for row in teams.rows[1:3]] == ["1", ""]
    assert [value.text for value in (cell.value for cell in teams.rows[0][:1])] == ["Oslo"]


def test_a_long_table_types_the_columns_that_are_asked_for(monkeypatch):
    read = []
    from rag.tables.cells import from_index

    monkeypatch.setattr(
        from_index,
        "read_value",
        lambda text, mark, real=from_index.read_value: read.append(text) or real(text, mark),
    )
    parts, _ = table(
        [["Part", "Price", "Maker"], *([f"p{n}", str(n), f"maker {n % 9}"] for n in range(3_000))]
    )
    assert parts.kinds == ("text", "number", "text")
    assert len(parts.column(2)) == 3_000 and len(read) < 2_500


def test_a_row_of_all_of_them_is_a_total_if_its_figures_add_up():
    farms = [["Farm", "GWh"], ["Kamm", "210"], ["Rain", "150"], ["All farms", "360"]]
    assert table(farms)[0].totals == {2}
    assert table([*farms[:3], ["All Saints", "75"]])[0].totals == frozenset()
