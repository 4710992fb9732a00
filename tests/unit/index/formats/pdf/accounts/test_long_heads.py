"""PDF: heads of accounts on many lines, and above labels on many lines."""

from reportlab.pdfgen.canvas import Canvas

from account_pages import FIGURES, ITEMS, figures, heads
from extracts import blocks, check
from pdf_files import lines, read

SCHEDULE = (
    "Gross",
    "amount",
    "at which",
    "land and",
    "buildings",
    "held for",
    "rent are",
    "carried",
    "at the",
)


def test_heads_on_twelve_lines_name_their_columns() -> None:
    head = (*SCHEDULE, "close of", "the", "period")

    def draw(canvas: Canvas) -> None:
        for number, words in enumerate(head):
            heads(canvas, (words,), 514 + 9 * (len(head) - 1 - number), (480.0,))
        heads(canvas, ("Costs",), 514, (380.0,))
        for number, (item, cells) in enumerate(zip(ITEMS, FIGURES, strict=True)):
            lines(canvas, [item], y=500 - 14 * number)
            figures(canvas, tuple(f"${cell}" for cell in cells), 500 - 14 * number)

    extract = read(draw)
    check(extract)
    assert blocks(extract)[2] == f"Goodwill | Costs: $10,051 | {' '.join(head)}: $10,513"


def test_a_label_on_many_lines_below_the_heads_does_not_hide_them() -> None:
    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2018", "2017"), 545)
        label = ["767 Fifth", "Avenue (the", "General", "Motors", "Building)"]
        lines(canvas, label[:1], y=534, size=7)
        lines(canvas, label[1:], x=82, y=526, size=7)
        figures(canvas, ("$1", "$2"), 502)
        for number, (item, cells) in enumerate(zip(ITEMS, FIGURES, strict=True)):
            lines(canvas, [item], y=480 - 16 * number, size=7)
            figures(canvas, cells, 480 - 16 * number)

    assert blocks(read(draw))[1] == ("767 Fifth Avenue (the General Motors Building) | 2018: $1 | 2017: $2")


def test_a_label_on_many_lines_inside_a_table_does_not_end_it() -> None:
    label = [
        "200 Clarendon",
        "Street and",
        "Garage",
        "(formerly the",
        "John",
        "Hancock",
        "Tower and",
        "Garage)",
    ]

    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2018", "2017"), 700)
        for number, (item, cells) in enumerate(zip(ITEMS, FIGURES, strict=True)):
            lines(canvas, [item], y=686 - 16 * number, size=7)
            figures(canvas, cells, 686 - 16 * number)
        lines(canvas, label[:1], y=620, size=7)
        lines(canvas, label[1:], x=82, y=612, size=7)
        figures(canvas, ("5", "6"), 561.6)

    assert blocks(read(draw))[-1] == f"{' '.join(label)} | 2018: 5 | 2017: 6"


def test_nested_labels_below_the_heads_do_not_hide_them() -> None:
    labels = ("Assets:", "Trading assets:", "Debt instruments:", "Mortgage-backed:", "Agencies")

    def draw(canvas: Canvas) -> None:
        heads(canvas, ("2018", "2017"), 570)
        for number, label in enumerate(labels):
            lines(canvas, [label], x=72 + 8 * number, y=556 - 14 * number)
        for number, cells in enumerate(FIGURES):
            figures(canvas, cells, 500 - 14 * number)
            lines(canvas, [ITEMS[number]] if number else [], x=104, y=500 - 14 * number)

    assert blocks(read(draw))[-1] == "Total assets | 2018: 36,500 | 2017: 37,987"


def test_a_number_below_the_words_of_its_head_is_a_part_of_it() -> None:
    edges = (240.0, 320.0, 400.0, 480.0)

    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Transfers",), 528, edges[1:2])
        heads(canvas, ("into Level",), 519, edges[1:2])
        heads(canvas, ("January 1", "3", "Sales", "December 31"), 510, edges)
        for number, item in enumerate(ITEMS):
            lines(canvas, [item], y=496 - 14 * number)
            figures(canvas, tuple(f"{number + 1}{column}" for column in range(4)), 496 - 14 * number, edges)

    assert blocks(read(draw))[1] == (
        "Inventories | January 1: 10 | Transfers into Level 3: 11 | Sales: 12 | December 31: 13"
    )


def test_the_words_of_a_head_keep_their_order_though_one_is_a_figure() -> None:
    edges = (240.0, 320.0, 400.0, 480.0)

    def draw(canvas: Canvas) -> None:
        heads(canvas, ("Less Than",), 523, edges[1:2])
        heads(canvas, ("Total", "1 Year", "1-3 Years", "Later"), 514, edges)
        for number, item in enumerate(ITEMS):
            lines(canvas, [item], y=500 - 14 * number)
            figures(canvas, tuple(f"${number + 1}{column}" for column in range(4)), 500 - 14 * number, edges)

    assert blocks(read(draw))[1] == (
        "Inventories | Total: $10 | Less Than 1 Year: $11 | 1-3 Years: $12 | Later: $13"
    )


def test_the_unit_above_the_labels_ends_where_the_heads_beside_it_begin() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["(in millions, except where", "otherwise noted)"], y=524, size=8)
        heads(canvas, ("2018", "2017"), 514)
        for number, (item, cells) in enumerate(zip(ITEMS, FIGURES, strict=True)):
            lines(canvas, [item], y=500 - 14 * number)
            figures(canvas, cells, 500 - 14 * number)

    extract = read(draw)
    assert {section.name for section in extract.sections if section.kind == "table"} == {
        "(in millions, except where otherwise noted)"
    }


def test_lines_of_running_text_above_a_table_without_heads_name_no_columns() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["and earn the revenue when we transfer control of it. Refer to Note 1"], y=570)
        canvas.drawString(420, 570, "- Policies of the Notes to")
        lines(canvas, ["Statements (Part II of this Form) for further discussion of this."], y=558)
        lines(canvas, ["The next lines say when it is earned:"], y=538)
        lines(canvas, ["(In millions)", "Months Ending,"], y=524, size=8)
        for number, item in enumerate(ITEMS):
            lines(canvas, [item], y=500 - 14 * number)
            figures(canvas, (f"${FIGURES[number][0]}",), 500 - 14 * number, (480.0,))

    assert blocks(read(draw))[-1] == "Total assets | $36,500"
