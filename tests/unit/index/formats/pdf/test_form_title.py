"""PDF: the title of a form is who files it and which form it is, not the authority in the letterhead."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from index.formats.pdf.form_title import form_title, is_letterhead
from pdf_files import LOREM, lines, read, wrapped


def cover(
    canvas: Canvas, *, name: str = "ORRELL INSTRUMENTS LTD", note: str = "", form: str = "FORM 10-K"
) -> None:
    lines(
        canvas,
        ["UNITED STATES", "SECURITIES AND EXCHANGE COMMISSION"],
        x=160,
        y=780,
        size=16,
        font="Times-Bold",
    )
    lines(canvas, [form], x=260, y=730, size=13, font="Times-Bold")
    lines(canvas, ["For the fiscal year ended December 31, 2018"], x=180, y=705)
    lines(canvas, [name], x=200, y=670, size=13, font="Times-Bold")
    lines(canvas, [note], x=170, y=652, size=8)
    lines(canvas, wrapped(LOREM, 80), y=600)


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("ORRELL INSTRUMENTS LTD", "(Exact name of registrant as specified in its charter)"),
        ("The Orrell Group", "(Name of registrant as specified in its charter)"),
        ("Orrell Instruments Company", ""),
    ],
)
def test_the_cover_of_a_filing_gives_the_company_and_the_form(name: str, note: str) -> None:
    assert read(lambda canvas: cover(canvas, name=name, note=note)).title == f"{name}, FORM 10-K"


def test_a_title_that_a_program_wrote_into_the_file_does_not_lead_before_the_cover() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setTitle("ORRELL 10K FY18 form instruments")
        cover(canvas)

    assert read(draw).title == "ORRELL INSTRUMENTS LTD, FORM 10-K"


def test_a_letterhead_is_no_title_even_where_nobody_is_named() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["Department of the Treasury"], y=790, size=18)
        lines(canvas, ["Form W-90"], y=765, size=10)
        lines(canvas, ["Request for a Number"], y=735, size=16, font="Times-Bold")
        lines(canvas, wrapped(LOREM, 80), y=690)

    assert read(draw).title == "Request for a Number"


def test_an_authority_that_is_the_subject_of_a_report_stays_its_title() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["Department of Rivers: Annual Report"], y=790, size=18)
        lines(canvas, wrapped(LOREM, 80), y=690)

    assert read(draw).title == "Department of Rivers: Annual Report"


def test_a_cover_in_one_paragraph_still_tells_the_form() -> None:
    texts = [
        "UNITED STATES SECURITIES AND EXCHANGE COMMISSION Washington FORM 10-K",
        "Orrell Ltd",
        "(Exact name of registrant)",
    ]
    assert form_title(texts) == "Orrell Ltd, FORM 10-K"


@pytest.mark.parametrize(
    "text", ["Orrell Instruments Ltd", "FORM 10-K", "Statement of income", "State of the art"]
)
def test_other_texts_are_no_letterheads(text: str) -> None:
    assert not is_letterhead(text)
