"""How statements of different forms are laid out: the document's own numbers, what belongs below a step, code."""

import pytest

from rag import Statement
from ui.answer_forms import blocks


def said(form, *texts):
    return [Statement(text=text, citations=(), form=form) for text in texts]


def shown(statements, first=1):
    """The blocks as (form, [(marker, words, blocks below)])."""

    def plain(found):
        return [
            (b.form, [(e.marker, e.words, *([plain(e.below)] if e.below else [])) for e in b.entries])
            for b in found
        ]

    return plain(blocks(statements, first))


@pytest.mark.parametrize(
    ("text", "marker", "words"),
    [
        ("1. Close the valve", "1.", "Close the valve"),
        ("4) Close it", "4)", "Close it"),
        ("(a) Close it", "(a)", "Close it"),
        ("2.1. Close it", "2.1.", "Close it"),
        ("2.1 Close it", "2.1", "Close it"),
        ("Step 3: Close it", "Step 3:", "Close it"),
        ("iv) Close it", "iv)", "Close it"),
        ("① 閉める", "①", "閉める"),
        ("12 Close it", "12.", "Close it"),
    ],
)
def test_a_step_keeps_the_number_of_the_document(text, marker, words):
    assert shown(said("step", text)) == [("steps", [(marker, words)])]


@pytest.mark.parametrize("bullet", ["-", "–", "•", "*", "✓"])
def test_the_bullet_of_an_item_is_not_shown_twice(bullet):
    assert shown(said("item", f"{bullet} a lamp")) == [("list", [("", "a lamp")])]


@pytest.mark.parametrize(
    "text", ["12 lamps", "A. Smith", "3.5", "-40 °C", "12:30 lunch", "1984 was a year", "- "]
)
def test_what_only_looks_like_a_marker_stays(text):
    assert shown(said("item", text)) == [("list", [("", text)])]


def test_a_sentence_is_not_looked_at_for_markers():
    assert shown(said("sentence", "1. It rains.")) == [("sentences", [("", "1. It rains.")])]


def test_code_and_points_without_a_number_stand_below_their_step():
    statements = [
        *said("step", "1. Open it:"), *said("item", "lift"), *said("step", "turn"), *said("step", "2. Run:"),
        *said("code", "a\n  b"), *said("sentence", "It takes long."), *said("step", "3. Wait."),
    ]  # fmt: skip
    assert shown(statements) == [
        (
            "steps",
            [
                ("1.", "Open it:", [("list", [("", "lift"), ("", "turn")])]),
                ("2.", "Run:", [("code", [("", "a\n  b")]), ("sentences", [("", "It takes long.")])]),
                ("3.", "Wait."),
            ],
        )
    ]


def test_steps_of_a_document_without_numbers_are_counted_and_go_on_behind_others():
    steps = said("step", "Open it.", "Close it.")
    assert shown(steps, first=3) == [("steps", [("3.", "Open it."), ("4.", "Close it.")])]


def test_neighbours_of_one_form_are_one_block_in_their_order():
    statements = [
        *said("sentence", "A.", "B."),
        *said("item", "x", "y"),
        *said("heading", "H"),
        *said("sentence", "C."),
    ]
    assert [(form, len(entries)) for form, entries in shown(statements)] == [
        ("sentences", 2), ("list", 2), ("heading", 1), ("sentences", 1),
    ]  # fmt: skip


def test_two_pieces_of_code_stay_two():
    assert [form for form, _ in shown(said("code", "a", "b"))] == ["code", "code"]
