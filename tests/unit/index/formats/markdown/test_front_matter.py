"""Front matter: each field is text that can be found, under its name."""

import time

import pytest

from index.formats.extract import File
from index.formats.markdown.front_matter import front_matter
from index.formats.markdown.reader import read_markdown


def read(text):
    return read_markdown(File(name="a.md", data=text.encode()))


def blocks(text):
    extract = read(text)
    return [extract.text[block.start : block.end] for block in extract.blocks]


NESTED = [
    "Phone: 020 7946",
    "Contact mail: kim@example.org",
    "Contact room: 007",
    "Aliases: Kim, K. Lee",
    "Words.",
]


@pytest.mark.parametrize(
    "lines",
    [
        "---\nphone: 020 7946\ncontact:\n  mail: kim@example.org\n  room: 007\naliases:\n- Kim\n- K. Lee\n---",
        '+++\nphone = "020 7946"\naliases = ["Kim", "K. Lee"]\n[contact]\nmail = "kim@example.org"\nroom = "007"\n+++',
        '{"phone": "020 7946", "contact": {"mail": "kim@example.org", "room": "007"}, "aliases": ["Kim", "K. Lee"]}',
    ],
)
def test_fields_of_yaml_toml_and_json_are_read_alike(lines):
    assert sorted(blocks(f"{lines}\n\nWords.\n")) == sorted(NESTED)


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("price: 1,299.50 EUR", "Price: 1,299.50 EUR"),
        ("in_stock: no", "In stock: no"),
        ("opened: 2024-05-01", "Opened: 2024-05-01"),
        ("summary: >\n  It is\n  long.", "Summary: It is long."),
        ("address: |\n  1 High Street\n  Bath", "Address: 1 High Street Bath"),
        ('clinic: "[[Northgate Clinic|the clinic]]"', "Clinic: the clinic"),
        ("dosis (täglich): 75", "Dosis (täglich): 75"),
        ("visits:\n- date: 2024-01-02\n  doctor: Osei", "Visits: date: 2024-01-02, doctor: Osei"),
        ("weight: 72 kg", "Weight: 72 kg"),
        ("image: a lighthouse at dusk", "Image: a lighthouse at dusk"),
        ("see: &a Bath # a comment", "See: Bath"),
    ],
)
def test_a_value_is_shown_as_people_wrote_it(field, shown):
    assert blocks(f"---\n{field}\n---\nWords.\n") == [shown, "Words."]


@pytest.mark.parametrize(
    "field", ["empty:", "empty: ''", "empty: null", "weight: 20", "image: /img/a.png", "draft: false"]
)
def test_what_is_empty_or_only_for_a_program_is_not_read(field):
    assert blocks(f"---\n{field}\n---\nWords.\n") == ["Words."]


def test_front_matter_with_a_mistake_is_read_line_by_line():
    text = "---\nmotto: Read: then write\nphone: {{phone}}\ntags:\n  - a\n  - b\n---\nWords.\n"
    assert blocks(text) == ["Motto: Read: then write", "Phone: {{phone}}", "Tags: a, b", "Words."]


@pytest.mark.parametrize(
    "text",
    ["---\nIt was late.\nNote: nobody came.\nWe left.\n---\nWords.", "---\n\nA line.\n\n---\n\nWords."],
)
def test_words_between_two_rules_are_no_front_matter(text):
    assert front_matter(text).end == 0
    assert "".join(blocks(text)).endswith("Words.") and len(blocks(text)) >= 2


def test_title_author_and_date_are_the_documents_own_and_the_last_two_are_text_too():
    extract = read("---\nTitle: The [[Bridge]]\nauthor: Kim Lee\ndate: 2024-02-29\n---\nWords.\n")
    assert (extract.title, extract.metadata) == ("The Bridge", {"author": "Kim Lee", "date": "2024-02-29"})
    assert extract.text == "Author: Kim Lee\n\nDate: 2024-02-29\n\nWords."


def test_tags_are_those_of_the_front_matter_and_of_the_text():
    text = "---\ntags: [people, '#work/clients']\n---\n# A #heading\n\nSee #health, issue #12, `#code` and a#b.\n"
    extract = read(text)
    assert extract.metadata["tags"] == "people; work/clients; heading; health"
    assert "See #health, issue #12" in extract.text


@pytest.mark.parametrize(
    "words", ["people, health", "people health", "[people, health]", "\n- people\n- health"]
)
def test_tags_may_be_in_one_line_or_in_a_list(words):
    assert front_matter(f"---\ntags: {words}\n---\n").tags == ("people", "health")


@pytest.mark.parametrize(
    "repeated",
    [
        "[",
        "{",
        "- ",
        "a: ",
        "&a [*a, *a]\n",
        "a: &a [*a]\n",
        "? ",
        "!!a ",
        "'",
        '"',
        "|\n",
        "a:\n ",
        "\t",
        "- - ",
    ],
)
def test_front_matter_that_was_made_to_take_long_does_not(repeated):
    for length in (40_000, 400_000):
        text = f"---\na: {repeated * (length // len(repeated))}\n---\nWords.\n"
        begun = time.process_time()
        front_matter(text)
        front_matter(text.replace("---", "+++").replace(":", " ="))
        front_matter('{"a": ' + text)
        assert time.process_time() - begun < 2


def test_when_a_note_was_created_is_its_date_unless_it_states_a_date():
    assert read("---\ncreated: 2024-03-05\n---\nWords.\n").metadata["date"] == "2024-03-05"
    assert (
        read("---\ndate: 2024-05-01\ndate created: 2024-03-05\n---\nWords.\n").metadata["date"]
        == "2024-05-01"
    )


def test_other_names_of_a_note_are_kept_apart_however_they_are_listed():
    for written in ("aliases: [Shed, the hut]", "alias: Shed, the hut", "aliases:\n- Shed\n- the hut"):
        assert read(f"---\n{written}\n---\nWords.\n").metadata["aliases"] == "Shed; the hut"


def test_names_and_tags_are_found_and_are_no_sentence_of_an_answer():
    extract = read("---\ntags: [soil]\naliases: [the heap]\nphone: 555-0143\n---\nIt is turned.\n")
    kinds = {extract.text[block.start : block.end]: block.kind for block in extract.blocks}
    assert kinds == {
        "Tags: soil": "contents",
        "Aliases: the heap": "contents",
        "Phone: 555-0143": "paragraph",
        "It is turned.": "paragraph",
    }
