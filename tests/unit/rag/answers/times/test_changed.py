"""A sentence that tells of a change from what the best one says leads, with the new value."""

import pytest

from rag.answers.times.changed import changed_first
from rag.questions.analysis import analyse
from readings import decided, reading

FEE = "What is the annual fee for adults?"
OLD = reading("The annual fee for adults remains at 180 euros.", 0.9, "180 euros", title="Minutes 2024")
BOATMAN = reading("Peter Hahn remains boatman.", 0.9, "Peter Hahn", title="Minutes 2024")


def lead(question, *readings):
    """The text and the answer of the sentence that leads, and the notes."""
    (first, *_), notes = changed_first(analyse(question), readings)
    return first.text, first.span and first.hit.passage.quote(first.span), notes


@pytest.mark.parametrize(
    ("new", "value"),
    [
        ("The annual fee for adults rises from 180 to 195 euros.", "195 euros"),
        ("The annual fee for adults was raised by the board from 180 euros to 1,950 euros.", "1,950 euros"),
        ("The annual fee for adults is 195 euros, up from 180 euros.", "195 euros"),
        ("The annual fee for adults is 195 euros (previously 180).", "195 euros"),
    ],
)
def test_a_change_from_the_value_of_the_best_sentence_leads_with_the_new_value(new, value):
    changed = reading(new, 0.4, "195 euros" if "195 euros" in new else None, title="Minutes 2025")
    assert lead(FEE, OLD, changed) == (new, value, ("It was otherwise before (Minutes 2024).",))


@pytest.mark.parametrize(
    "new",
    [
        "Jonas Brandt becomes boatman; he follows Peter Hahn.",
        "Jonas Brandt takes over from Peter Hahn as boatman.",
        "The new boatman, Jonas Brandt, replaces Peter Hahn.",
    ],
)
def test_a_successor_leads_and_the_name_before_is_not_the_answer(new):
    assert lead("Who is the boatman?", BOATMAN, reading(new, 0.2, "Peter Hahn"))[:2] == (new, None)


@pytest.mark.parametrize(
    ("question", "other"),
    [
        # Another value, another thing, or a range.
        (FEE, "The annual fee for adults rises from 170 to 180 euros."),
        (FEE, "The annual fee for students rises from 180 to 195 euros."),
        (FEE, "The annual fee for adults is 180 to 195 euros."),
        (FEE, "The office is open to adults with an annual fee from 180 to 195 days."),
        # What was before is asked for.
        (
            "What was the annual fee for adults in 2024?",
            "The annual fee for adults rises from 180 to 195 euros.",
        ),
        (
            "What was the annual fee for adults before?",
            "The annual fee for adults rises from 180 to 195 euros.",
        ),
    ],
)
def test_nothing_else_takes_the_place_of_the_best_sentence(question, other):
    assert lead(question, OLD, reading(other, 0.4)) == (OLD.text, "180 euros", ())


def test_what_has_changed_is_left_out_and_is_no_disagreement():
    new = reading("The annual fee for adults rises from 180 to 195 euros.", 0.4, "180 to 195 euros")
    decision = decided(FEE, [OLD, new])
    assert (decision.status, decision.short) == ("answered", "195 euros")
    assert [one.text for one in decision.readings] == [new.text]
