"""`pincite sync` of a Zotero library, and how its documents are cited."""

import json
from contextlib import closing
from functools import partial

import pytest

from command import run_command
from pdf_files import lines, made
from rag import Assistant
from zotero_files import ZoteroFolder


@pytest.fixture
def zotero(tmp_path):
    """A library with an article of two pages, which Zotero has open and locked."""
    zotero = ZoteroFolder(tmp_path / "Zotero")
    article = zotero.item(
        "journalArticle",
        "OWLS0001",
        fields={
            "title": "Flight of barn owls",
            "date": "2017-06-00 June 2017",
            "publicationTitle": "Birds & Bees",
        },
        people=[("author", "Jane", "Doe"), ("author", "John", "Roe")],
        collections=[zotero.collection("Methods", zotero.collection("Thesis"))],
    )

    def draw(canvas):
        lines(canvas, ["The owls were kept in three barns near the river for two years."])
        canvas.showPage()
        lines(canvas, ["Barn owls fly at 36 kilometres per hour on average."])

    zotero.stored(article, "FILE0001", "scan.pdf", made(draw))
    zotero.connection.execute("BEGIN EXCLUSIVE")
    return zotero


def test_a_locked_library_is_read_and_a_citation_of_it_names_author_year_and_page(zotero, tmp_path):
    pincite = partial(run_command, tmp_path / "index")
    synced = pincite("sync", zotero.path)
    assert synced.returncode == 0 and synced.stdout.rstrip().endswith("1 added"), synced.stderr
    exported = tmp_path / "answer.json"
    question = (
        "How fast do barn owls fly?",
        "--collection",
        "Thesis/Methods",
        "--author",
        "*roe",
        "--after",
        "2017-06-15",
    )
    assert pincite("ask", *question, "--export", exported).returncode == 0
    (document,) = json.loads(exported.read_text())["documents"]
    assert (document["title"], document["author"], document["date"]) == (
        "Flight of barn owls",
        "Jane Doe; John Roe",
        "2017-06",
    )
    assert (
        document["bibtex"].startswith("@article{doe2017flight,\n")
        and r"{Birds \& Bees}" in document["bibtex"]
    )

    with closing(Assistant.open(tmp_path / "index")) as assistant:
        answer = assistant.ask("How fast do barn owls fly?")
        citation = answer.citations[0]
        assert assistant.document(citation).text[citation.start : citation.end] == citation.quote
        assert assistant.reference(citation).short(citation.section) == "Doe and Roe (2017), p. 2"
