"""PDF: titles, headings, and the headers and footers that are none."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from index.documents import place
from pdf_files import LOREM, headings, lines, read, wrapped


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
    assert [block.introduces for block in extract.blocks] == [True, True, False, True, False, True, False]
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


def test_a_heading_that_the_outline_does_not_name_has_the_level_of_its_size() -> None:
    def draw(canvas: Canvas) -> None:
        y = 780.0
        for name, size in (("Rivers", 20), ("Methods", 14), ("Dams", 20), ("Results", 14), ("Thanks", 14)):
            if name in ("Methods", "Results"):
                canvas.bookmarkHorizontal(name, 0, y)
                canvas.addOutlineEntry(name, name, level=0)
            y = lines(canvas, [name], y=y, size=size)
            y = lines(canvas, wrapped(LOREM, 80), y=y - 6) - 10

    extract = read(draw)

    assert headings(extract)[-3:] == ["Dams", "Dams > Results", "Dams > Thanks"]


def test_the_author_below_a_title_is_no_heading() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["On Rivers and Dams"], y=780, size=24)
        lines(canvas, ["Ada Brantov"], y=740, size=14)
        y = lines(canvas, ["Methods"], y=700, size=14)
        lines(canvas, wrapped(LOREM, 80), y=y - 6)

    assert headings(read(draw)) == ["Methods"]


def test_the_signs_of_a_formula_are_no_headings_however_large_they_are() -> None:
    def draw(canvas: Canvas) -> None:
        y = lines(canvas, ["On Rivers and Dams"], y=780, size=24)
        for name, sign in (("Methods", "Z x"), ("IT", "sPN")):
            y = lines(canvas, [name], y=y - 10, size=14)
            y = lines(canvas, wrapped(LOREM, 80), y=y - 6)
            y = lines(canvas, [sign], y=y - 10, size=18)
            y = lines(canvas, wrapped(LOREM, 80), y=y - 6)

    assert headings(read(draw)) == ["Methods", "IT"]


def test_bold_words_that_stand_apart_are_no_heading() -> None:
    def draw(canvas: Canvas) -> None:
        y = lines(canvas, ["Methods"], size=14)
        for x, name in ((72, "Dam"), (150, "Year built"), (260, "Share")):
            lines(canvas, [name], x=x, y=y - 10, font="Times-Bold")
        lines(canvas, wrapped(LOREM, 80), y=y - 40)

    assert "Dam" not in " ".join(headings(read(draw)))


def test_a_title_may_stand_alone_on_its_page() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["On Rivers and Dams"], size=24)
        canvas.showPage()
        lines(canvas, wrapped(LOREM, 80))

    extract = read(draw)

    assert extract.title == "On Rivers and Dams"
    assert headings(extract) == []


def test_a_bold_section_of_a_law_is_a_heading_although_it_ends_with_a_full_stop() -> None:
    def draw(canvas: Canvas) -> None:
        y = 720.0
        for name in ("§ 1308.22 Excluded substances.", "§ 5 Fees.", "§ 1308.23", "That is all."):
            y = lines(canvas, [name], y=y, font="Times-Bold") - 6
            y = lines(canvas, wrapped(LOREM, 80), y=y) - 12

    assert headings(read(draw)) == ["§ 1308.22 Excluded substances.", "§ 5 Fees."]


def test_a_bookmark_of_letters_that_could_be_numerals_takes_no_time() -> None:
    """Read as a number in every way in which it could be one, it would take years."""

    def draw(canvas: Canvas) -> None:
        canvas.bookmarkPage("here")
        canvas.addOutlineEntry("i" * 60 + "!", "here")
        lines(canvas, ["v" * 60 + "?", "The rivers are long."])
        canvas.showPage()

    assert "The rivers are long." in read(draw).text
