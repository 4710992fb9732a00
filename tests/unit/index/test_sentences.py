import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import MAX_LENGTH, code_spans, cut_long, sentence_spans


def sentences(text):
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text))]


def test_abbreviations_and_quotations_do_not_end_a_sentence():
    text = 'Dr. Smith of the U.S. paid $3.5 million. "Why?" she asked. It was "deeply concerning," he said.'
    assert sentences(text) == [
        "Dr. Smith of the U.S. paid $3.5 million.",
        '"Why?" she asked.',
        'It was "deeply concerning," he said.',
    ]


def test_offsets_count_characters_not_bytes():
    assert sentences("Zürich – schön. 日本 ist weit. Ende 🙂 gut.") == [
        "Zürich – schön.",
        "日本 ist weit.",
        "Ende 🙂 gut.",
    ]


@given(st.text(alphabet=st.sampled_from("ab A.!?\n,\"'é日🙂\t"), max_size=300))
def test_every_character_except_white_space_is_in_exactly_one_sentence(text):
    spans = sentence_spans(text, 0, len(text))
    places = [place for start, end in spans for place in range(start, end)]
    assert places == sorted(set(places))
    assert {place for place, character in enumerate(text) if not character.isspace()} <= set(places)


@given(st.text(max_size=200), st.text(max_size=50), st.text(max_size=50))
def test_only_the_given_block_is_cut(block, before, behind):
    text = before + block + behind
    for start, end in sentence_spans(text, len(before), len(before) + len(block)):
        assert len(before) <= start < end <= len(before) + len(block)


@given(st.text(alphabet="abc ,;", min_size=1, max_size=4000))
def test_no_sentence_is_longer_than_the_limit(text):
    assert all(end - start <= MAX_LENGTH for start, end in sentence_spans(text, 0, len(text)))


def test_a_long_sentence_is_cut_after_a_clause_near_its_middle():
    text = "a" * 40 + "; " + "b" * 40
    assert [text[start:end] for start, end in cut_long(text, (0, len(text)), 60)] == [
        "a" * 40 + ";",
        "b" * 40,
    ]


@pytest.mark.parametrize("label", ["1.", "2.3.1.", "IV.", "b.", "Article 4.", "§ 4."])
def test_a_number_before_a_paragraph_belongs_to_its_first_sentence(label):
    text = f"{label} It rose in May. It fell in June."
    spans = sentence_spans(text, 0, len(text))
    assert [text[start:end] for start, end in spans] == [f"{label} It rose in May.", "It fell in June."]


@pytest.mark.parametrize(
    "line",
    [
        "Article number .........  HX-1",
        "Dimensions (W x H x D) . 310 x 420 x 190 mm",
        "Colour ... Black",
        "Rated power . . . . . . . . . . Two motors of 5 W",
        "Voltage …… Single phase",
        "Call No. 5 or Tel. 0123 about Art. 5, Vol. 2 and approx. 5 kg for max. 5 people",
    ],
)
def test_dots_that_lead_to_a_value_or_shorten_a_word_before_a_number_end_no_sentence(line):
    assert sentences(line) == [line]


def test_a_value_behind_leaders_ends_where_its_sentence_ends():
    assert sentences("Article number ......... HX-1. It is blue.") == [
        "Article number ......... HX-1.",
        "It is blue.",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("He waited ...", "Then he left."),
        ("He waited. . .", "Then he left."),
        ("It was good .", "It rained ."),
        ("We wanted 10 max.", "5 people came."),
        ("Weight .........", "Then the next line."),
    ],
)
def test_a_pause_a_stop_that_stands_apart_and_a_word_behind_a_number_still_end_a_sentence(first, second):
    gap = "\n" if first.startswith("Weight") else " "
    assert sentences(first + gap + second) == [first, second]


def test_a_statement_of_code_is_a_line_with_what_is_indented_below_it():
    text = "def f(a):\n    return [\n        a,\n    ]\nRETRIES = 4\nLIMITS = {\n    'k': 1,\n}\n"
    found = [text[start:end] for start, end in code_spans(text, 0, len(text))]
    assert found == [
        "def f(a):\n    return [\n        a,\n    ]",
        "RETRIES = 4",
        "LIMITS = {\n    'k': 1,\n}",
    ]


def test_a_block_of_code_that_begins_inside_a_function_is_cut_at_its_own_indent():
    text = "    x = 1\n    y = 2"
    assert [text[start:end] for start, end in code_spans(text, 4, len(text))] == ["x = 1", "y = 2"]


def test_a_long_statement_of_code_is_cut_at_the_statements_inside():
    method = "    def area(self):\n        " + "x = 1\n        " * 60 + "return x"
    text = f"class Shape:\n{method}\n    SIDES = 4"
    found = [text[start:end] for start, end in code_spans(text, 0, len(text))]
    assert (found[0], found[-1]) == ("class Shape:", "SIDES = 4")
    assert all("\n" not in piece for piece in found)


def test_code_that_is_indented_further_at_each_line_is_cut_in_no_time():
    text = "\n".join(" " * number + "x" * 50 for number in range(2000))
    spans = code_spans(text, 0, len(text))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "x" * 100_000


def test_a_text_that_could_be_cut_anywhere_is_not_looked_at_again_in_each_half_of_a_half():
    def calls(length):
        counted = []
        sys.setprofile(lambda frame, event, argument: counted.append(event))
        try:
            cut_long(":" * length, (0, length), MAX_LENGTH)
        finally:
            sys.setprofile(None)
        return len(counted)

    assert calls(64_000) < 4.2 * calls(16_000)
