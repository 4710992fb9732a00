"""The text of an answer whose statements have forms and parts."""

from rag import Citation, Statement
from rag.answers.as_text import as_text


def said(text, number=1, **changes):
    citation = Citation(
        number=number, document_id="d", passage_id="d-1", title="T", source="t", section=None, start=0,
        end=len(text), quote=text,
    )  # fmt: skip
    return Statement(text=text, citations=(citation,), **changes)


def test_items_have_a_bullet_unless_the_document_has_one():
    items = [said("a lamp", form="item"), said("• a hose", 2, form="item"), said("3. a pump", 3, form="item")]
    assert as_text(items) == "- a lamp [1]\n• a hose [2]\n3. a pump [3]"


def test_steps_keep_their_numbers_and_nothing_stands_in_the_lines_of_code():
    steps = [said("1. Run:", form="step"), said("if a:\n  b", 2, form="code")]
    assert as_text(steps) == "1. Run: [1]\nif a:\n  b\n[2]"


def test_parts_are_named_and_apart_though_a_sentence_is_left_out():
    wrong = said("It flies.", verdict="unsupported")
    sides = [
        wrong,
        said("A.", part="contrib"),
        said("B.", 2, part="contrib"),
        said("C.", 3, part="non-free"),
        said("D.", 4),
    ]
    assert as_text(sides) == "contrib:\nA. [1]\nB. [2]\n\nnon-free:\nC. [3]\n\nD. [4]"


def test_what_leads_stands_above_and_is_not_said_twice():
    assert as_text([said("It must not be lent.")], "No") == "No\nIt must not be lent. [1]"
    assert as_text([said("48", verdict="computed")], "48") == "48 [1]"
