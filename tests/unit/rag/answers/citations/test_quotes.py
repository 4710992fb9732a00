"""What is quoted of a reading: a sentence, with the list or the value that it announces."""

import pytest

from rag.answers.citations.quotes import inside, is_list_item, whole
from readings import passage_of, reading_of


def quoted(*sentences, kinds=()):
    return whole(reading_of(passage_of(*sentences, kinds=kinds))).text


def test_a_sentence_that_announces_nothing_stays_as_it_is():
    read = reading_of(passage_of("It rose.", "- It fell."))
    assert whole(read) is read


@pytest.mark.parametrize("items", [("(a) one;", "(b) two."), ("- one", "- two"), ("1. One.", "2. Two.")])
def test_an_announced_list_is_quoted_to_its_end(items):
    assert quoted("The parts are:", *items, "It is late.") == " ".join(["The parts are:", *items])


def test_items_that_only_the_file_tells_are_a_list_too():
    kinds = ("paragraph", "list_item", "list_item", "paragraph")
    assert quoted("The parts are:", "one", "two", "It is late.", kinds=kinds) == "The parts are: one two"


def test_a_label_is_quoted_with_its_value_and_no_more():
    assert quoted("Weight ........", "6.4 kg", "Colour ........", "red") == "Weight ........ 6.4 kg"


def test_of_a_long_list_only_the_beginning_is_quoted():
    items = [f"- item number {number} of a long list" for number in range(100)]
    text = quoted("The parts are:", *items)
    assert 600 < len(text) <= 700 and text.endswith("of a long list")


def test_what_announces_at_the_end_of_a_passage_or_before_a_very_long_text_stays_alone():
    assert quoted("The parts are:") == "The parts are:"
    assert quoted("The parts are:", "- " + "long " * 200) == "The parts are:"


def test_list_items_and_spans_inside_others_are_told():
    read = reading_of(passage_of("- one", "two"))
    assert is_list_item(read, 0) and not is_list_item(read, 1)
    assert inside((2, 3), (2, 4)) and not inside((1, 3), (2, 4))
