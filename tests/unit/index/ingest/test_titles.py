import pytest

from index.formats.builder import TextBuilder
from index.ingest.titles import title_of


def extract(*paragraphs, title=None, headings=()):
    builder = TextBuilder()
    for text in paragraphs:
        if text in headings:
            builder.heading(text, (headings.index(text) and 2) or 1)
        else:
            builder.paragraph(text)
    return builder.build(title=title)


def test_what_a_file_calls_itself_comes_first():
    assert (
        title_of(extract("Staff rules", "Words.", title="The rules", headings=["Staff rules"]), "a.docx")
        == "The rules"
    )


def test_a_heading_that_all_of_a_document_stands_below_is_its_title():
    whole = extract("Staff rules", "Words.", "Leave", "More words.", headings=["Staff rules", "Leave"])
    assert title_of(whole, "hr-final-v3.docx") == "Staff rules"


@pytest.mark.parametrize(
    "first", ["1. Scope", "Introduction", "Chapter 2", "Table of contents", "IV. Costs", "Kapitel 1"]
)
def test_a_heading_of_a_part_is_no_title(first):
    assert title_of(extract(first, "Words.", headings=[first]), "Plan.docx") == "Plan"


def test_the_first_of_several_headings_of_one_level_is_no_title():
    builder = TextBuilder()
    for text in ("Costs", "Staff"):
        builder.heading(text, 1)
        builder.paragraph(f"Words on {text}.")
    assert title_of(builder.build(), "Plan.docx") == "Plan"


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("oslo-trip_notes.txt", "We went to Oslo. The trip was long; notes follow.", "Oslo trip notes"),
        ("api-limits.md", "The API has limits.", "API limits"),
        ("north-star.txt", "The north is cold. North of it is ice.", "North star"),
        ("Plan B final.txt", "plan b", "Plan B final"),
        ("my%20report.txt", "A report.", "My report"),
        ("çok-güzel.txt", "Çok ve çok.", "Çok güzel"),
        ("---.txt", "Words.", "---.txt"),
    ],
)
def test_a_name_in_small_letters_is_written_as_the_text_writes_its_words(name, text, title):
    assert title_of(extract(text), name) == title


def test_the_name_of_a_file_of_code_stays_as_it_is():
    builder = TextBuilder()
    builder.preformatted("Client = 1")
    assert title_of(builder.build(), "src/client_pool.py") == "client pool"
