"""The context of each sentence of a passage: what it stands under, follows, and is announced by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import CONTEXT_KINDS
from rag.reading.context import announces, asks, can_answer, contexts, is_item
from readings import heading, passage_of


def context_of(number, *sentences, **more):
    return contexts(passage_of(*sentences, **more))[number]


def test_a_sentence_stands_under_the_title_and_the_headings_of_its_document():
    context = context_of(0, "Three euros.", title="Guide", sections=[heading("Guide > Fees > Late")])
    assert context.under.startswith("Guide > Fees > Late")


def test_every_item_of_a_list_is_led_by_the_sentence_that_announces_it_and_what_follows_is_not():
    lead = "The lease ends if:"
    held = passage_of(lead, "(a) rent is unpaid;", "(b) the roof falls.", "Rent is due in May.")
    assert [context.lead for context in contexts(held)] == ["", lead, lead, ""]


def test_a_value_below_its_label_is_led_by_it():
    assert context_of(1, "Weight ..........", "6.4 kg").lead == "Weight .........."


def test_a_heading_and_the_head_of_a_table_both_lead_its_rows():
    rows = ("Prices", "Room | Price", "Room: Blue | Price: 12", "Room: Red | Price: 14")
    kinds = ("heading", "table_header", "table_row", "table_row")
    assert [context.lead for context in contexts(passage_of(*rows, kinds=kinds))][2:] == [
        "Prices Room | Price"
    ] * 2


def test_a_new_heading_takes_the_place_of_the_one_before():
    kinds = ("heading", "paragraph", "heading", "paragraph")
    assert context_of(3, "Cats", "They purr.", "Dogs", "They bark.", kinds=kinds).lead == "Dogs"


def test_the_answer_of_a_faq_follows_its_question_and_not_the_one_before():
    held = passage_of("Q: Is it open?", "A: Yes.", "Q: Is it free?", "A: No.")
    assert [context.asked for context in contexts(held)] == [
        "",
        "Q: Is it open?",
        "Q: Is it open?",
        "Q: Is it free?",
    ]


def test_a_question_in_the_text_is_forgotten_after_three_sentences_and_at_a_heading():
    sentences = ("Is it open?", "Yes.", "From nine.", "To five.", "The roof leaks.")
    assert [context.asked for context in contexts(passage_of(*sentences))] == ["", *["Is it open?"] * 3, ""]
    assert (
        context_of(1, "Is it open?", "Roof", "It leaks.", kinds=("paragraph", "heading", "paragraph")).asked
        == ""
    )


def test_the_sentence_before_is_known():
    assert [context.before for context in contexts(passage_of("It rose.", "It fell."))] == ["", "It rose."]


@pytest.mark.parametrize(
    "text",
    ["Who?", "Who? ", "Who?”", "“Who?”)", "它多重？", "**Is it open?**", "Q: Is it open?", "Wie alt ist er?"],
)
def test_a_question_is_told_by_its_mark(text):
    assert asks(text) and not can_answer("paragraph", text)


@pytest.mark.parametrize("text", ["It is open.", "See https://a.b/?q=1 for more", "“Who?” he said.", ""])
def test_a_mark_inside_does_not_make_a_question(text):
    assert not asks(text)


@pytest.mark.parametrize(
    "text", ["The parts are:", "Weight ........", "Weight . . . .", "如下：", "And then…"]
)
def test_a_colon_or_dots_at_the_end_announce(text):
    assert announces(text)


@pytest.mark.parametrize("text", ["Weight: 6 kg", "At 18:30.", "And so on...", "It ended."])
def test_other_ends_do_not_announce(text):
    assert not announces(text)


@pytest.mark.parametrize(
    "text", ["- milk", "• milk", "1. Stir.", "(a) rent", "iv) rent", "[x] done", "12) twelve"]
)
def test_an_item_begins_with_a_bullet_a_number_or_a_letter(text):
    assert is_item(text)


@pytest.mark.parametrize("text", ["-4 degrees", "1.5 litres", "2019 was wet.", "A dog.", "It is.", ""])
def test_numbers_and_words_alone_are_no_items(text):
    assert not is_item(text)


@pytest.mark.parametrize("kind", sorted(CONTEXT_KINDS))
def test_what_only_says_where_one_is_can_t_answer(kind):
    assert not can_answer(kind, "The weight is 6.4 kg")


@pytest.mark.parametrize("kind", ["paragraph", "list_item", "table_row", "code", "note"])
def test_what_says_something_can_answer(kind):
    assert can_answer(kind, "Weight: 6.4 kg") and not can_answer(kind, "* * *")


@pytest.mark.parametrize(
    ("sentences", "kinds"),
    [
        (("Fees", "Late fees", "Rooms"), ("title", "heading", "heading")),
        (("Who?", "Why?", "When?"), ()),
        (("It rose.",), ()),
        ((), ()),
    ],
)
def test_only_headings_only_questions_one_sentence_or_none_have_contexts_too(sentences, kinds):
    held = passage_of(*sentences, kinds=kinds)
    assert len(contexts(held)) == len(sentences)
    answers = [text for number, text in enumerate(sentences) if can_answer(held.kind_of(number), text)]
    assert answers == [text for text in sentences if text == "It rose."]


SENTENCES = st.sampled_from(
    ["It rose.", "Who?", "The parts are:", "- milk", "Fees", "A | B", "A: 1 | B: 2", "…"]
)
KINDS = st.sampled_from(
    ["paragraph", "heading", "title", "list_item", "table_header", "table_row", "furniture"]
)


@given(st.lists(st.tuples(SENTENCES, KINDS), max_size=8))
def test_each_sentence_has_one_context_made_of_sentences_before_it(parts):
    sentences, kinds = [text for text, _ in parts], [kind for _, kind in parts]
    found = contexts(passage_of(*sentences, kinds=kinds))
    assert len(found) == len(parts)
    for number, context in enumerate(found):
        assert context.before == (sentences[number - 1] if number else "")
        assert not context.asked or context.asked in sentences[:number]
        assert all(word in " ".join(sentences[:number]) for word in context.lead.split())
