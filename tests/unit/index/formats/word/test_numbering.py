import pytest

import word_files
from extracts import blocks
from index.documents import place
from index.formats.characters.numerals import numeral


def read(body, numbering, styles=""):
    parts = {"numbering": numbering, "styles": styles}
    return word_files.read(body, **{name: f"<w:{name}>{inner}</w:{name}>" for name, inner in parts.items()})


def level(number, text, form="decimal", start=1, more=""):
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(*levels, number=0):
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def of(number, kind=0, overrides=""):
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/>{overrides}</w:num>'


def item(words, at=0, number=1, more=""):
    properties = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>{more}'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def styled(words, style, more=""):
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'


OUTLINE = abstract(level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", "lowerLetter"))


def test_each_level_counts_and_restarts_below_the_level_above():
    items = [("A", 0), ("B", 1), ("C", 2), ("D", 2), ("E", 1), ("F", 2), ("G", 0), ("H", 1)]
    body = "".join(item(words, at) for words, at in items)
    assert blocks(read(body, OUTLINE + of(1))) == [
        "1. A", "1.1 B", "(a) C", "(b) D", "1.2 E", "(a) F", "2. G", "2.1 H",
    ]  # fmt: skip


def test_a_level_that_was_skipped_counts_as_its_first():
    body = item("A") + item("B", 2) + item("C", 1)
    numbering = abstract(level(0, "%1"), level(1, "%1.%2"), level(2, "%1.%2.%3")) + of(1)
    assert blocks(read(body, numbering)) == ["1 A", "1.1.1 B", "1.2 C"]


def test_headings_are_numbered_by_their_style_and_so_is_their_path():
    linked = abstract(
        level(0, "Article %1", "upperRoman", more='<w:pStyle w:val="H1"/>'),
        level(1, "%1.%2", more='<w:isLgl/><w:pStyle w:val="H2"/>'),
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="H{number}"><w:name w:val="heading {number}"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        f"</w:numPr></w:pPr></w:style>"
        for number in (1, 2)
    )
    styles += '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="H2"/></w:style>'
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = styled("Scope", "H1") + styled("Aim", "H2") + styled("Risk", "H2") + styled("Costs", "H1")
    body += (
        styled("Liquidity", "Own") + "<w:p><w:r><w:t>It rose.</w:t></w:r></w:p>" + styled("Annex", "H1", none)
    )
    extract = read(body, linked + of(1), styles)
    assert blocks(extract) == [
        "Article I Scope", "1.1 Aim", "1.2 Risk", "Article II Costs", "2.1 Liquidity", "It rose.", "Annex",
    ]  # fmt: skip
    where = place(extract.sections, extract.text.index("It rose"))
    assert where == "Article II Costs > 2.1 Liquidity"


def test_lists_of_one_kind_continue_each_other_until_one_sets_its_start():
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "%1)", "upperLetter")}</w:lvlOverride>'
    numbering = (
        abstract(level(0, "%1.", start=4)) + of(1) + of(2) + of(3, overrides=again) + of(4, overrides=other)
    )
    body = "".join(item(f"It {number}", number=number) for number in (1, 1, 2, 3, 3, 4))
    assert [block.partition(" ")[0] for block in blocks(read(body, numbering))] == [
        "4.",
        "5.",
        "6.",
        "1.",
        "2.",
        "C)",
    ]


def test_a_level_may_never_restart():
    numbering = abstract(level(0, "%1."), level(1, "%2)", more='<w:lvlRestart w:val="0"/>')) + of(1)
    body = item("A") + item("B", 1) + item("C") + item("D", 1)
    assert blocks(read(body, numbering)) == ["1. A", "1) B", "2. C", "2) D"]


def test_a_list_is_found_through_a_list_style():
    styles = '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    linking = '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="L"/></w:abstractNum>'
    assert blocks(read(item("A"), linking + abstract(level(0, "%1:")) + of(1, 7) + of(2), styles)) == ["1: A"]


def test_bullets_and_numbers_in_unknown_forms_are_left_out():
    forms = (("o", "bullet"), ("%1.", "hebrew1"), ("NOTE", "none"), ("%1", "none"))
    numbering = "".join(
        abstract(level(0, *form), number=at) + of(at + 1, at) for at, form in enumerate(forms)
    )
    body = "".join(item("A", number=number) for number in (1, 2, 3, 4))
    assert blocks(read(body, numbering)) == ["A", "A", "NOTE A", "A"]


def test_empty_items_count_and_hidden_ones_do_not_and_a_cell_may_hold_a_number_only():
    hidden = "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>"
    row = f"<w:tr><w:tc>{item('')}</w:tc><w:tc><w:p><w:r><w:t>Kim</w:t></w:r></w:p></w:tc></w:tr>"
    body = item("A") + item("") + hidden + item("B") + f"<w:tbl>{row}</w:tbl>"
    assert blocks(read(body, abstract(level(0, "%1.")) + of(1))) == ["1. A", "3. B", "4. | Kim"]


def test_a_number_without_a_suffix_has_no_space_after_it():
    assert blocks(read(item("A"), abstract(level(0, "§%1", more='<w:suff w:val="nothing"/>')) + of(1))) == [
        "§1A"
    ]


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("decimal", "1 4 12 28"), ("decimalZero", "01 04 12 28"), ("lowerRoman", "i iv xii xxviii"),
        ("upperLetter", "A D L BB"), ("ordinal", "1st 4th 12th 28th"), ("decimalEnclosedCircle", "① ④ ⑫ 28"),
        ("chineseCounting", "一 四 十二 二十八"), ("decimalFullWidth", "１ ４ １２ ２８"),
    ],
)  # fmt: skip
def test_numerals(form, written):
    assert [numeral(number, form) for number in (1, 4, 12, 28)] == written.split()
    assert numeral(0, form) == "0" and numeral(1, "hebrew1") is None
