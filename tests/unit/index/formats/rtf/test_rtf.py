"""RTF: paragraphs, characters, headings, fields, lists and what is left out."""

from extracts import blocks, place_of
from index.formats.extract import File
from index.formats.rtf.reader import read_rtf
from rtf_files import read


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
    assert [block.introduces for block in extract.blocks] == [True, True, False, True, False, False, False]
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


def test_raised_figures_are_no_part_of_the_number_before():
    body = r"10{\super 6} m\super 2\nosupersub , 1{\super st}, H{\sub 2}O, x\super\u8722?1\plain .\par"
    assert blocks(read(body)) == ["10⁶ m², 1st, H2O, x⁻¹."]


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
