import re
from collections import Counter
from pathlib import Path

import pytest

from index.formats.extract import File
from index.formats.web import read_html

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
TUNED, LATER = [it for it in PAGES if it.name[0].isdigit()], [it for it in PAGES if it.name[0] == "x"]


def words(text):
    return Counter(re.findall(r"\w+", text.casefold()))


def figures(page):
    """Precision and recall of the words of the main text."""
    found = words(read_html(File(name=page.name, data=page.read_bytes())).text)
    expected = words(page.with_suffix(".txt").read_text(encoding="utf-8"))
    shared = (found & expected).total()
    return shared / max(found.total(), 1), shared / expected.total()


def means(pages):
    table = [(page.stem, *figures(page)) for page in pages]
    precision = sum(it[1] for it in table) / len(table)
    recall = sum(it[2] for it in table) / len(table)
    lines = [f"{name:28} {p:.3f} {r:.3f}" for name, p, r in [*table, ("mean", precision, recall)]]
    return precision, recall, "page, precision, recall\n" + "\n".join(lines)


@pytest.mark.parametrize("pages", [TUNED, LATER], ids=["tuned", "later"])
def test_the_main_text_of_pages_of_many_kinds_is_found(pages):
    precision, recall, table = means(pages)
    assert precision >= 0.95, table
    assert recall >= 0.95, table
