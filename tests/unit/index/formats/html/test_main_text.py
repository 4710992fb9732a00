import re
from collections import Counter
from pathlib import Path
from statistics import fmean

import pytest

from index.formats.extract import File
from index.formats.html.reader import read_html

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
TUNED = [page for page in PAGES if page.name[0].isdigit()]
LATER = [page for page in PAGES if page.name[0] == "x"]


def test_a_header_with_the_title_of_the_page_is_part_of_the_text_and_one_with_the_site_s_name_is_not():
    page = (
        "<title>{}</title><header><h1>Tides</h1><p>A short abstract.</p></header><h1>Intro</h1>"
        + "<p>It rose. " * 60
    )
    for title, begins in (("Tides - Notes", "Tides\n\nA short abstract."), ("Of the sea | Tides", "Intro")):
        text = read_html(File(name="a.html", data=page.format(title).encode())).text
        assert text.startswith(begins)


def words(text):
    return Counter(re.findall(r"\w+", text.casefold()))


def precision_and_recall(page):
    """Precision and recall of the words of the main text."""
    found = words(read_html(File(name=page.name, data=page.read_bytes())).text)
    expected = words(page.with_suffix(".txt").read_text(encoding="utf-8"))
    shared = (found & expected).total()
    return shared / max(found.total(), 1), shared / expected.total()


def means(pages):
    rows = [(page.stem, *precision_and_recall(page)) for page in pages]
    precision, recall = (fmean(column) for column in list(zip(*rows, strict=True))[1:])
    lines = [f"{name:28} {p:.3f} {r:.3f}" for name, p, r in [*rows, ("mean", precision, recall)]]
    return precision, recall, "page, precision, recall\n" + "\n".join(lines)


@pytest.mark.parametrize("pages", [TUNED, LATER], ids=["tuned", "later"])
def test_the_main_text_of_pages_of_many_kinds_is_found(pages):
    precision, recall, table = means(pages)
    assert precision >= 0.95, table
    assert recall >= 0.95, table


def text_of(body):
    return read_html(File(name="a.html", data=f"<body>{body}".encode())).text


LONG = "<p>" + "The bridge was closed because of the storm. " * 10 + "</p>"
MENU = "<nav><a href=/a>Home</a> <a href=/b>News</a></nav>"


def test_a_short_page_is_kept_completely():
    page = "<header>Header</header><h1>Title</h1><p>One line.</p><footer>Footer</footer>"
    assert text_of(page).split() == ["Header", "Title", "One", "line.", "Footer"]


def test_menus_and_footers_are_left_out():
    assert text_of(f"{MENU}<h1>Bridge</h1>{LONG}<footer>Imprint</footer>").startswith("Bridge\n\nThe bridge")
    assert "Imprint" not in text_of(f"{MENU}<h1>Bridge</h1>{LONG}<footer>Imprint</footer>")


def test_headings_whose_links_are_called_header_stay():
    page = "".join(
        f'<h2 id="{name}"><a class="header" href="#{name}">{name}</a></h2>{LONG}' for name in ("one", "two")
    )
    assert "one" in text_of(page).split("\n")
    assert "two" in text_of(page).split("\n")


def test_a_section_with_the_id_of_its_title_is_not_taken_for_boilerplate():
    page = f'<section id="cookies"><h2>Cookies</h2><p>They are set here.</p></section>{LONG}'
    assert "They are set here." in text_of(
        f'{page}<section id="m.skip" class="method"><h4>skip</h4></section>'
    )


def test_the_heading_of_a_list_that_is_left_out_is_left_out_too():
    page = f"<h1>Bridge</h1>{LONG}<h3>Read more</h3><ul class=related><li><a href=/1>Storm</a></li></ul>"
    assert "Read more" not in text_of(page)
    assert "Read more" in text_of(page + "<p>Written by us.</p>")


def test_a_page_of_links_is_kept():
    links = "".join(
        f"<li><a href=/{number}>Recording of the marsh number {number}</a></li>" for number in range(20)
    )
    assert "number 7" in text_of(f"<h1>All tapes</h1><ul>{links}</ul>")


def test_a_part_with_too_little_text_is_not_the_main_text():
    assert "storm" in text_of(f"<div class=sidebar>{LONG}</div><main>Loading</main>")


def test_a_table_of_contents_within_the_page_is_not_a_menu():
    rows = "".join(f"<tr><td><a href=#i{number}>Item {number}<td>{number}" for number in range(9))
    assert "Item 7" in text_of(f"{LONG}<div><table>{rows}</table></div>{LONG}")
    assert "Item 7" not in text_of(f"{LONG}<div><table>{rows.replace('#', '/')}</table></div>{LONG}")
