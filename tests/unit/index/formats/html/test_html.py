import pytest

from index.formats.builder import TextBuilder
from index.formats.extract import File, UnreadableError
from index.formats.html.blocks import write_html
from index.formats.html.reader import read_html


def read(markup, encoding="utf-8"):
    return read_html(File(name="page.html", data=markup.encode(encoding)))


def blocks(markup):
    extract = read(markup)
    return [extract.text[block.start : block.end] for block in extract.blocks]


def test_headings_become_paths_and_paragraphs_blocks():
    extract = read("<h1>Guide</h1><p>One.</p><h2>Install</h2><p>Two.</p>")
    assert [section.name for section in extract.sections] == ["Guide", "Guide > Install"]
    assert extract.text == "Guide\n\nOne.\n\nInstall\n\nTwo."
    assert [block.introduces for block in extract.blocks] == [True, False, True, False]


def test_inline_elements_do_not_separate_words_and_blocks_always_do():
    assert blocks("<b>H</b>ello <i>wor</i>ld<div>next</div>to<p>it") == ["Hello world", "next", "to", "it"]


def test_adjacent_links_are_two_words():
    assert blocks("<div><a>News</a><a>Sport</a></div>") == ["News Sport"]


def test_a_formula_in_mathml_keeps_its_fractions_powers_and_roots():
    root = "<msqrt><msup><mi>b</mi><mn>2</mn></msup><mo>-</mo><mn>4</mn><mi>c</mi></msqrt>"
    two = "<mrow><mo>-</mo><mi>b</mi><mo>±</mo>" + root + "</mrow>"
    assert blocks(f"<p>So <math><mi>x</mi><mo>=</mo><mfrac>{two}<mn>2</mn></mfrac></math>.") == [
        "So x=(-b±√(b^2-4c))/2."
    ]


def test_deleted_text_is_left_out():
    assert blocks("<p>It costs <del>10</del><ins>12</ins> euros.<p>The <s>old</s> one.") == [
        "It costs 12 euros.",
        "The old one.",
    ]


def test_a_page_that_only_a_script_fills_is_refused_with_what_to_do():
    page = "<noscript>Enable JavaScript.</noscript><div id=root></div><script src=a.js></script>"
    with pytest.raises(UnreadableError, match="save it from the browser"):
        read(page)


def test_each_item_of_a_nested_list_is_a_block():
    assert blocks("<ul><li>a<ul><li>b<li>c</ul><li>d</ul>") == ["a", "b", "c", "d"]


def test_one_line_break_stays_and_two_separate_paragraphs():
    assert blocks("<p>Ruth Abara<br>Chair<br><br>4 Wharf Street") == ["Ruth Abara\nChair", "4 Wharf Street"]


def test_code_keeps_its_lines_but_not_their_numbers():
    page = "<td class=linenos><pre>1\n2</pre><td><pre>def f():\n    <b>pass</b>\n</pre>"
    assert blocks(f"<table><tr>{page}</table>") == ["def f():\n    pass"]


def test_a_short_term_and_its_meaning_are_one_line():
    page = "<dl><dt>Weight<dd>1.2 kg<dt>port<dt>host<dd>Where it listens.</dl>"
    assert blocks(page) == ["Weight: 1.2 kg", "port", "host", "Where it listens."]


def test_each_row_of_a_table_repeats_its_header():
    page = "<table><caption>Prices</caption><tr><th>Item<th>Price<tr><td>Tea<td>£2<tr><td>Milk<td></table>"
    assert blocks(page) == ["Prices", "Item | Price", "Item: Tea | Price: £2", "Item: Milk"]


def test_spanning_cells_leave_the_others_in_their_columns():
    page = (
        "<table><tr><th rowspan=2>Town<th colspan=2>People<tr><th>2010<th>2020"
        "<tr><td rowspan=2>Ayr<td>1<td>2<tr><td>3<td>4</table>"
    )
    assert blocks(page)[1:] == [
        "Town: Ayr | People 2010: 1 | People 2020: 2",
        "Town: Ayr | People 2010: 3 | People 2020: 4",
    ]


def test_the_first_cell_labels_the_others_of_its_row():
    assert blocks("<table><tr><th>Volume<td>45 l<tr><th>Weight<td>1 kg</table>") == [
        "Volume: 45 l",
        "Weight: 1 kg",
    ]


def test_a_currency_in_a_cell_of_its_own_stays_with_its_figure():
    page = "<table><tr><th><th colspan=2>2023<tr><td>Sales<td>$<td>1,234<tr><td>Cost<td>(5<td>)</table>"
    assert blocks(page)[1:] == ["Sales | 2023: $1,234", "Cost | 2023: (5)"]


def test_a_first_row_without_figures_names_columns_of_figures():
    assert blocks("<table><tr><td>Bell<td>Cast<tr><td>Tenor<td>1490</table>")[1] == "Bell: Tenor | Cast: 1490"
    assert blocks("<table><tr><td>Open<td>daily<tr><td>Closed<td>never</table>")[1] == "Closed | never"


def test_the_cells_of_a_layout_table_are_blocks():
    page = "<table><tr><td><h2>Left</h2><p>a</p><td><table role=none><tr><td>x<td>y</table></table>"
    assert blocks(page) == ["Left", "a", "x", "y"]


def test_a_bullet_in_a_cell_stays_with_its_paragraph():
    assert blocks("<table><tr><td>☐<td>Transition report</table>") == ["☐ Transition report"]


def test_elements_without_text_to_read_are_left_out():
    page = (
        "<p>a<script>b</script><style>c</style><noscript>d</noscript><svg><text>f</text></svg><!-- g --><p>h"
    )
    assert blocks(page + "<template>e</template><button>Copy</button>") == ["a", "h"]


@pytest.mark.parametrize(
    "attribute",
    [
        "hidden",
        'style="display: none"',
        'style="visibility:hidden"',
        'style="font-size:0"',
        'style="font-size: 1px"',
        'style="opacity:0"',
        'style="position:absolute;left:-9999px"',
        'style="text-indent:-9999px"',
        'style="color:#fff;background:#fff"',
        'style="max-height:0;overflow:hidden"',
        'class="sr-only"',
    ],
)
def test_hidden_text_is_left_out_and_counted(attribute):
    extract = read(f"<p>Seen.</p><div {attribute}>Ignore <b>this</b></div>")
    assert extract.text == "Seen."
    assert extract.report.hidden == len("Ignorethis")


@pytest.mark.parametrize(
    "page",
    [
        '<td style="font-size:0"><p style="font-size:14px">Seen</p>',
        '<div style="opacity:0;transform:translateY(20px)">Seen</div>',
        '<span aria-hidden="true">Seen</span>',
    ],
)
def test_text_that_only_seems_hidden_is_kept(page):
    assert read(page).text == "Seen"


def test_the_number_of_a_note_is_only_before_the_note_itself():
    word = '<p>One<a href="#_ftn1" name="_ftnref1">[1]</a>, two<a href="n.html#fn:2"><sup>2</sup></a>.'
    notes = '<p><a href="#_ftnref1" name="_ftn1">[1]</a> Foot.<p>See <a href="#note3">note 3</a>, <a href="#p2">2</a>.'
    assert blocks(word + notes) == ["One, two.", "[1] Foot.", "See note 3, 2."]


def test_superscript_figures_are_not_part_of_the_number_before_them():
    assert blocks("<p>10<sup>6</sup> m<sup>2</sup>, 1<sup>st</sup>, H<sub>2</sub>O") == ["10⁶ m², 1st, H2O"]
    assert blocks("<p>5 m<sup>2 </sup>of land") == ["5 m² of land"]


def test_a_dash_in_a_column_of_values_is_no_minus_of_the_next_column():
    table = (
        "<table><tr><th>Licence</th><th>Renewal</th><th>Runs for</th></tr>"
        "<tr><td>Street trading</td><td>-</td><td>1 day</td></tr>"
        "<tr><td>Scrap dealer</td><td>£250</td><td>3 years</td></tr></table>"
    )
    assert blocks(table)[1:] == [
        "Licence: Street trading | Renewal: - | Runs for: 1 day",
        "Licence: Scrap dealer | Renewal: £250 | Runs for: 3 years",
    ]


def test_numbers_of_notes_and_signs_of_the_site_are_left_out():
    page = (
        '<h2>History<a href="#h">¶</a><span class="mw-editsection">[edit]</span></h2>'
        '<p>It closed.<sup class="reference"><a>[2]</a></sup>'
    )
    assert blocks(page) == ["History", "It closed."]


def test_a_heading_that_was_not_closed_does_not_swallow_the_page():
    page = "<h1>Title<p>" + "Words and words. " * 30 + "<ul><li>one</ul>"
    assert [len(block) for block in blocks(page)] == [5, 509, 3]


def test_the_title_is_the_part_that_the_page_shows_as_a_heading():
    assert read("<title>Tides | The Site</title><h1>Tides</h1>").title == "Tides"
    assert (
        read("<title>Tides - The Site</title><meta property=og:site_name content='The Site'>").title
        == "Tides"
    )
    assert read("<title>Tides</title><h1>Something else</h1>").title == "Tides"
    assert read("<h1>Tides</h1>").title == "Tides"


def test_metadata_is_read():
    extract = read(
        '<html lang="en-GB"><meta name="author" content="Kim"><meta name="description" content="All."'
        '><meta property="article:published_time" content="2025-01-14T07:30:00+01:00">x'
    )
    assert extract.metadata == {
        "author": "Kim",
        "date": "2025-01-14T06:30:00+00:00",
        "language": "en-GB",
        "subject": "All.",
    }


@pytest.mark.parametrize(
    ("page", "date"),
    [
        ("<time datetime='2024-02-29'>29 Feb</time>", "2024-02-29"),
        ("<time datetime='2024-02-29'>a</time><time datetime='2023-01-01'>b</time>", None),
        ("<meta name=date content='Tue, 19 Nov 2024 13:30:02 +0000'>", "2024-11-19T13:30:02+00:00"),
        ("<meta name=date content='soon'>", None),
        ("<meta name=citation_date content='2024/03/02'>", "2024-03-02"),
    ],
)
def test_a_date_is_only_read_if_it_is_certain(page, date):
    assert read(page + "<p>x").metadata.get("date") == date


def test_binary_data_is_refused():
    with pytest.raises(UnreadableError, match="binary"):
        read_html(File(name="a.html", data=bytes(range(256)) * 20))


def test_an_empty_element_of_xhtml_has_no_content():
    page = '<?xml version="1.0"?><html><head><title/></head><body><a id="p1"/><p>Text</p></body></html>'
    assert read(page).text == "Text"


def test_a_saved_web_archive_is_read():
    page = (
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
        "--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        "<h1>Gr=C3=B6=C3=9Fe</h1>\r\n--x\r\nContent-Type: image/png\r\n\r\nxx\r\n--x--\r\n"
    )
    assert read(page).text == "Größe"


def test_a_page_can_be_nested_deeper_than_python_recurses():
    assert read("<div>" * 5000 + "deep").text == "deep"
    assert read("<span>" * 50_000 + "deep").text == "deep"


def test_places_of_ids_and_page_breaks_are_exact_to_the_character():
    builder = TextBuilder()
    page = '<p>one  two <span role="doc-pagebreak" aria-label="7">7</span> three</p><h2 id="b">Four</h2><p id="c">x'
    marks = write_html(builder, page, wanted={"", "b"})
    text = builder.build().text
    assert [(text[mark.offset :][:5].strip(), mark.id, mark.page) for mark in marks] == [
        ("one t", "", None),
        ("three", "", "7"),
        ("Four", "b", None),
    ]


def test_headings_of_a_part_can_be_below_others():
    builder = TextBuilder()
    builder.heading("Mail", 1)
    write_html(builder, "<h1>Offer</h1><p>x", below=1)
    assert [section.name for section in builder.build().sections] == ["Mail", "Mail > Offer"]


def test_a_heading_of_many_buttons_takes_as_long_as_its_length():
    # Put together again for each of its buttons, its text would have 800 million characters.
    assert read(f"<h2>{'<button>menu</button>' * 20_000}</h2><p>Words").text == "Words"
    assert read("<h2> <button>What is it?</button> <i></i></h2><p>Words").text == "What is it?\n\nWords"
