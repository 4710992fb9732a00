"""JSON, notebooks, subtitles, tables as text, and source code."""

import json

import pytest

from extracts import blocks
from index.documents import place
from index.formats import File, UnreadableError, read_file
from index.formats.text import csv_table


def read(name, text):
    return read_file(File(name=name, data=text.encode()))


def test_numbers_of_json_stay_as_they_are_written_and_paths_name_values():
    extract = read(
        "a.json", '{"price": 1.10, "big": 123456789012345678901, "at": {"city": "Paris", "tags": ["x y"]}}'
    )
    assert blocks(extract) == [
        "price: 1.10 | big: 123456789012345678901",
        "at > city: Paris | at > tags: x y",
    ]


def test_figures_of_json_in_lists_of_lists_stay_together():
    extract = read("a.json", '{"lake": {"area": [[[1, 2], [3.50, 4]]]}}')
    assert blocks(extract) == ["lake > area: 1, 2", "lake > area: 3.50, 4"]


def test_records_of_json_are_rows():
    assert blocks(read("a.json", '[{"name": "Kim", "born": 1984, "left": null}]')) == [
        "name: Kim | born: 1984"
    ]


def test_a_record_of_json_stays_together_beside_what_is_nested_in_it_and_is_a_section():
    whole = json.dumps(
        [
            {"name": "Kim", "tags": ["a", 2], "at": {"city": "Paris"}, "born": 1984},
            {"said": ["It is.", "It was."]},
        ]
    )
    extract = read("a.json", whole)
    assert blocks(extract) == [
        "name: Kim | tags: a, 2",
        "at > city: Paris",
        "born: 1984",
        "said: It is.",
        "said: It was.",
    ]
    assert place(extract.sections, extract.text.index("1984")) == "record 1"
    assert place(extract.sections, extract.text.index("It was")) == "record 2"


def test_a_damaged_line_of_json_costs_itself_and_is_noted():
    extract = read("a.jsonl", '{"a": "one"}\n{"a": \n{"a": "two"}\n')
    assert blocks(extract) == ["a: one", "a: two"]
    assert [note[:40] for note in extract.report.notes] == ["1 line was left out: it is no valid JSON"]
    with pytest.raises(UnreadableError, match="line 1"):
        read("a.jsonl", "words\n")


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
        {"cell_type": "markdown", "source": ""},
    ]
    extract = read("a.ipynb", json.dumps({"nbformat": 4, "cells": cells}))
    assert blocks(extract) == ["Title", "Some words.", "1 + 1", "2"]
    assert place(extract.sections, extract.text.index("1 + 1")) == "cell 2, Title"


def test_a_notebook_shows_its_tables_with_their_columns_its_errors_by_name_and_no_names_of_pictures():
    table = "<table><thead><tr><th></th><th>city</th></tr></thead><tr><th>0</th><td>Oslo</td></tr></table>"
    outputs = [
        {"data": {"text/html": [table], "text/plain": ["   city\n", "0  Oslo"]}},
        {"data": {"image/png": "iVBORw0KGgo=", "text/plain": "<Figure size 640x480 with 1 Axes>"}},
        {"output_type": "error", "ename": "KeyError", "evalue": "'x'"},
    ]
    cells = [{"cell_type": "code", "source": "df", "outputs": outputs}]
    shown = blocks(read("a.ipynb", json.dumps({"nbformat": 4, "cells": cells})))
    assert shown == ["df", "city", "0 | city: Oslo", "KeyError: 'x'"]


def test_sentences_of_subtitles_go_over_cues_and_each_cue_says_its_time():
    extract = read(
        "a.srt",
        "1\n00:00:01,000 --> 00:00:02,000\n<i>It was</i>\n\n2\n00:01:02,500 --> 00:01:04,000\nthe end.\n",
    )
    assert extract.text == "It was the end."
    assert place(extract.sections, 0) == "00:00:01" and place(extract.sections, 8) == "00:01:02"


def test_a_long_paragraph_of_subtitles_ends_with_a_sentence_and_not_with_an_abbreviation():
    cues = [
        "a",
        *(f"way {at}" for at in range(70)),
        "to Kell & Sons Ltd.",
        "and to Mrs.",
        "Kell.",
        "Then it rained.",
    ]
    text = "".join(f"{at}\n00:00:00,000 --> 00:01:00,000\n{cue}\n\n" for at, cue in enumerate(cues))
    assert [block[-37:] for block in blocks(read("a.srt", text))] == [
        "to Kell & Sons Ltd. and to Mrs. Kell.",
        "Then it rained.",
    ]


def test_who_speaks_is_said_when_that_changes_and_the_language_that_the_top_names():
    cue = "00:0{}.000 --> 00:09.000\n<v {}>{}\n\n"
    said = [("Ada", "It was"), ("Ada", "R&amp;D."), ("Bo", "No.")]
    text = "WEBVTT\nLanguage: en\n\n" + "".join(
        cue.format(f"0:0{at}", *character) for at, character in enumerate(said, start=1)
    )
    extract = read("a.vtt", text)
    assert extract.text == "Ada: It was R&D.\nBo: No." and extract.metadata == {"language": "en"}
    assert [block.kind for block in extract.blocks] == ["record", "record"]
    assert place(extract.sections, extract.text.index("R&D")) == "00:00:02, Ada"
    assert place(extract.sections, extract.text.index("No")) == "00:00:03, Bo"


def test_names_that_most_cues_begin_with_are_those_who_speak():
    cue = "{}\n00:00:0{}.000 --> 00:00:09.000\n{}\n\n"
    said = ["Ada Lee: It was cold", "Ada Lee: and wet.", "Bo: I took", "the bus.", "Ada Lee: Me too."]
    extract = read(
        "a.vtt", "WEBVTT\n\n" + "".join(cue.format(at, at, words) for at, words in enumerate(said))
    )
    assert blocks(extract) == ["Ada Lee: It was cold and wet.", "Bo: I took the bus.", "Ada Lee: Me too."]
    assert place(extract.sections, extract.text.index("the bus")) == "00:00:03, Bo"
    # A colon alone makes no speaker.
    said = ["It was: cold", "Then it rained.", "Bo: I took the bus.", "We met."]
    extract = read(
        "a.vtt", "WEBVTT\n\n" + "".join(cue.format(at, at, words) for at, words in enumerate(said))
    )
    assert blocks(extract) == [" ".join(said)]


def test_the_number_behind_a_cue_without_words_is_not_what_it_says():
    times = "00:00:0{} --> 00:00:09,000"
    cues = [
        f"{number}\n{times.format(f'{number},0')}{words}"
        for number, words in enumerate(("\nIt rained.", "", "\n42"), start=1)
    ]
    assert read("a.srt", "\n\n".join(cues)).text == "It rained. 42"


def test_the_delimiter_of_a_table_is_told_and_rows_say_their_lines():
    extract = read("a.csv", 'name;note\nKim;"1,5\nand more"\nLee;2,0\n')
    assert blocks(extract)[1:] == ["name: Kim | note: 1,5 and more", "name: Lee | note: 2,0"]
    assert [section.name for section in extract.sections] == ["line 1", "lines 2-3", "line 4"]


def test_what_stands_above_a_table_is_no_header_and_a_row_of_figures_neither():
    extract = read("a.csv", "Sales by city\n\nAs of May\nname;city;sold\nKim;Paris;12\nLee;Rome;7\n")
    assert blocks(extract)[:3] == ["Sales by city", "As of May", "name | city | sold"]
    assert blocks(extract)[3:] == ["name: Kim | city: Paris | sold: 12", "name: Lee | city: Rome | sold: 7"]
    assert blocks(read("a.csv", "Kim,1984,2\nLee,1979,3\n")) == ["Kim | 1984 | 2", "Lee | 1979 | 3"]
    assert (
        blocks(read("a.csv", "land,2019,2020\nChad,15.9,16.4\n"))[1] == "land: Chad | 2019: 15.9 | 2020: 16.4"
    )


def test_names_with_a_value_and_remarks_above_a_wider_table_name_no_columns():
    rows = "Date,Text,Amount,Balance\n2024-01-02,Coffee,-2,98\n2024-01-03,Salary,2500,2598\nTotal,,2498,\n"
    assert blocks(read("a.csv", f"Statement\nAccount:,DE12 34\nPeriod:,2024\n\n{rows}"))[1:5] == [
        "Account: DE12 34",
        "Period: 2024",
        "Date | Text | Amount | Balance",
        "Date: 2024-01-02 | Text: Coffee | Amount: -2 | Balance: 98",
    ]
    remarks = read("a.csv", "# Station data, of May\nstation,temp,rain\nOslo,4.2,0\nBergen,7.1,12\n")
    assert blocks(remarks)[1:3] == ["station | temp | rain", "station: Oslo | temp: 4.2 | rain: 0"]


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows(monkeypatch):
    extract = read("a.csv", 'part,size\nnail,"3 inch\nbolt,5\n' + "x,1\n" * 3)
    assert blocks(extract)[1:3] == ['part: nail | size: "3 inch', "part: bolt | size: 5"]
    assert extract.report.notes == (
        "A quotation mark is never closed; from line 2 on marks were read as they stand.",
    )
    assert read("b.csv", 'a,b\n1,"two\nlines\n"').report.notes == ()
    # Longer than the longest field.
    monkeypatch.setattr(csv_table, "_FIELD", 100_000)
    endless = read("c.csv", 'a,b\n"1,2\n' + "some,words\n" * 20_000)
    assert blocks(endless)[2] == "a: some | b: words"


def test_code_says_its_lines_and_python_its_names():
    extract = read("a.py", "import os\n\n\nclass A:\n    def run(self):\n        return os\n")
    assert place(extract.sections, extract.text.index("return os")) == "A > run, lines 4-6"
