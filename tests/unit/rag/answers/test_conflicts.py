"""Whether two places disagree."""

import pytest

from rag.answers.conflicts import says_the_same
from readings import decided, passage_of, reading, reading_of
from word_checker import FixedChecker


@pytest.mark.parametrize(
    ("question", "one", "other", "status"),
    [
        ("How long is the Lenn bridge?", ("The Lenn bridge is 120 metres long.", "120 metres"), ("Lenn bridge: 135 metres.", "135 metres"), "conflicting"),
        ("What is the fee for the course?", ("The fee for the course is 40 euros.", "40 euros"), ("The fee for the course is 55 euros.", "55 euros"), "conflicting"),
        ("How many goals did Ann Lee score?", ("Ann Lee scored 87 goals in her career.", "87"), ("Ann Lee scored nine goals in her last season.", "nine"), "answered"),
        ("How many goals did Ann Lee score?", ("Ann Lee scored 12 goals in 1994.", "12"), ("Ann Lee scored nine goals in 1995.", "nine"), "answered"),
        ("How long is the long bridge?", ("The long bridge has 120 metres.", "120 metres"), ("The long bridge has over 100 metres.", "over 100 metres"), "answered"),
        ("How many wheels does the car have?", ("The car has 4 wheels.", "4"), ("The boat is 12 metres long.", "12"), "answered"),
        ("When was the long bridge opened?", ("The long bridge was opened in 1979.", "1979"), ("The long bridge opened in May 1981.", "May 1981"), "conflicting"),
        ("Who built the bridge?", ("The bridge was built by Ann Lee.", "Ann Lee"), ("Bo Ek built the bridge.", "Bo Ek"), "conflicting"),
        ("Who built the bridge?", ("The bridge was built by Ann Lee.", "Ann Lee"), ("Lee built the bridge.", "Lee"), "answered"),
        ("Why was the long bridge built?", ("The long bridge was built for 5 men.", "5"), ("The long bridge was built for 6 men.", "6"), "answered"),
    ],
)  # fmt: skip
def test_two_places_conflict_if_their_marked_words_can_t_both_answer(question, one, other, status):
    readings = [reading(one[0], span=one[1]), reading(other[0], 0.1, span=other[1], id_="d-2")]
    decision = decided(question, readings)
    assert decision.status == status
    assert len(decision.readings) == (2 if status == "conflicting" else 1)


def test_of_a_conflict_only_both_sides_are_shown_however_alike_and_every_place_that_says_them():
    text = "The long old Lenn bridge by the mill at Ulm has {} arches of grey stone from the north."
    one, other = (reading(text.format(number), span=number, id_=f"d-{number}") for number in ("12", "14"))
    again = reading(text.format("14"), span="14", id_="d-3")
    decision = decided("How many arches has the long old Lenn bridge?", [one, other, reading("More."), again])
    assert decision.status == "conflicting" and decision.readings == (one, other, again)


def status(question, one, other, *, same_document=False):
    """Of two sentences with what answers between stars, in two documents."""
    ids = ("a-1", "a-2" if same_document else "b-1")
    readings = [
        reading(text.replace("*", ""), span=text.split("*")[1], id_=id_)
        for text, id_ in zip((one, other), ids, strict=True)
    ]
    return decided(question, readings).status


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("What is the rent?", "The rent is *900 euros*.", "The rent is *950 euros*."),
        ("What is the rent of the flat?", "The rent of the flat is *900 euros* a month.", "Rent of the flat: *950 euros* a month"),
        ("What is the price of the lamp?", "The lamp has a price of *$12*.", "The price of the lamp is *$15*."),
        ("How much does the ticket cost?", "The ticket costs *12 euros*.", "The ticket costs *15 euros*."),
        ("What is the deadline for the report?", "The deadline for the report is *4 May 2024*.", "The deadline for the report is *4 June 2024*."),
        ("When is the deadline for the report?", "The deadline for the report is *4 May*.", "The deadline for the report is *9 May*."),
        ("When does the shop open?", "The shop opens at *9:00*.", "The shop opens at *10:00*."),
        ("How many sappers will be sent?", "Around *1,000* sappers will be sent.", "Some *2,000* sappers will be sent."),
        ("Who wrote the report?", "The report was written by *Ann Lee*.", "The report was written by *Bo Ek*."),
        ("How many arches has the bridge?", "The bridge has *nine* arches.", "The bridge has *eight* arches."),
        ("How much did the bridge cost?", "The bridge cost *$5 million*.", "The bridge cost *6 million dollars*."),
        ("How many people voted?", "There *5 million* people voted.", "There *6,000* people voted."),
        ("How long is the warranty?", "The warranty is *two years*.", "The warranty is *three years*."),
        ("What is the tax rate?", "The tax rate is *40 percent*.", "The tax rate is *45%*."),
        ("Who is the mayor of Ulm?", "The mayor of Ulm is *Ann Lee*.", "*Bo Ek* is the mayor of Ulm."),
        ("What is the weight of the lamp?", "Lamp weight: *6.4 kg*", "Lamp weight: *7.1 kg*"),
    ],
)  # fmt: skip
def test_two_documents_that_say_otherwise_of_one_thing_disagree(question, one, other):
    assert status(question, one, other) == status(question, other, one) == "conflicting"


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("How many goals did Lee score?", "Lee scored *87* goals in his career.", "Lee scored *nine* goals that season."),
        ("What was the revenue?", "The revenue was *12 million euros* in 2022.", "The revenue was *15 million euros* in 2023."),
        ("What was the revenue?", "The revenue was *12 million euros* in the first quarter.", "The revenue was *15 million euros* in the second quarter."),
        ("What is the price of the lamp?", "The price of the lamp Luna is *12 euros*.", "The price of the lamp Sol is *15 euros*."),
        ("What is the salary of the manager?", "The salary of the manager Ann Lee is *900 euros*.", "The salary of the manager Bo Ek is *950 euros*."),
        ("How many people work there?", "There work *40* people in total.", "There work *12* people in the kitchen."),
        ("How many soldiers were killed?", "*More than 6,000* soldiers were killed.", "*7,000* soldiers were killed."),
        ("How many soldiers were killed?", "*3,800 to 4,000* soldiers were killed.", "*Around 3,900* soldiers were killed."),
        ("What is the fee?", "The fee is *40 euros*.", "The fee is *40.00 euros*."),
        ("What is the fee?", "The fee is *40 euros* for adults.", "The fee is *20 euros* for children."),
        ("What is the price?", "The price is *40 euros* a month.", "The price is *400 euros* a year."),
        ("When was the bridge opened?", "The bridge was opened on *4 May 1981*.", "The bridge was opened in *May 1981*."),
        ("When was the bridge opened?", "The bridge was opened in *1981*.", "The bridge was opened on *4 May*."),
        ("When did the board meet?", "The board of Ulm met on *4 May 2023*.", "The board of Bern met on *9 June 2024*."),
        ("When did the board meet?", "The board met first on *4 May 2023*.", "The board met again on *9 June 2024*."),
        ("How many members were at the meeting?", "At the meeting of 4 May *12* members were present.", "At the meeting of 9 June *14* members were present."),
        ("Who wrote the report?", "The report was written by *Ann Lee*.", "The report was written by *Lee*."),
        ("Why is the fee high?", "The fee is high for *5* reasons.", "The fee is high for *6* reasons."),
        ("How long is the warranty?", "The warranty is *two years*.", "Warranty: *24 months*"),
        ("What is the distance to Ulm?", "The distance to Ulm is *300 km*.", "The distance to Ulm is *186 miles*."),
        ("How many employees has the firm?", "The firm has *120* employees in Ulm.", "The firm has *140* employees."),
        ("What is the ticket price?", "The ticket price is *12 euros* for children.", "The ticket price is *20 euros*."),
        ("When does school start?", "School starts at *8:00*.", "School starts on *4 May*."),
        ("What is the speed limit in towns?", "The speed limit in towns is *50 km/h*.", "The speed limit on motorways is *120 km/h*."),
    ],
)  # fmt: skip
def test_other_times_things_people_and_measures_are_no_disagreement(question, one, other):
    assert status(question, one, other) == status(question, other, one) == "answered"


def test_reports_under_headings_of_two_years_do_not_disagree():
    sides = [
        reading(f"The budget is {amount} euros.", span=amount, id_=f"{id_}-1", title=f"Budget {year}")
        for id_, amount, year in (("a", "900", 2023), ("b", "950", 2024))
    ]
    assert decided("What is the budget?", sides).status == "answered"


@pytest.mark.parametrize("question", ["How many points has the team?", "How many points are there?"])
def test_two_rows_of_a_table_do_not_disagree(question):
    assert (
        status(question, "Team: Ajax | Points: *32*", "Team: PSV | Points: *30*", same_document=True)
        == "answered"
    )


def test_two_documents_with_one_row_otherwise_disagree():
    rows = ("Team: Ajax | Points: *32*", "Team: Ajax | Points: *30*")
    assert status("How many points has the team Ajax?", *rows) == "conflicting"


def test_data_sheets_of_two_things_do_not_disagree():
    sides = [
        reading(f"Weight: {weight}", span=weight, id_=f"{title}-1", title=title)
        for title, weight in (("Luna lamp", "6.4 kg"), ("Sol lamp", "7.1 kg"))
    ]
    assert decided("What is the weight of the lamp?", sides).status == "answered"


def test_minutes_of_two_meetings_do_not_disagree():
    sides = [
        reading(
            f"At the meeting {count} members were present.",
            span=count,
            id_=f"{id_}-1",
            title=f"Minutes of {day}",
        )
        for id_, count, day in (("a", "12", "4 May"), ("b", "14", "9 June"))
    ]
    assert decided("How many members were at the meeting?", sides).status == "answered"


def test_a_figure_that_refers_back_to_the_one_before_disagrees_with_it():
    held = passage_of("They lost 6,000 men.", "Officials had placed the figure at 4,000.", "It was in May.")
    sides = [reading_of(held, 0, "6,000"), reading_of(held, 1, "4,000")]
    assert decided("How many men did they lose?", sides).status == "conflicting"
    far = passage_of("They lost 6,000 men.", "It rained.", "It snowed.", "The figure of hail was 4,000.")
    assert (
        decided(
            "How many men did they lose?", [reading_of(far, 0, "6,000"), reading_of(far, 3, "4,000")]
        ).status
        == "answered"
    )


def test_a_figure_of_something_else_does_not_refer_back():
    held = passage_of(
        "17,000 homes had no service.", "Sky announced the total number of homes was 4,222,000."
    )
    readings = [reading_of(held, 0, "17,000"), reading_of(held, 1)]
    assert decided("How many homes had no service?", readings).status == "answered"


@pytest.mark.parametrize(("supported", "same"), [(0.9, True), (0.6, False)])
def test_two_places_that_each_support_the_other_say_the_same(supported, same):
    first, second = reading("It costs 40 euros."), reading("The price is 4,000 cents.", id_="d-2")
    assert says_the_same(FixedChecker(supported=supported), first, second) is same
