"""PDF: tables of figures that stand in one of the columns of running text."""

from reportlab.pdfgen.canvas import Canvas

from extracts import blocks
from pdf_files import LOREM, lines, read, wrapped

RIVERS = (
    ("River", "Year", "Dam", "Share"),
    ("Elm", "1946", "Upper", "13.9"),
    ("Oak", "1927", "Lower", "69.7"),
)
MORE = (("Ash", "1918", "Mill", "82.3"), ("Yew", "1908", "Weir", "7.7"))
OTHER = LOREM.replace("committee", "council")


def _table(canvas: Canvas, rows: tuple[tuple[str, ...], ...], y: float) -> None:
    for number, row in enumerate(rows):
        for x, text in zip((72, 130, 180, 230), row, strict=True):
            lines(canvas, [text], x=x, y=y - 12 * number)


def test_a_table_at_the_foot_of_the_left_column_is_read_before_the_right_column() -> None:
    def draw(canvas: Canvas) -> None:
        y = lines(canvas, wrapped(LOREM, 40))
        lines(canvas, wrapped(OTHER, 40), x=320)
        _table(canvas, RIVERS + MORE, y - 12)

    found = blocks(read(draw))

    assert found[0] == LOREM
    assert found[1] == "River | Year | Dam | Share"
    assert found[-2] == "River: Yew | Year: 1908 | Dam: Weir | Share: 7.7"
    assert found[-1] == OTHER


def test_running_text_beside_a_table_is_no_column_of_it() -> None:
    beside = wrapped(f"{OTHER} {LOREM}", 40)

    def draw(canvas: Canvas) -> None:
        y = lines(canvas, wrapped(LOREM, 40)[:4])
        lines(canvas, beside, x=320)
        _table(canvas, (("Elm", "1946", "Upper", "$13.9"), *RIVERS[2:], *MORE), y)
        lines(canvas, wrapped(LOREM, 40)[4:], y=y - 60)

    found = blocks(read(draw))

    assert found[-1] == " ".join(beside)
    assert "Ash | 1918 | Mill | 82.3" in found
