"""Forms that are filled in: each value with the words that the page has for it."""

from collections.abc import Callable

from reportlab.pdfgen.canvas import Canvas

from extracts import blocks
from index.formats.extract import Extract, File
from index.formats.pdf.reader import read_pdf
from pdf_files import made


def read(draw: Callable[[Canvas], None]) -> Extract:
    return read_pdf(File(name="a.pdf", data=made(draw)))


def field(canvas: Canvas, name: str, value: str, x: float, y: float, **more: object) -> None:
    canvas.acroForm.textfield(name=name, value=value, x=x, y=y, width=150, height=18, **more)


def test_a_value_stands_behind_the_label_beside_it_whatever_its_field_is_called() -> None:
    def draw(canvas: Canvas) -> None:
        for place, (label, name, value) in enumerate(
            (("Full name:", "f1", "Ingrid Solheim"), ("Date of birth:", "dob", "12.03.1984"), ("Street", "addr1", "Parkveien 7"),
             ("Contact:", "x", ""))
        ):  # fmt: skip
            canvas.drawString(60, 700 - 22 * place, label)
            field(canvas, name, value, 200, 695 - 22 * place)

    extract = read(draw)

    assert blocks(extract) == [
        "Full name: Ingrid Solheim", "Date of birth: 12.03.1984", "Street: Parkveien 7", "Contact:",
    ]  # fmt: skip
    born = extract.text.index("12.03.1984")
    assert [(box.left, box.right) for box in extract.boxes if box.start == born] == [(200, 350)]


def test_labels_may_stand_above_their_fields_side_by_side() -> None:
    def draw(canvas: Canvas) -> None:
        for row, pair in enumerate(
            (("Vorname", "Jonas", "Nachname", "Berg"), ("Datum", "17.08.2023", "Ort", "Werk 3"))
        ):
            for column in (0, 1):
                canvas.drawString(60 + 250 * column, 700 - 50 * row, pair[2 * column])
                field(canvas, f"a{row}{column}", pair[2 * column + 1], 60 + 250 * column, 677 - 50 * row)

    text = read(draw).text

    assert all(
        said in text for said in ("Vorname: Jonas", "Nachname: Berg", "Datum: 17.08.2023", "Ort: Werk 3")
    )


def test_rows_of_fields_have_the_names_of_their_columns() -> None:
    def draw(canvas: Canvas) -> None:
        for column, name in enumerate(("Item", "Quantity")):
            canvas.drawString(60 + 200 * column, 620, name)
            for row, value in enumerate((("Rope", "40"), ("Anchor", "2"))):
                field(canvas, f"r{row}{column}", value[column], 60 + 200 * column, 595 - 24 * row)

    assert blocks(read(draw))[-2:] == ["Item: Rope | Quantity: 40", "Item: Anchor | Quantity: 2"]


def test_boxes_show_which_of_them_are_ticked_and_say_what_for() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Type of leave:")
        for place, (words, ticked) in enumerate((("paid", False), ("unpaid", True))):
            canvas.acroForm.checkbox(name=f"c{place}", checked=ticked, x=200 + 90 * place, y=697, size=12)
            canvas.drawString(216 + 90 * place, 700, words)
        for place, (words, ticked) in enumerate(
            (("I agree to the rules.", True), ("Send me the letter.", False))
        ):
            canvas.acroForm.checkbox(name=f"d{place}", checked=ticked, x=60, y=657 - 40 * place, size=12)
            canvas.drawString(76, 660 - 40 * place, words)

    assert blocks(read(draw)) == [
        "Type of leave: [ ] paid [x] unpaid",
        "[x] I agree to the rules.",
        "[ ] Send me the letter.",
        "Type of leave: unpaid",
        "I agree to the rules: yes",
    ]


def test_without_words_beside_it_a_field_has_the_name_that_the_file_shows_people() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 750, "Order sheet")
        field(canvas, "topmostSubform[0].f1_01[0]", "PO-88", 350, 600, tooltip="Order number")

    assert blocks(read(draw))[-1] == "Order number: PO-88"
