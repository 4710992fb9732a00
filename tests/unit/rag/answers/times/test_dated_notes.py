"""Where a question asks what is so now, the newest of dated notes leads."""

import pytest

from rag.answers.times.dated_notes import current_first, latest_first
from rag.questions.analysis import analyse
from readings import decided, heading, reading

NOW = "What is the current dose of Ferrox?"
OLD = "Dose: 75 mcg"


def note(text, name, probability=0.5, **more):
    return reading(text, probability, id_=f"{name}-1", title=name, source=f"/vault/{name}.md", **more)


def lead(question, *readings):
    found, notes = current_first(analyse(question), readings)
    return found[0].text, len(found), notes


@pytest.mark.parametrize(
    "new",
    [
        "Called Dr. Moe: dose goes up to 88 mcg from Monday",
        "New dose 88 mcg",
        "The dose of Ferrox is 88 mcg.",
    ],
)
def test_a_newer_note_with_a_value_of_the_same_unit_leads(new):
    old = note(OLD, "Ferrox", 0.9)
    assert lead(NOW, old, note("It rained.", "2024-05-01"), note(new, "2024-04-02")) == (
        new, 3, ("An older note says otherwise (Ferrox).",),
    )  # fmt: skip


def test_of_several_dated_notes_the_newest_leads_by_its_name_or_the_heading_above():
    first, second = note("Weight: 72 kg", "2024_03_01", 0.9), note("Weight: 70 kg", "2024_04_02")
    third = note("Weight: 69 kg", "Diary", sections=[heading("Diary > 2024-05-06")])
    assert lead("What is my current weight?", first, third, second)[0] == "Weight: 69 kg"
    assert lead("What is my weight today?", third, first, second)[0] == "Weight: 69 kg"


@pytest.mark.parametrize(
    ("question", "new", "name"),
    [
        ("What is the dose of Ferrox?", "The dose goes up to 88 mcg", "2024-04-02"),
        (NOW, "The dose goes up to 88 mcg", "Visit"),
        (NOW, "The dose goes up to 2 tablets", "2024-04-02"),
        (NOW, "The price goes up to 88 mcg", "2024-04-02"),
        (NOW, "Bought 88 mcg", "2024-04-02"),
        (NOW, "The dose goes up again", "2024-04-02"),
    ],
)
def test_a_note_without_a_date_or_about_something_else_does_not(question, new, name):
    assert lead(question, note(OLD, "Ferrox", 0.9), note(new, name)) == (OLD, 2, ())


def test_what_was_so_before_does_not_contradict_what_is_so_now():
    decision = decided(
        NOW, [note("The dose of Ferrox is 75 mcg.", "2024-01-02", 0.9), note("The dose of Ferrox is 88 mcg.", "2024-04-02", 0.8)]
    )  # fmt: skip
    assert decision.status == "answered"
    assert decision.readings[0].text == "The dose of Ferrox is 88 mcg."
    assert "An older note says otherwise (2024-01-02)." in decision.notes


RENT = "What is the rent of the mill?"


def minutes(amount, title, probability=0.5, text="The rent of the mill is {} euros."):
    return reading(text.format(amount), probability, f"{amount} euros", id_=f"{title}-1", title=title)


MARCH = minutes("14,200", "Minutes of 4 March 2025", 0.9)


@pytest.mark.parametrize("title", ["Minutes of 6 May 2025", "Minutes, 2025-03-06", "Budget 2026"])
def test_what_a_document_of_a_later_date_says_of_the_same_thing_leads(title):
    new = minutes("15,600", title)
    found, notes = latest_first(analyse(RENT), [MARCH, minutes("15,000", "Minutes of 5 March 2025"), new])
    assert found[0].text == new.text and MARCH not in found
    assert notes == ("An older document says otherwise (Minutes of 4 March 2025).",)


@pytest.mark.parametrize(
    ("question", "other"),
    [
        (RENT, minutes("15,600", "Minutes of 6 May 2024")),
        (RENT, minutes("15,600", "Minutes")),
        (RENT, minutes("15,600", "Budget 2025")),
        (RENT, minutes("14,200", "Minutes of 6 May 2025")),
        (RENT, minutes("15,600", "Minutes of 6 May 2025", text="The rent of the barn is {} euros.")),
        ("What was the rent of the mill in March 2025?", minutes("15,600", "Minutes of 6 May 2025")),
        ("What was the rent of the mill before?", minutes("15,600", "Minutes of 6 May 2025")),
    ],
)
def test_an_older_or_another_or_what_is_asked_of_a_time_stays(question, other):
    assert latest_first(analyse(question), [MARCH, other]) == ([MARCH, other], ())


def test_what_an_older_document_says_is_no_disagreement():
    decision = decided(RENT, [MARCH, minutes("15,600", "Minutes of 6 May 2025")])
    assert (decision.status, decision.short) == ("answered", "15,600 euros")
