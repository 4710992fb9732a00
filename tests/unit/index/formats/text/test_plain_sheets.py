"""Data sheets in plain text."""

from index.formats.extract import File
from index.formats.text.plain import read_plain


def blocks(text):
    extract = read_plain(File(name="sheet.txt", data=text.encode()))
    return [extract.text[block.start : block.end] for block in extract.blocks]


def test_each_line_with_leader_dots_is_a_block_however_alike_their_lengths_are():
    lines = [
        "Weight without the battery ................... 6.4 kg each",
        "Rated input of the motor ..................... 420 W (max.)",
        "Dimensions of the housing (W x H x D) . 310 x 420 x 190 mm",
        "Noise at one metre, free field ............... 61 dB (A-rated)",
    ]
    assert blocks("\n".join(lines)) == lines


def test_lines_with_leader_dots_do_not_hide_that_the_text_around_them_is_wrapped():
    prose = (
        "The drill is made for wood and soft metal and must not be used\n"
        "in rain, near gas, or by people who have not read this manual."
    )
    sheet = [
        f"Part {letter} ................................................ {letter}-1" for letter in "ABCDEF"
    ]
    assert blocks(f"{prose}\n\n" + "\n".join(sheet)) == [prose, *sheet]


def test_a_line_above_labels_and_their_values_is_their_title_or_heading():
    sheet = "HX-20 HEATER\nPower ..... 1.8 kW\nWeight .... 6.4 kg\n\n"
    text = f"{sheet}Shipping\nBox: 40 cm\nMass: 7 kg\n\nA note\nBy hand\nNo: 3"
    document = read_plain(File(name="x.txt", data=text.encode()))
    kinds = {text[block.start : block.end]: block.kind for block in document.blocks}
    assert document.title == "HX-20 HEATER"
    assert (kinds["HX-20 HEATER"], kinds["Shipping"], kinds["A note"]) == ("title", "heading", "paragraph")
    assert kinds["Weight .... 6.4 kg"] == kinds["Mass: 7 kg"] == "paragraph"
