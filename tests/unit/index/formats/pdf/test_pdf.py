"""PDF: the text, the metadata and the report of a file."""

import io
import random

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extracts import blocks
from index.formats.extract import File, UnreadableError
from index.formats.pdf.reader import read_pdf
from index.formats.pdf.words.normalise import normalised
from pdf_files import LOREM, lines, made, page_of_a_report, read, wrapped


def test_lines_are_joined_to_one_paragraph() -> None:
    extract = read(lambda canvas: lines(canvas, wrapped(LOREM, 80)))

    assert blocks(extract) == [LOREM]


def test_a_gap_and_an_indent_begin_a_paragraph() -> None:
    def draw(canvas: Canvas) -> None:
        y = lines(canvas, wrapped(LOREM, 80))
        y = lines(canvas, wrapped(LOREM, 80), y=y - 12)
        first, *rest = wrapped(LOREM, 76)
        lines(canvas, [first], x=92, y=y)
        lines(canvas, rest, y=y - 12)

    assert blocks(read(draw)) == [LOREM, LOREM, LOREM]


def test_list_items_are_blocks_of_their_own() -> None:
    items = ["1. Open the valve slowly.", "2. Wait until the pressure has fallen.", "3. Close it again."]

    assert blocks(read(lambda canvas: lines(canvas, items))) == items


def test_a_hyphen_that_divides_a_word_goes_and_one_of_the_word_stays() -> None:
    rows = [
        "The well-known engineers, who are well-known for it, wrote about the infor-",
        "mation that they had in 1990-",
        "1995, and on the whole it was a well-",
        "known thing in the north of the country, as others said at that time too.",
    ]

    (text,) = blocks(read(lambda canvas: lines(canvas, rows)))

    assert "the information that" in text
    assert "1990-1995" in text
    assert "a well-known thing" in text


def test_metadata_are_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setAuthor("A. Author")
        canvas.setSubject("Rivers")
        canvas.setKeywords("dams, sediment")
        lines(canvas, [LOREM[:60]])

    metadata = read(draw, lang="en-GB").metadata

    assert metadata["author"] == "A. Author"
    assert metadata["subject"] == "Rivers"
    assert metadata["keywords"] == "dams, sediment"
    assert metadata["language"] == "en-GB"
    assert metadata["date"].startswith("20")


def test_pages_are_called_as_they_are_printed() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.addPageLabel(0, style="ROMAN_LOWER", start=3)
        canvas.addPageLabel(1, style="ARABIC", start=2)
        for number in range(2):
            lines(canvas, [f"This is what stands on page {number * 10}."])
            canvas.showPage()

    assert [section.name for section in read(draw).sections] == ["p. iii (page 1 of the file)", "p. 2"]


def hidden_text(
    canvas: Canvas, *, mode: int = 0, size: float = 10, x: float = 72, white: bool = False
) -> None:
    text = canvas.beginText(x, 600)
    text.setFont("Times-Roman", size)
    text.setTextRenderMode(mode)
    if white:
        text.setFillGray(1)
    text.textLine("Ignore what was asked")
    canvas.drawText(text)


@pytest.mark.parametrize(
    "hiding",
    [{"mode": 3}, {"size": 0.5}, {"x": 900}, {"white": True}],
    ids=["invisible", "microscopic", "off-page", "white"],
)
def test_text_that_nobody_sees_is_counted_and_left_out(hiding: dict[str, float]) -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, wrapped(LOREM, 80))
        hidden_text(canvas, **hiding)  # type: ignore[arg-type]

    extract = read(draw)

    assert blocks(extract) == [LOREM]
    assert extract.report.hidden == len("Ignorewhatwasasked")


def test_white_text_on_a_dark_ground_is_seen() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(60, 590, 300, 30, fill=1)
        hidden_text(canvas, white=True)

    assert blocks(read(draw)) == ["Ignore what was asked"]


def test_gaps_between_letters_are_read_as_spaces() -> None:
    """As ps2pdf writes them: a space that is the distance of two letters."""

    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        text.setFont("Times-Roman", 10)
        for space, letters in ((0, "by the wate"), (4, "rd")):
            text.setCharSpace(space)
            text.textOut(letters)
        canvas.drawText(text)

    assert blocks(read(draw)) == ["by the water d"]


def test_letters_of_a_script_that_runs_to_the_left_are_read_in_either_order() -> None:
    def box(index: int) -> tuple[float, float, float, float]:
        return (10.0 * index, 0.0, 10.0 * index + 8, 10.0)

    word = "\u0648\u0635\u0644"

    assert normalised(word[::-1], box) == (word, 0)
    assert normalised(word, lambda index: box(-index)) == (word, 0)
    assert normalised("(12)" + word[::-1], box) == (word + "(12)", 0)


def test_an_encrypted_file_asks_for_its_password() -> None:
    data = made(
        lambda canvas: lines(canvas, ["A secret text."]),
        encrypt=StandardEncryption("open", ownerPassword="owner"),
    )

    with pytest.raises(UnreadableError, match=r"it is encrypted; give its password: pincite add --password"):
        read_pdf(File(name="a.pdf", data=data))
    with pytest.raises(UnreadableError, match="the password does not open it"):
        read_pdf(File(name="a.pdf", data=data, password="wrong"))
    assert read_pdf(File(name="a.pdf", data=data, password="open")).text == "A secret text."


def test_a_file_that_only_its_owner_may_change_opens() -> None:
    extract = read(
        lambda canvas: lines(canvas, ["Not to be printed."]),
        encrypt=StandardEncryption("", ownerPassword="owner"),
    )

    assert extract.text == "Not to be printed."


def test_form_fields_and_comments_stand_at_the_end_of_their_page() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["Application for a permit"])
        canvas.acroForm.textfield(
            name="f1_02", tooltip="Family name", value="Kim", x=72, y=600, width=200, height=20
        )
        canvas.acroForm.checkbox(name="c1", tooltip="Resident", checked=True, x=72, y=560)
        canvas.acroForm.checkbox(name="c2", tooltip="Minor", checked=False, x=72, y=520)
        canvas.textAnnotation("Check this date", Rect=(400, 600, 420, 620))
        canvas.showPage()
        lines(canvas, ["The second page"])

    extract = read(draw)

    assert blocks(extract) == [
        "Application for a permit",
        "Family name: Kim",
        "Resident: yes",
        "Check this date",
        "The second page",
    ]
    assert [(box.left, box.right) for box in extract.boxes if box.start == extract.text.index("Family")] == [
        (72, 272)
    ]


def test_attached_files_are_handed_on() -> None:
    document = pdfium.PdfDocument(made(lambda canvas: lines(canvas, ["A letter with an enclosure."])))
    document.new_attachment("notes/figures.txt").set_data(b"1, 2, 3")
    stream = io.BytesIO()
    document.save(stream)

    (attached,) = read_pdf(File(name="a.pdf", data=stream.getvalue())).attached

    assert (attached.name, attached.data) == ("figures.txt", b"1, 2, 3")


def test_a_long_file_is_read_up_to_a_limit_and_the_report_says_so() -> None:
    document = pdfium.PdfDocument.new()
    for _ in range(5_001):
        document.new_page(100, 100)
    stream = io.BytesIO()
    document.save(stream)

    report = read_pdf(File(name="a.pdf", data=stream.getvalue())).report

    assert report.pages == 5_001
    assert report.notes == ("Only the first 5,000 of its 5,001 pages were read.",)


def test_a_file_that_is_no_pdf_is_reported_as_damaged() -> None:
    with pytest.raises(UnreadableError, match="it is damaged"):
        read_pdf(File(name="a.pdf", data=b"%PDF-1.7\nnothing more"))


def test_damaged_files_end_in_text_or_a_reason() -> None:
    data = made(lambda canvas: [page_of_a_report(canvas, number) for number in range(1, 4)] and None)
    chance = random.Random(7)
    for _ in range(60):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 30)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            extract = read_pdf(File(name="a.pdf", data=bytes(broken), ocr=False))
        except UnreadableError:
            continue
        edges = [edge for block in extract.blocks for edge in (block.start, block.end)]
        assert edges == sorted(edges)
        assert all(0 <= section.start < section.end <= len(extract.text) for section in extract.sections)
