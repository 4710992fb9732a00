"""JSON, notebooks, subtitles, tables as text, source code and reStructuredText."""

import json

import pytest

from extracts import blocks
from index.documents import place
from index.formats import File, UnreadableError, read_file


def read(name, text):
    return read_file(File(name=name, data=text.encode()))


def test_numbers_of_json_stay_as_they_are_written_and_paths_name_values():
    extract = read(
        "a.json", '{"price": 1.10, "big": 123456789012345678901, "at": {"city": "Paris", "tags": ["x y"]}}'
    )
    assert "price: 1.10" in blocks(extract) and "big: 123456789012345678901" in blocks(extract)
    assert "at > city: Paris" in blocks(extract)


def test_records_of_json_are_rows():
    assert blocks(read("a.json", '[{"name": "Kim", "born": 1984, "left": null}]')) == [
        "name: Kim | born: 1984"
    ]


@pytest.mark.parametrize("text", ['{"a": }', "[" * 200_000])
def test_what_is_no_json_is_refused_with_its_place(text):
    with pytest.raises(UnreadableError, match=r"no valid JSON in line 1|nested too deep"):
        read("a.json", text)


def test_lines_of_json_are_sections():
    extract = read("a.jsonl", '{"a": "one"}\n\n{"a": "two"}\n')
    assert place(extract.sections, extract.text.index("two")) == "line 3"


def test_a_notebook_has_its_cells_headings_and_printed_output():
    cells = [
        {"cell_type": "markdown", "source": ["# Title\n", "Some words."]},
        {"cell_type": "code", "source": "1 + 1", "outputs": [{"data": {"text/plain": ["2"]}}]},
    ]
    extract = read("a.ipynb", json.dumps({"nbformat": 4, "cells": cells}))
    assert blocks(extract) == ["Title", "Some words.", "1 + 1", "2"]
    assert place(extract.sections, extract.text.index("1 + 1")) == "cell 2, Title"


def test_sentences_of_subtitles_go_over_cues_and_each_cue_says_its_time():
    extract = read(
        "a.srt",
        "1\n00:00:01,000 --> 00:00:02,000\n<i>It was</i>\n\n2\n00:01:02,500 --> 00:01:04,000\nthe end.\n",
    )
    assert extract.text == "It was the end."
    assert place(extract.sections, 0) == "00:00:01" and place(extract.sections, 8) == "00:01:02"


def test_who_speaks_is_said_when_that_changes():
    cue = "00:0{}.000 --> 00:09.000\n<v {}>{}\n\n"
    said = [("Ada", "It was"), ("Ada", "R&amp;D."), ("Bo", "No.")]
    text = "WEBVTT\n\n" + "".join(cue.format(f"0:0{at}", *it) for at, it in enumerate(said, start=1))
    assert read("a.vtt", text).text == "Ada: It was R&D. Bo: No."


def test_the_delimiter_of_a_table_is_told_and_rows_say_their_lines():
    extract = read("a.csv", 'name;note\nKim;"1,5\nand more"\nLee;2,0\n')
    assert blocks(extract)[1:] == ["name: Kim | note: 1,5 and more", "name: Lee | note: 2,0"]
    assert [it.name for it in extract.sections] == ["line 1", "lines 2-3", "line 4"]


def test_code_says_its_lines_and_python_its_names():
    extract = read("a.py", "import os\n\n\nclass A:\n    def run(self):\n        return os\n")
    assert place(extract.sections, extract.text.index("return os")) == "A > run, lines 4-6"


def test_restructured_text_has_heading_paths_and_no_directives_in_its_blocks():
    extract = read(
        "a.rst", "Guide\n=====\n\n.. toctree::\n   a\n\nInstall\n-------\n\n* first item\n* second item\n"
    )
    assert blocks(extract) == ["Guide", "Install", "first item", "second item"]
    assert place(extract.sections, extract.text.index("second")) == "Guide > Install"
