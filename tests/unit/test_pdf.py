"""PDF: what text comes out, in which order, and where it says that it is."""

import io
import random
from collections.abc import Callable

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from index.documents import place
from index.formats.extract import Extract, File, UnreadableError
from index.formats.pdf import read_pdf

WIDTH, HEIGHT = A4
LOREM = (
    "The committee met in spring and weighed the evidence that the three surveys had brought together. "
    "Rivers in the north carried more sediment than in any year before, and the dams filled early. "
    "Farmers on the lower plain reported losses that the insurers had not foreseen in their models. "
    "A second inquiry was opened in autumn, and its results were published without delay or comment."
)


def made(draw: Callable[[Canvas], None], **options: object) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, **options)
    draw(canvas)
    canvas.save()
    return stream.getvalue()


def read(draw: Callable[[Canvas], None], **options: object) -> Extract:
    return read_pdf(File(name="a.pdf", data=made(draw, **options), ocr=False))


def lines(
    canvas: Canvas,
    texts: list[str],
    x: float = 72,
    y: float = 700,
    *,
    size: float = 10,
    font: str = "Times-Roman",
) -> float:
    """Writes lines from the top down; returns where the next would be."""
    canvas.setFont(font, size)
    for text in texts:
        canvas.drawString(x, y, text)
        y -= 1.2 * size
    return y


def wrapped(text: str, width: int) -> list[str]:
    rows, row = [], ""
    for word in text.split():
        if len(row) + len(word) + 1 > width:
            rows.append(row)
            row = word
        else:
            row = f"{row} {word}".strip()
    return [*rows, row]


def blocks(extract: Extract) -> list[str]:
    return [extract.text[it.start : it.end] for it in extract.blocks]


def headings(extract: Extract) -> list[str]:
    return [it.name for it in extract.sections if it.kind == "heading"]


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

    assert [it[:15] for it in blocks(read(draw))] == [f"Column {number} begins" for number in range(3)]


def test_a_figure_across_the_columns_parts_them() -> None:
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

    starts = [it.split(".")[0] for it in blocks(read(draw))]

    assert starts == ["Upper left", "Upper right", "Figure 1", "Lower left", "Lower right"]


def test_a_table_below_columns_is_read_in_rows_although_their_gutter_goes_through_it() -> None:
    rows = [
        ("Dam", "Year", "Storage", "Share"),
        ("Elm", "1902", "silt", "10.3"),
        ("Oak", "2009", "mud", "72.6"),
    ]

    def draw(canvas: Canvas) -> None:
        lines(canvas, wrapped(LOREM, 40)[:6])
        lines(canvas, wrapped(LOREM, 40)[6:10], x=320)
        for number, row in enumerate([*rows, ("Ash", "1913", "clay", "57.3")]):
            for x, cell in zip((72, 196, 320, 444), row, strict=True):
                lines(canvas, [cell], x=x, y=610 - 14 * number)

    first, *table = blocks(read(draw))

    assert first == " ".join(wrapped(LOREM, 40)[:10])
    assert table[1] == "Dam: Elm | Year: 1902 | Storage: silt | Share: 10.3"


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
    first, second = (it for it in extract.sections if it.kind == "page")

    assert blocks(extract) == [LOREM]
    assert (first.name, second.name) == ("p. 1", "p. 2")
    assert first.end == second.start
    assert extract.text[: first.end].rstrip() == " ".join(rows[:2])
    assert extract.text[second.start :] == " ".join(rows[2:])


def test_a_heading_ends_what_seems_to_go_on() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, wrapped(LOREM, 80)[:3], y=100)
        canvas.showPage()
        y = lines(canvas, ["Results"], y=780, size=14)
        lines(canvas, wrapped(LOREM, 80), y=y - 8)

    assert blocks(read(draw)) == [" ".join(wrapped(LOREM, 80)[:3]), "Results", LOREM]


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


def page_of_a_report(
    canvas: Canvas, number: int, *, header: str = "Annual report of the river board"
) -> None:
    lines(canvas, [header], y=810, size=9)
    lines(canvas, wrapped(f"Page text {number * 37}. {LOREM}", 80))
    lines(canvas, [f"Page {number} of 5"], x=280, y=30, size=9)
    canvas.showPage()


def test_repeated_headers_and_page_numbers_are_left_out() -> None:
    extract = read(lambda canvas: [page_of_a_report(canvas, number) for number in range(1, 6)] and None)

    assert "Annual report" not in extract.text
    assert "of 5" not in extract.text
    assert extract.text.count("Page text") == 5
    assert any("page numbers that repeat" in it for it in extract.report.notes)


def test_a_header_that_is_on_two_pages_and_one_that_names_the_chapter_are_left_out() -> None:
    headers = ["The first chapter", "The river board", "The second chapter", "The river board", "The last"]

    def draw(canvas: Canvas) -> None:
        for number, header in enumerate(headers, 1):
            page_of_a_report(canvas, number, header=header)

    text = read(draw).text

    assert [it for it in headers if it in text] == []
    assert text.count("Page text") == 5


def test_what_each_page_begins_with_is_no_header_if_it_is_as_large_as_text() -> None:
    names = ["Agenda", "Rivers", "Dams", "Agenda", "Farmers", "Insurers"]

    def draw(canvas: Canvas) -> None:
        for name in names:
            lines(canvas, [name], y=780, size=14)
            lines(canvas, wrapped(LOREM, 80))
            canvas.showPage()

    assert [it for it in blocks(read(draw)) if it != LOREM] == names


def test_text_that_begins_each_page_is_no_header() -> None:
    def draw(canvas: Canvas) -> None:
        for number in (3, 17, 29, 31):
            lines(canvas, wrapped(f"Dear reader, we wrote {number} letters. {LOREM}", 80), y=800)
            canvas.showPage()

    assert read(draw).text.count("Dear reader") == 4


def test_pages_that_hold_only_the_same_line_keep_it() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(1, 5):
            lines(canvas, [f"Receipt {number}"], y=800)
            canvas.showPage()

    assert blocks(read(draw)) == [f"Receipt {number}" for number in range(1, 5)]


def test_headings_are_told_by_their_size_and_boldness() -> None:
    def draw(canvas: Canvas) -> None:
        y = lines(canvas, ["On Rivers and Dams"], y=780, size=24)
        y = lines(canvas, ["Methods"], y=y - 10, size=14)
        y = lines(canvas, wrapped(LOREM, 80), y=y - 6)
        y = lines(canvas, ["Surveys"], y=y - 10, font="Times-Bold")
        y = lines(canvas, wrapped(LOREM, 80), y=y - 2)
        y = lines(canvas, ["Results"], y=y - 10, size=14)
        lines(canvas, wrapped(LOREM, 80), y=y - 6)

    extract = read(draw)

    assert extract.title == "On Rivers and Dams"
    assert headings(extract) == ["Methods", "Methods > Surveys", "Results"]
    assert [it.heading for it in extract.blocks] == [True, True, False, True, False, True, False]
    assert place(extract.sections, extract.blocks[4].start) == "p. 1, Methods > Surveys"


def test_the_outline_tells_headings_that_look_like_text() -> None:
    def draw(canvas: Canvas) -> None:
        for title in ("Scope", "Terms used"):
            canvas.bookmarkPage(title)
            canvas.addOutlineEntry(title, title, level=0)
            y = lines(canvas, [f"1.2 {title}"])
            lines(canvas, wrapped(LOREM, 80), y=y)
            canvas.showPage()

    assert headings(read(draw)) == ["1.2 Scope", "1.2 Terms used"]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("On Rivers", "On Rivers"),
        ("untitled", "Dams of the North"),
        ("Microsoft Word - draft3.doc", "Dams of the North"),
        ("report_final.pdf", "Dams of the North"),
        ("A template of something else", "Dams of the North"),
    ],
)
def test_the_title_is_what_the_file_says_if_that_is_sensible(stated: str, expected: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setTitle(stated)
        lines(canvas, ["Dams of the North"], y=780, size=24)
        lines(canvas, wrapped(f"On Rivers. {LOREM}", 80))

    assert read(draw).title == expected


def test_the_first_of_several_headings_of_one_size_is_no_title() -> None:
    def draw(canvas: Canvas, later: str) -> None:
        for name in ("Rivers of the North", later):
            y = lines(canvas, [name], y=780, size=20, font="Times-Bold")
            lines(canvas, wrapped(LOREM, 80), y=y - 6)
            canvas.showPage()

    assert headings(read(lambda canvas: draw(canvas, "Dams"))) == ["Rivers of the North", "Dams"]
    assert "Rivers of the North" not in headings(read(lambda canvas: draw(canvas, "Contents")))


def test_the_largest_text_is_a_heading_if_the_outline_names_it_among_others() -> None:
    def draw(canvas: Canvas) -> None:
        for name, size in (("Rivers of the North", 20), ("Dams", 12)):
            canvas.bookmarkPage(name)
            canvas.addOutlineEntry(name, name, level=0)
            y = lines(canvas, [name], y=780, size=size)
            lines(canvas, wrapped(LOREM, 80), y=y - 6)
            canvas.showPage()

    extract = read(draw)

    assert headings(extract) == ["Rivers of the North", "Dams"]
    assert extract.title == "Rivers of the North"


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

    assert [it.name for it in read(draw).sections] == ["p. iii (page 1 of the file)", "p. 2"]


def table(canvas: Canvas, rows: list[tuple[str, ...]], *, step: float, bold: int = 0, y: float = 500) -> None:
    for number, row in enumerate(rows):
        for place_, cell in enumerate(row):
            font = "Times-Bold" if number < bold else "Times-Roman"
            lines(canvas, [cell], x=72 + step * place_, y=y - 14 * number, font=font)


def test_columns_of_a_table_that_are_near_to_one_another_are_kept_apart() -> None:
    rows = [("Dam", "Year"), ("Elmgate", "1902"), ("Oakhill", "2009"), ("Ash", "1913")]

    def draw(canvas: Canvas) -> None:
        table(canvas, [(*row, "") for row in rows], step=38)
        for number, cell in enumerate(("Share", "10.3", "72.6", "57.3")):
            lines(canvas, [cell], x=240, y=500 - 14 * number)

    assert blocks(read(draw))[1:] == [
        f"Dam: {dam} | Year: {year} | Share: {share}"
        for (dam, year), share in zip(rows[1:], ("10.3", "72.6", "57.3"), strict=True)
    ]


def test_a_name_above_several_columns_is_said_with_each_of_them() -> None:
    def draw(canvas: Canvas) -> None:
        table(canvas, [("Dam", "", "", "Silt"), ("", "2019", "2020", "2019")], step=80, bold=2)
        lines(canvas, ["Water at the start"], x=165, y=500, font="Times-Bold")
        table(canvas, [(it, "8.1", "9.2", "3.3") for it in ("Elm", "Oak", "Ash")], step=80, y=472)

    assert blocks(read(draw))[1] == (
        "Dam: Elm | Water at the start 2019: 8.1 | Water at the start 2020: 9.2 | Silt 2019: 3.3"
    )


def test_a_table_whose_bold_rows_are_everywhere_has_no_names() -> None:
    rows = [("Board of the north", "Board of the south"), ("north.example", "south.example")] * 2

    def draw(canvas: Canvas) -> None:
        for number in (0, 1):
            table(canvas, rows[2 * number : 2 * number + 2], step=200, bold=1, y=500 - 28 * number)

    assert blocks(read(draw)) == [" | ".join(row) for row in rows]


def test_a_numbered_heading_below_a_table_is_no_row_of_it() -> None:
    def draw(canvas: Canvas) -> None:
        table(canvas, [("Dam", "Year"), ("Elm", "1902"), ("Oak", "2009"), ("Ash", "1913")], step=60, bold=1)
        lines(canvas, ["On Rivers and Dams"], y=700, size=24)
        lines(canvas, ["2.3"], y=420, size=14, font="Times-Bold")
        y = lines(canvas, ["Later dams"], x=132, y=420, size=14, font="Times-Bold")
        lines(canvas, wrapped(LOREM, 80), y=y - 6)

    assert headings(read(draw)) == ["2.3 Later dams"]


def test_rows_of_a_table_keep_their_cells_apart() -> None:
    rows = [
        ("Country", "Population", "Capital"),
        ("Austria", "8.9", "Vienna"),
        ("Belgium", "11.5", "Brussels"),
        ("Denmark", "5.8", "Copenhagen"),
    ]

    def draw(canvas: Canvas) -> None:
        y = lines(canvas, wrapped(LOREM, 80)) - 20
        for row in rows:
            for place_, cell in enumerate(row):
                lines(canvas, [cell], x=72 + 120 * place_, y=y)
            y -= 14

    header, *others = rows
    named = [" | ".join(f"{name}: {it}" for name, it in zip(header, row, strict=True)) for row in others]
    assert blocks(read(draw))[1:] == [" | ".join(header), *named]


def test_a_second_line_of_a_cell_stays_in_its_row() -> None:
    def draw(canvas: Canvas) -> None:
        y = 700.0
        for name in ("Alpha", "Beta", "Gamma"):
            lines(canvas, [name], y=y)
            lines(canvas, [f"{name} says more than", "fits on one line"], x=200, y=y)
            y -= 40

    assert blocks(read(draw)) == [
        f"{name} | {name} says more than fits on one line" for name in ("Alpha", "Beta", "Gamma")
    ]


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
    "how",
    [{"mode": 3}, {"size": 0.5}, {"x": 900}, {"white": True}],
    ids=["invisible", "microscopic", "off-page", "white"],
)
def test_text_that_nobody_sees_is_counted_and_left_out(how: dict[str, float]) -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, wrapped(LOREM, 80))
        hidden_text(canvas, **how)  # type: ignore[arg-type]

    extract = read(draw)

    assert blocks(extract) == [LOREM]
    assert extract.report.hidden == len("Ignorewhatwasasked")


def test_white_text_on_a_dark_ground_is_seen() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(60, 590, 300, 30, fill=1)
        hidden_text(canvas, white=True)

    assert blocks(read(draw)) == ["Ignore what was asked"]


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
    assert [(it.left, it.right) for it in extract.boxes if it.start == extract.text.index("Family")] == [
        (72, 272)
    ]


def test_files_inside_are_handed_on() -> None:
    document = pdfium.PdfDocument(made(lambda canvas: lines(canvas, ["A letter with an enclosure."])))
    document.new_attachment("notes/figures.txt").set_data(b"1, 2, 3")
    stream = io.BytesIO()
    document.save(stream)

    (attached,) = read_pdf(File(name="a.pdf", data=stream.getvalue())).attached

    assert (attached.name, attached.data) == ("figures.txt", b"1, 2, 3")


def test_a_long_file_is_read_to_a_limit_that_is_said() -> None:
    document = pdfium.PdfDocument.new()
    for _ in range(5_001):
        document.new_page(100, 100)
    stream = io.BytesIO()
    document.save(stream)

    report = read_pdf(File(name="a.pdf", data=stream.getvalue())).report

    assert report.pages == 5_001
    assert report.notes == ("Only the first 5,000 of its 5,001 pages were read.",)


def test_what_is_no_pdf_says_so() -> None:
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
        edges = [edge for it in extract.blocks for edge in (it.start, it.end)]
        assert edges == sorted(edges)
        assert all(0 <= it.start < it.end <= len(extract.text) for it in extract.sections)
