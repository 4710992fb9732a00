"""PDF: the order in which columns and pages are read, and what goes on in the next."""

import io
import itertools

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from extracts import blocks
from index.formats.extract import File
from index.formats.pdf.reader import read_pdf
from index.formats.pdf.structure.gutters import Band
from pdf_files import LOREM, lines, made, read, wrapped


def test_columns_are_read_one_after_the_other_below_a_title_that_spans_them() -> None:
    left, right = wrapped(LOREM, 40), wrapped(LOREM.replace("committee", "council"), 40)

    def draw(canvas: Canvas) -> None:
        lines(canvas, ["On Rivers, Dams and Insurers"], x=150, y=760, size=20)
        lines(canvas, left)
        lines(canvas, right, x=320)

    title, one, other = blocks(read(draw))

    assert title == "On Rivers, Dams and Insurers"
    assert (one, other) == (LOREM, LOREM.replace("committee", "council"))


def test_columns_whose_lines_are_at_other_heights_and_three_columns() -> None:
    def draw(canvas: Canvas) -> None:
        for number, x in enumerate((50, 220, 390)):
            lines(canvas, wrapped(f"Column {number} begins. {LOREM}", 30), x=x, y=700 - 4 * number)

    assert [block[:15] for block in blocks(read(draw))] == [f"Column {number} begins" for number in range(3)]


def test_a_figure_across_the_columns_divides_them() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, wrapped(f"Upper left. {LOREM}", 40), y=760)
        lines(canvas, wrapped(f"Upper right. {LOREM}", 40), x=320, y=760)
        lines(
            canvas,
            ["Figure 1. The figure spans both of the columns, and so does this caption below it."],
            y=560,
        )
        lines(canvas, wrapped(f"Lower left. {LOREM}", 40), y=500)
        lines(canvas, wrapped(f"Lower right. {LOREM}", 40), x=320, y=500)

    starts = [block.split(".")[0] for block in blocks(read(draw))]

    assert starts == ["Upper left", "Upper right", "Figure 1", "Lower left", "Lower right"]


def test_a_paragraph_goes_on_in_the_next_column_and_the_footnote_comes_behind_it() -> None:
    left, right = wrapped(LOREM, 40)[:6], wrapped(LOREM, 40)[6:]

    def draw(canvas: Canvas) -> None:
        lines(canvas, left)
        lines(canvas, ["1 A footnote of the left column."], y=120, size=7)
        lines(canvas, right, x=320)

    assert blocks(read(draw)) == [LOREM, "1 A footnote of the left column."]


def test_a_paragraph_goes_on_on_the_next_page_and_the_pages_meet_inside_it() -> None:
    rows = wrapped(LOREM, 80)

    def draw(canvas: Canvas) -> None:
        lines(canvas, rows[:2], y=100)
        canvas.showPage()
        lines(canvas, rows[2:], y=760)

    extract = read(draw)
    first, second = (section for section in extract.sections if section.kind == "page")

    assert blocks(extract) == [LOREM]
    assert (first.name, second.name) == ("p. 1", "p. 2")
    assert first.end == second.start
    assert extract.text[: first.end].rstrip() == " ".join(rows[:2])
    assert extract.text[second.start :] == " ".join(rows[2:])


def test_a_heading_ends_a_paragraph_that_seems_to_go_on() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, wrapped(LOREM, 80)[:3], y=100)
        canvas.showPage()
        y = lines(canvas, ["Results"], y=780, size=14)
        lines(canvas, wrapped(LOREM, 80), y=y - 8)

    assert blocks(read(draw)) == [" ".join(wrapped(LOREM, 80)[:3]), "Results", LOREM]


def test_text_that_runs_upwards_comes_last() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.rotate(90)
        lines(canvas, ["arXiv:2009.12345"], x=300, y=-30)
        canvas.restoreState()
        lines(canvas, wrapped(LOREM, 80))

    assert blocks(read(draw)) == [LOREM, "arXiv:2009.12345"]


def test_a_page_that_is_turned_reads_like_any_other() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rotate(90)
        lines(canvas, wrapped(LOREM, 80), x=100, y=-100)

    document = pdfium.PdfDocument(made(draw))
    document[0].set_rotation(90)
    stream = io.BytesIO()
    document.save(stream)

    assert blocks(read_pdf(File(name="a.pdf", data=stream.getvalue(), ocr=False))) == [LOREM]


def test_what_stands_beside_the_columns_keeps_to_them() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, wrapped(LOREM, 40))
        lines(canvas, wrapped(LOREM.replace("committee", "council"), 40), x=320)
        for number, (left, right) in enumerate((("Elm", "Mud"), ("Oak", "Silt"), ("Ash", "Clay"))):
            lines(canvas, [left], y=760 - 12 * number)
            lines(canvas, [f"{number + 3}.1"], x=180, y=760 - 12 * number)
            lines(canvas, [right], x=320, y=759 - 12 * number)
            lines(canvas, [f"{number + 6}.2"], x=440, y=759 - 12 * number)
        lines(
            canvas,
            ["Both of these tables are about the water that is held in the dams of the province."],
            y=720,
        )

    found = blocks(read(draw))

    assert found[:6] == ["Elm | 3.1", "Oak | 4.1", "Ash | 5.1", "Mud | 6.2", "Silt | 7.2", "Clay | 8.2"]
    assert found[7] == LOREM


def test_a_line_that_reaches_into_the_gutter_stays_in_its_column() -> None:
    left, right = wrapped(LOREM, 45), wrapped(LOREM.replace("committee", "council"), 45)

    def draw(canvas: Canvas) -> None:
        end = 72 + max(canvas.stringWidth(row, "Times-Roman", 10) for row in left)
        lines(canvas, left)
        lines(canvas, right[:6], x=end + 10)
        lines(canvas, [f"\u2013{right[6]}"], x=end + 5.5, y=700 - 6 * 12)
        lines(canvas, right[7:], x=end + 10, y=700 - 7 * 12)

    one, other = blocks(read(draw))

    assert one == LOREM
    assert other.startswith("The council")


def test_what_goes_on_on_the_next_page_is_the_last_unfinished_paragraph() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, wrapped(f"The board, which {LOREM[:150]}", 80), y=150)
        lines(canvas, ["1. The first of the surveys that it had asked for was the one of the"], y=100)
        canvas.showPage()
        lines(canvas, ["north, where the rivers are."], y=780)

    assert blocks(read(draw))[-1].endswith("was the one of the north, where the rivers are.")


def test_words_that_are_spread_to_fill_a_line_are_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        rows = ["The board had asked", "the south for more", "and the north also"]
        for number, row in enumerate(map(str.split, rows)):
            x = 72.0
            for word in row:
                lines(canvas, [word], x=x, y=700 - 12 * number)
                x += canvas.stringWidth(word, "Times-Roman", 10) + 14
        lines(canvas, ["for one."], y=664)

    assert blocks(read(draw)) == ["The board had asked the south for more and the north also for one."]


@pytest.mark.parametrize("words", ["word", "four words of prose"])
def test_a_long_page_in_three_columns_is_looked_at_a_bounded_number_of_times(
    monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    joined = []
    with_next = Band.with_next
    monkeypatch.setattr(Band, "with_next", lambda *both: joined.append(1) or with_next(*both))
    count = 400

    def draw(canvas: Canvas) -> None:
        canvas.setPageSize((600, 10 * count))
        for number, x in itertools.product(range(count), (20, 200, 400)):
            lines(canvas, [f"{words} {number}"], x=x, y=10 * number, size=6)

    assert read(draw).text.count(words) == 3 * count
    assert len(joined) < 40 * count
