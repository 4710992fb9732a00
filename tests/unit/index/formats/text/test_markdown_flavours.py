"""Marks of site generators and wikis in Markdown are no text; the words in them are."""

import pytest

from extracts import blocks
from index.formats import File
from index.formats.text.markdown import read_markdown


def read(text):
    return read_markdown(File(name="a.md", data=text.encode()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Setup { #setup .wide }\n\nRun it.", ["Setup", "Run it."]),
        ("One.\n\n{* ../../src/a.py hl[10] *}\n\nTwo.", ["One.", "Two."]),
        ('One.\n\n--8<-- "file.md"\n\nTwo.', ["One.", "Two."]),
        ("{{< notice tip >}}\nOne.\n{{< /notice >}}", ["One."]),
        ("/// warning | Take care\n\nIt is hot.\n\n///", ["Take care", "It is hot."]),
        ("/// note\n\nIt is hot.\n\n///", ["It is hot."]),
        (":::tip Hint\n\nIt is hot.\n\n:::", ["Hint", "It is hot."]),
        ('!!! note "Twice"\n    It comes twice.\n\n    Then it goes.\n\nEnd.', ["Twice", "It comes twice.", "Then it goes.", "End."]),
        ("??? tip\n    It comes twice.", ["It comes twice."]),
        ('=== "Linux"\n\n    Run it.\n\n=== "Windows"\n\n    Click it.', ["Linux", "Run it.", "Windows", "Click it."]),
        ("See [[Dr. Ek]] and [[Pages/Ann Lee|her]]. ![[a.png]]", ["See Dr. Ek and her."]),
        ("It is ==very== hot. %%ask again%%", ["It is very hot."]),
        ("Dose:: 75 mg", ["Dose: 75 mg"]),
        ("```\n!!! note\n{* a *}\n[[b]]\n```", ["!!! note\n{* a *}\n[[b]]"]),
        ("What a day!!! It was hot.", ["What a day!!! It was hot."]),
        ("Is 1 == 2 and 3 == 4?", ["Is 1 == 2 and 3 == 4?"]),
    ],
)  # fmt: skip
def test_marks_of_site_generators_are_no_text(text, expected):
    assert blocks(read(text)) == expected


def test_a_title_is_without_the_marks_behind_it():
    extract = read("# Headers { #headers }\n\nOne.")
    assert extract.title == "Headers" and extract.sections[0].name == "Headers"
