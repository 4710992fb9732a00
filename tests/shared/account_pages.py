"""What the tests of accounts in PDF draw: heads, labels and figures of a balance."""

from reportlab.pdfgen.canvas import Canvas

from index.formats.extract import Extract
from pdf_files import lines

ITEMS = ("Inventories", "Goodwill", "Other assets", "Total assets")
FIGURES = (("2,853", "3,053"), ("10,051", "10,513"), ("(349)", "266"), ("36,500", "37,987"))
EDGES = (380.0, 480.0)


def figures(canvas: Canvas, cells: tuple[str, ...], y: float, edges: tuple[float, ...] = EDGES) -> None:
    """Figures that end below one another; the sign of a currency stands in a column of its own."""
    canvas.setFont("Times-Roman", 10)
    for cell, edge in zip(cells, edges, strict=True):
        if cell.startswith("$"):
            canvas.drawString(edge - 40, y, "$")
        canvas.drawRightString(edge, y, cell.removeprefix("$").rstrip(")%"))
        canvas.drawString(edge + 3 * cell.endswith("%"), y, cell[len(cell.rstrip(")%")) :])


def heads(
    canvas: Canvas,
    texts: tuple[str, ...],
    y: float,
    edges: tuple[float, ...] = EDGES,
    font: str = "Times-Bold",
) -> None:
    canvas.setFont(font, 8)
    for text, edge in zip(texts, edges, strict=True):
        canvas.drawCentredString(edge - 25, y, text)


def balance(canvas: Canvas, y: float = 500, *, signs: bool = True, font: str = "Times-Bold") -> None:
    heads(canvas, ("December 31,", "December 31,"), y + 24, font=font)
    heads(canvas, ("2018", "2017"), y + 14, font=font)
    lines(canvas, ["(Dollars in millions)"], y=y + 14, size=8)
    for number, (item, cells) in enumerate(zip(ITEMS, FIGURES, strict=True)):
        lines(canvas, [item], y=y - 14 * number)
        signed = signs and number in (0, 3)
        figures(canvas, tuple(f"${cell}" if signed else cell for cell in cells), y - 14 * number)


def named(item: str, cells: tuple[str, str], sign: str = "") -> str:
    return f"{item} | December 31, 2018: {sign}{cells[0]} | December 31, 2017: {sign}{cells[1]}"


def under(extract: Extract, row: str) -> str | None:
    """The section of the table that a row is in."""
    at = extract.text.index(row)
    return next((s.name for s in extract.sections if s.kind == "table" and s.start <= at < s.end), None)
