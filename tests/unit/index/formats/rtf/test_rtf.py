import gc
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extracts import blocks, check, place_of
from index.formats.extract import Extract, File, UnreadableError
from index.formats.rtf.reader import read_rtf

FONTS = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset128 Gothic;}{\f2\fcharset204 Cyr;}{\f3\fcharset2 Symbol;}{\f4\fcharset2 Wingdings;}}"
STYLES = (
    r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 \'dcberschrift;}{\s2\b heading 2;}{\s3 Title;}{\s4 toc 1;}"
    r"{\*\cs5 heading 1;}}"
)


def read(body, *, end="}") -> Extract:
    data = rb"{\rtf1\ansi\ansicpg1252\deff0" + f"{FONTS}{STYLES}{body}{end}".encode("latin-1")
    extract = read_rtf(File(name="a.rtf", data=data))
    check(extract)
    return extract


def test_paragraphs_lines_tabs_and_signs():
    body = (
        "\\pard One\\line two\\tab three\r\n \\{four\\} fi\\-ve\\~six\\emdash seven\\par Next\\\n Third\\par"
    )
    assert blocks(read(body)) == ["One two three {four} five six—seven", "Next", "Third"]


def test_styles_and_outline_levels_are_headings():
    body = (
        r"\pard\s1 Guide\par\pard\s2 Install\par\pard Run it.\par{\pard\outlinelevel0 Notes\par}\pard None.\par"
        r"\pard\outlinelevel9 Body.\par\pard\s5 No heading.\par"
    )
    extract = read(body)
    assert [block.heading for block in extract.blocks] == [True, True, False, True, False, False, False]
    assert place_of(extract, "Run it") == "Guide > Install"
    assert place_of(extract, "None.") == "Notes"


def test_a_paragraph_in_the_style_title_is_the_title():
    assert read(r"\pard\s3 My plan\par\pard Text.\par").title == "My plan"


def test_bytes_are_read_in_the_code_page_of_their_font():
    assert blocks(read(r"\f0 caf\'e9 \f2 \'cf\'f0\'e8\'e2\'e5\'f2 {\f1 \'83\'5d}\par")) == ["café Привет ゾ"]


def test_a_character_of_two_bytes_may_be_parted():
    assert blocks(read(r"\f1 \'83{\b \'5d}\'83" + "\r\n" + r"\hich \'5d\par")) == ["ゾゾ"]
    assert read(r"\f1 \'83]\par").text == "ゾ"  # the second byte is that of "]"


def test_fonts_that_are_all_called_ansi_are_in_the_code_page_of_the_document():
    data = rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset0 Arial;}}\f0 \'cf\'f0\'e8\par}"
    assert read_rtf(File(name="a.rtf", data=data)).text == "При"


def test_symbols_are_characters_and_pictographs_are_dropped():
    assert blocks(read(r"{\f3 a\'b7}{\f4 \'fc} x {\f3 \u-3913 ?}{\f4\u61692 ?}\par")) == ["α• x •"]


def test_unicode_skips_what_is_for_other_programs():
    body = r"\uc1\u233 e\u233\'65 \uc2\u12478\'83\'5d.\uc0\u233.{\uc3\u233 abc.}\u233{}b\par"
    assert blocks(read(body)) == ["éé ゾ.é.é.éb"]


def test_surrogates_make_one_character_and_single_ones_a_sign():
    body = r"\uc1\u-10179?\u-8694? \uc0\u-10240 a\u-9216 b\u-9216\u-10240 c\par"
    assert blocks(read(body)) == ["😊 �a�b��c"]


def test_a_table_says_its_header_in_each_row():
    row = r"\trowd\cellx100\cellx200\pard\intbl {}\cell {}\cell\row "
    body = row.format("Name", "Year") + row.format("Kim\\par Lee", "2024") + r"\pard After.\par"
    extract = read(body)
    assert blocks(extract) == ["Name | Year", "Name: Kim Lee | Year: 2024", "After."]
    assert extract.blocks[0].heading


def test_merged_cells_keep_their_columns():
    body = (
        r"\trowd\cellx1000\cellx3000\pard\intbl Region\cell Sales\cell\row"
        r"\trowd\cellx1000\cellx2000\cellx3000\pard\intbl \cell Old\cell New\cell\row"
        r"\trowd\clvmgf\cellx1000\cellx2000\cellx3000\pard\intbl North\cell 10\cell 20\cell\row"
        r"\trowd\clvmrg\cellx1010\cellx2000\cellx3000\pard\intbl \cell 30\cell 40\cell\row\pard"
    )
    assert blocks(read(body)) == [
        "Region | Sales",
        "Old | New",
        "Region: North | Sales Old: 10 | Sales New: 20",
        "Region: North | Sales Old: 30 | Sales New: 40",
    ]


def test_raised_figures_are_no_part_of_the_number_before():
    body = r"10{\super 6} m\super 2\nosupersub , 1{\super st}, H{\sub 2}O, x\super\u8722?1\plain .\par"
    assert blocks(read(body)) == ["10⁶ m², 1st, H2O, x⁻¹."]


def test_two_tables_stay_two():
    row = r"\trowd\cellx100\cellx200\pard\intbl {}\cell {}\cell\row "
    body = (
        row.format("a", "b")
        + row.format("c", "d")
        + r"\pard\par "
        + row.format("e", "f")
        + row.format("g", "h")
    )
    assert blocks(read(body)) == ["a | b", "a: c | b: d", "e | f", "e: g | f: h"]


def test_a_table_in_a_cell_is_lines_of_the_cell():
    body = (
        r"\trowd\cellx100\cellx200\pard\intbl Name\cell Parts\cell\row"
        r"\trowd\cellx100\cellx200\pard\intbl Kim\cell\pard\intbl\itap2 x\nestcell y\nestcell"
        r"{\*\nesttableprops\trowd\cellx7\cellx8\cellx9\nestrow}{\nonesttables\par}\pard\intbl\cell\row\pard"
    )
    assert blocks(read(body)) == ["Name | Parts", "Name: Kim | Parts: x | y"]


def test_a_table_that_only_sets_paragraphs_side_by_side_is_paragraphs():
    body = r"\trowd\cellx1\cellx2\pard\intbl\s1 Left\par\pard\intbl Text.\cell Right\cell\row\pard"
    assert blocks(read(body)) == ["Left", "Text.", "Right"]


def test_notes_and_text_boxes_stand_behind_their_paragraph():
    shape = r"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt In a box.\par}}{\shprslt{\*\do{\dptxbxtext In a box.\par}}}}"
    body = rf"One{{\super\chftn{{\footnote\pard {{\super\chftn}} Foot.}}}} two{shape}.\par Next.\par"
    extract = read(body)
    assert blocks(extract) == ["One two.", "Foot.", "In a box.", "Next."]
    assert [place_of(extract, words) for words in ("Foot", "In a box")] == ["note", None]


def test_comments_headers_and_footers_stand_at_the_end():
    body = (
        r"{\header\pard Annual report\par}{\headerf\pard Annual report\par}"
        r"{\footer Page {\field{\*\fldinst PAGE}{\fldrslt 3}}\par Made by Kim\par}"
        r"Keep{\*\atnid K}{\*\atnauthor Kim}{\*\annotation{\*\atnref 1}\pard Really?\par} it.\par"
    )
    extract = read(body)
    assert blocks(extract) == ["Keep it.", "Really?", "Annual report", "Made by Kim"]
    assert place_of(extract, "Really") == "comment by Kim"
    assert place_of(extract, "Annual") == "header"
    assert place_of(extract, "Made") == "footer"


def test_a_field_shows_its_result():
    body = r'See {\field{\*\fldinst HYPERLINK "http://x.y"}{\fldrslt {\ul this page}}}, page {\field{\*\fldinst PAGE}{\fldrslt 3}}.\par'
    assert blocks(read(body)) == ["See this page, page 3."]


def test_hidden_text_is_left_out_and_counted():
    extract = read(r"Seen{\v abc} and\v d\v0 {\fs2 ef}{\v\u233 ?} seen\plain .{\fs24 big}\par")
    assert blocks(extract) == ["Seen and seen.big"]
    assert extract.report.hidden == 7


def test_deleted_text_is_dropped():
    extract = read(r"Now{\deleted  then \u233 ?}.\par")
    assert blocks(extract) == ["Now."]
    assert extract.report.hidden == 0


def test_pictures_objects_and_unknown_destinations_are_skipped():
    body = (
        r"{\pict\pngblip 89504e47}{\*\unknown junk{\b more}}{\object{\*\objclass X}{\*\objdata 0102}{\result Shown}}"
        r"{\xe index}{\*\bkmkstart a}.\par"
    )
    assert blocks(read(body)) == ["Shown."]


def test_a_part_without_a_group_of_its_own_does_not_take_the_rest():
    assert blocks(read(r"\*\generator x;\par\header\pict One.\par{\*}\par Two.\par")) == [
        "x;",
        "One.",
        "Two.",
    ]


def test_binary_data_is_skipped_even_with_braces_in_it():
    assert blocks(read(r"a{\pict\bin5 }}}}}}b\bin2 {{c\par")) == ["abc"]
    assert blocks(read(r"a\bin-5 b\par")) == ["ab"]
    assert blocks(read(r"a\par\bin99999999999 b\par")) == ["a"]


def test_numbers_of_list_items_stay_and_marks_go():
    body = (
        r"{\listtext\f3 \'b7\tab}Apple\par{\pntext\f0 o\tab}Pear\par{\listtext 1.\tab}Plum\par"
        r"{\listtext (b)\tab}Fig\par{\*\pn\pnlvlblt{\pntxtb x}}Kiwi\par"
    )
    assert blocks(read(body)) == ["Apple", "Pear", "1. Plum", "(b) Fig", "Kiwi"]


def test_tables_of_contents_are_left_out():
    assert blocks(read(r"\pard\s4 Guide\tab 1\par\pard Text.\par")) == ["Text."]


def test_the_head_says_title_author_and_date():
    head = (
        r"{\info{\title Caf\'e9}{\author Kim}{\subject Sales}{\keywords a, b}{\doccomm junk}{\*\company junk}"
        r"{\creatim\yr2020\mo1\dy2}{\revtim\yr2024\mo2\dy3\hr4\min5}{\printim\yr1\mo1\dy1}}\deflang1031 "
    )
    extract = read(head + r"Text.\par")
    assert extract.title == "Café"
    assert blocks(extract) == ["Text."]
    assert extract.metadata == {
        "author": "Kim",
        "date": "2024-02-03T04:05:00",
        "language": "de-DE",
        "subject": "Sales",
        "keywords": "a, b",
    }


def test_the_unicode_form_of_a_title_goes_before_the_other():
    extract = read(
        r"{\info{\upr{\title ??}{\*\ud{\title \u12478\'3f\u12523\'3f}}}{\revtim\yr0\mo0\dy0}}Text.\par"
    )
    assert extract.title == "ゾル"
    assert blocks(extract) == ["Text."]
    assert "date" not in extract.metadata


def test_what_is_cut_off_is_read_and_noted():
    extract = read(r"One.\par{\footnote Two.", end="")
    assert blocks(extract) == ["One.", "Two."]
    assert extract.report.notes == ("It is cut off: its end is missing.",)


def test_a_row_without_an_end_is_paragraphs():
    assert blocks(read(r"\trowd\cellx1\cellx2\pard\intbl a\cell b\cell c\par")) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no such thing", "does not begin as an RTF file does"),
        (b"{\\rtf1" + b"{" * 20_000, "nested too deep"),
    ],
)
def test_what_can_not_be_read_says_why(data, reason):
    with pytest.raises(UnreadableError, match=reason):
        read_rtf(File(name="a.rtf", data=data))


@pytest.mark.parametrize(
    "piece",
    [
        b"{\\b x}", b"\\'83", b"\\u233?", b"{\\footnote x}", b"\\f1 \\'83\\f0 x", b"\\trowd\\cellx1\\cellx2 a\\cell b\\cell\\row ",
        b"a\\cell ", b"{\\fonttbl{\\f1\\fcharset0 x;}}", b"\\v x\\v0 ", b"x\\nestcell ", b"{\\stylesheet{\\s1 x;}}x\\par ",
    ],
)  # fmt: skip
def test_the_time_grows_as_the_file_does(piece):
    def seconds(count):
        data = b"{\\rtf1 " + piece * count + b"}"
        start = time.process_time()
        read_rtf(File(name="a.rtf", data=data))
        return time.process_time() - start

    # Sixteen times the file; were each piece to look at all before it, 256 times the work. The best of three, as the
    # machine has other work too, and without the collector, which also walks all that other tests have left.
    gc.collect()
    gc.disable()
    try:
        slow, fast = (min(seconds(count) for _ in range(3)) for count in (16_000, 1_000))
    finally:
        gc.enable()
    assert slow < 80 * fast + 0.1


WORDS = (
    rb"{ } \par \cell \row \trowd \cellx5 \intbl \pard \plain \v \f1 \f9 \uc2 \u233 \u-10240 \'83 \'4 \* \footnote \header "
    rb"\annotation \shp \shpinst \shptxt \upr \ud \info \title \fonttbl \stylesheet \s1 \bin3 \listtext \nestcell \nestrow "
    rb"\clmrg \clvmrg \field \fldinst \fldrslt \deleted \atnauthor \object \result \outlinelevel99999999999 a 1. \~ \\ \x"
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=60))
@settings(max_examples=400, deadline=None)
def test_any_order_of_words_gives_a_sound_document(words):
    check(read_rtf(File(name="a.rtf", data=b"{\\rtf1" + b" ".join(words))))


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_a_sound_document(data):
    check(read_rtf(File(name="a.rtf", data=b"{\\rtf1" + data)))
