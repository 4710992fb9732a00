"""PDF: which rows of accounts stand under which labels, and where a label ends that nothing is indented under."""

from index.formats.pdf.structure.accounts.groups import Labelled, groups_of


def label(text: str, left: float = 72) -> Labelled:
    return Labelled(text, left, figures=False)


def row(text: str, left: float = 72, *, apart: bool = False, lines: int = 0) -> Labelled:
    """A row of figures, with so many lines drawn above it."""
    return Labelled(text, left, True, apart, lines == 1, lines > 1)


def test_a_result_does_not_stand_under_the_expenses_above_it() -> None:
    rows = [
        label("Operating expenses:"),
        row("Research"),
        row("Marketing"),
        row("Operating income"),
        row("Interest"),
    ]
    assert groups_of(rows) == ["", "Operating expenses", "Operating expenses", "", ""]


def test_the_line_drawn_above_a_sum_ends_its_label() -> None:
    rows = [label("Term debt"), row("Bonds"), row("Notes"), row("All debt", lines=1), row("Credit line")]
    assert groups_of(rows) == ["", "Term debt", "Term debt", "Term debt", ""]


def test_two_lines_drawn_below_a_sum_end_its_label() -> None:
    rows = [label("Change in assets:"), row("Opening"), row("Return"), row("Closing"), row("Status", lines=2)]
    assert groups_of(rows) == ["", *["Change in assets"] * 3, ""]


def test_a_first_row_that_is_called_net_ends_no_label() -> None:
    rows = [
        label("Operating activities:"),
        row("Net income"),
        row("Depreciation"),
        row("Cash from operations"),
    ]
    assert groups_of([*rows, row("Cash at end")]) == ["", *["Operating activities"] * 3, ""]


def test_a_year_goes_on_over_its_sums_and_empty_lines_to_the_next_year() -> None:
    rows = [
        label("2016"), row("Rebates"), row("Subtotal"), row("Reserves", apart=True), row("Total"),
        label("2015"), row("Rebates"),
    ]  # fmt: skip
    assert groups_of(rows) == ["", *["2016"] * 4, "", "2015"]


def test_the_labels_inside_a_year_stand_under_it() -> None:
    rows = [
        label("2019"), label("Major lines:"), row("Pharmacy", 80), row("Total", 84),
        label("Channels:"), row("Mail", 80), label("2018"), label("Major lines:"), row("Pharmacy", 80),
    ]  # fmt: skip
    assert groups_of(rows) == [
        "", "2019", "2019, Major lines", "2019, Major lines",
        "2019", "2019, Channels", "", "2018", "2018, Major lines",
    ]  # fmt: skip


def test_a_label_right_below_another_one_that_begins_where_it_does_is_a_part_of_it() -> None:
    rows = [label("Liabilities:"), label("Instruments"), row("Electricity", 80)]
    assert groups_of(rows) == ["", "Liabilities", "Liabilities, Instruments"]
