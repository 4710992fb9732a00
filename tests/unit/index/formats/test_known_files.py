"""A known text of three pages comes back from every format, in the right order and from the right places."""

from itertools import pairwise
from pathlib import Path

import pytest

from bench.parsing.known_files import WRITERS, known_formats, write_known
from bench.parsing.known_text import Columns, Footnote, ListItem, Table, known_text, texts_of, words_of
from bench.parsing.parsing import score_members
from bench.parsing.scores import common_length, interval, path_at, score
from index.documents import Section
from index.formats import FORMATS, read_file

WORDS = 1_200
GOAL = 0.995


@pytest.fixture(scope="module")
def text():
    return known_text(words=WORDS)


@pytest.fixture(scope="module", params=known_formats())
def scored(request, text):
    known = write_known(request.param, text)
    extract = read_file(known.file)
    return score_members(known, extract) if known.members else [score(known, extract)]


def test_the_words_come_back_in_order(scored):
    for scores in scored:
        assert scores.reason is None
        assert scores.back >= GOAL * scores.words


def test_each_sentence_comes_back_as_it_was_in_one_block(scored):
    assert [scores.examples["exact"] for scores in scored if not all(scores.exact)] == []
    assert [scores.examples["whole"] for scores in scored if not all(scores.whole)] == []


def test_each_sentence_is_below_its_headings(scored):
    assert [scores.examples["headings"] for scores in scored if not all(scores.headings)] == []


def test_each_sentence_is_on_its_page_slide_sheet_or_second(scored):
    assert [scores.examples["places"] for scores in scored if not all(scores.places)] == []


def test_each_sentence_of_a_pdf_is_inside_its_boxes(scored):
    assert [scores.examples["boxes"] for scores in scored if not all(scores.boxes)] == []
    assert all(bool(scores.boxes) == scores.format.startswith("pdf") for scores in scored)


def test_menus_and_running_headers_are_left_out(scored):
    assert [scores.examples["unwanted"] for scores in scored if scores.unwanted] == []


def test_every_format_has_a_known_file():
    suffixes = {f".{known.split(',')[0]}" for known in known_formats()}
    assert [row.kind for row in FORMATS if not suffixes & set(row.suffixes)] == []


def test_the_same_seed_gives_the_same_files(text):
    assert known_text(words=WORDS) == text != known_text(words=WORDS, seed=2)
    for form in WRITERS:
        assert write_known(form, text) == write_known(form, known_text(words=WORDS))


def test_a_small_text_has_one_of_everything(text):
    kinds = {type(element) for element in text.elements}
    assert {Table, ListItem, Columns} <= kinds
    assert any(isinstance(getattr(element, "footnote", None), Footnote) for element in text.elements)
    assert {element.level for element in text.elements if hasattr(element, "level")} == {1, 2, 3}
    items = [element.number is None for element in text.elements if isinstance(element, ListItem)]
    assert len(set(items)) == 2, "bullets and numbers"


def test_a_large_text_is_as_varied_as_a_real_one():
    words = [
        word for element in known_text().elements for text in texts_of(element) for word in words_of(text)
    ]
    assert len(words) >= 20_000 and len(set(words)) > 4_000
    elements = known_text().elements
    sentences = [sentence for element in elements for sentence in getattr(element, "sentences", ())]
    assert len(sentences) == len(set(sentences)) > 900, "each is found in one place only"


def test_the_longest_common_subsequence_is_the_longest():
    assert common_length("a b c d e".split(), "x a c y e b".split()) == 3
    assert common_length([], ["a"]) == common_length(["a"], []) == 0
    assert common_length(list("aaaa"), list("aa")) == 2


def test_an_interval_has_a_width_where_all_are_right():
    low, high = interval(100, 100)
    assert 0.96 < low < 0.97 and high == pytest.approx(1)
    assert [round(bound, 3) for bound in interval(81, 263)] == [
        0.255,
        0.366,
    ]  # the example of Newcombe (1998)


def test_a_chapter_that_is_its_own_first_heading_counts_once():
    sections = [
        Section(name="One", kind="chapter", start=0, end=9),
        Section(name="One > Two", kind="heading", start=0, end=9),
    ]
    assert path_at(sections, 3) == ["One", "Two"]
    assert path_at(sections[:1], 3) == ["One"]
    assert path_at(sections, 9) == []


def test_no_writer_is_named_twice():
    names = [write_known(form, known_text(words=100)).file.name for form in WRITERS]
    assert all(one != other for one, other in pairwise(sorted(names)))
    assert {Path(name).suffix for name in names} == {f".{form.split(',')[0]}" for form in WRITERS}
