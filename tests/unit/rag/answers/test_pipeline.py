"""From a question and readings to statements."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Hit, Passage, QuestionError, Section
from rag.answers.compose import cite, compose, items
from rag.answers.decide import MAX_STATEMENTS, decide
from rag.protocols import Reading, Readings
from rag.questions.analysis import analyse, checked, open_entities


def passage(text, sentences, start=0, id_="d-1"):
    return Passage(
        id=id_,
        document_id="d",
        title="T",
        source="/t.txt",
        sections=(Section(name="paragraph 1", start=start, end=start + len(text)),),
        start=start,
        end=start + len(text),
        text=text,
        sentences=tuple((start + a, start + b) for a, b in sentences),
    )


def reading(text, probability=0.9, span=None, id_="d-1"):
    """A reading of one sentence; `span`: the words of it that answer."""
    # Different texts are in different places of their document.
    start = 1000 * sum(map(ord, text))
    hit = Hit(passage=passage(text, [(0, len(text))], start=start, id_=id_), score=1.0, rank=1)
    at = None if span is None else (start + text.index(span), start + text.index(span) + len(span))
    return Reading(hit=hit, sentence=(start, start + len(text)), span=at, probability=probability)


def decided(question, readings, confidence=0.9, threshold=0.5):
    hits = tuple(reading.hit for reading in readings)
    read = Readings(hits=hits, sentences=tuple(readings), confidence=confidence, notes=("Note.",))
    return decide(analyse(question), read, threshold=threshold, support_threshold=0.5)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many sappers?", "number"),
        ("How long is it?", "number"),
        ("When was it signed?", "time"),
        ("In what year did it end?", "time"),
        ("Who signed it?", "name"),
        ("Which country sent them?", "name"),
        ("Why did they go?", None),
    ],
)
def test_the_kind_of_answer_is_told_by_the_question(question, kind):
    assert analyse(question).kind == kind


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("How many sappers?", "It has 1,000 sappers and 5,000 workers.", ["1,000", "5,000"]),
        ("How long did it last?", "It took 30 men eight months.", ["eight"]),
        ("How much money was paid?", "They paid 30 men $5 million.", ["$5 million"]),
        ("When was the treaty signed?", "The treaty was signed on 4 May 2024 by all.", ["4 May 2024"]),
        ("Who signed it with Kim?", "It was signed by Kim and Vladimir Putin.", ["Vladimir Putin"]),
        ("Why?", "Because of 5 reasons.", []),
    ],
)
def test_entities_of_the_kind_asked_for_are_found_but_not_those_that_the_question_names(
    question, sentence, expected
):
    found = open_entities(analyse(question), sentence)
    assert [sentence[entity.start : entity.end] for entity in found] == expected


def test_below_the_threshold_nothing_is_shown_and_the_notes_stay():
    decision = decided("How many?", [reading("It has 5 wheels.")], confidence=0.2)
    assert (decision.status, decision.readings, decision.confidence) == ("not_found", (), 0.2)
    assert decision.notes == ("Note.",)


def test_the_threshold_decides_whether_something_is_shown_never_what():
    readings = [reading("It has 5 wheels.", span="5"), reading("It is red.", 0.6)]
    assert decided("How many?", readings, threshold=0.0).readings == decided("How many?", readings).readings


def test_only_likely_sentences_are_shown_beside_the_best_and_at_most_three():
    readings = [reading(f"Word {'x' * n} is here.", 0.9 - n / 100) for n in range(5)]
    unlikely = reading("Unlikely.", 0.1)
    assert decided("Why?", [unlikely, *readings]).readings == (
        unlikely,
        *readings[: MAX_STATEMENTS - 1],
    )
    assert decided("Why?", [readings[0], unlikely]).readings == (readings[0],)


def test_a_sentence_that_only_repeats_another_is_not_shown():
    readings = [
        reading("The old bridge over the Lenn fell in 1979."),
        reading("The bridge over the Lenn fell."),
    ]
    assert decided("What happened?", readings).readings == (readings[0],)


def test_the_sentence_that_answers_best_comes_first_and_the_others_in_the_order_of_the_document():
    held = passage("It rose. It fell. It rests.", [(0, 8), (9, 17), (18, 27)])
    first, second, third = (
        Reading(hit=Hit(passage=held, score=1.0, rank=1), sentence=sentence, span=None, probability=0.9)
        for sentence in held.sentences
    )
    assert decided("Why did it rise?", [third, second, first]).readings == (third, first, second)


def test_beside_a_short_answer_only_a_surely_belonging_sentence_is_shown():
    best = reading("The car has 4 wheels.", span="4")
    readings = [best, reading("It is red.", 0.55), reading("Two of them are spare.", 0.7)]
    decision = decided("How many wheels has the car?", readings)
    assert [shown.text for shown in decision.readings] == [best.text, "Two of them are spare."]


def test_a_sentence_that_only_announces_a_list_is_quoted_with_the_list():
    text = "The lease ends if: (a) rent is unpaid; (b) the roof falls. Rent is due in May."
    ends = [text.index(part) for part in ("(a)", "(b)", "Rent is")]
    held = passage(
        text, [(0, ends[0] - 1), (ends[0], ends[1] - 1), (ends[1], ends[2] - 1), (ends[2], len(text))]
    )
    announcing = Reading(
        hit=Hit(passage=held, score=1.0, rank=1), sentence=held.sentences[0], span=None, probability=0.9
    )
    (shown,) = decided("When does the lease end?", [announcing]).readings
    assert shown.text == "The lease ends if: (a) rent is unpaid; (b) the roof falls."


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("Why did it fall?", True),
        ("What did Lee say about the bridge?", True),
        ("Summarise the report", True),
        ("Which countries have signed it?", True),
        ("List the members.", True),
        ("How does the pump work?", True),
        ("How many pumps are there?", False),
        ("Which country signed it?", False),
        ("Which class has the most pupils?", False),
        ("What is the capital?", False),
    ],
)
def test_a_question_that_several_sentences_answer_is_told_from_one_for_a_fact(question, several):
    assert analyse(question).several == several


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


@pytest.mark.parametrize(
    ("span", "found"),
    [
        ("bread, fish and red wine", ["bread", "fish", "red wine"]),
        ("bread, fish, and wine", ["bread", "fish", "wine"]),
        ("bread and wine", ["bread and wine"]),
        ("4 May, 2024", ["4 May, 2024"]),
        ("1,000", ["1,000"]),
        ("bread, which was old", ["bread, which was old"]),
    ],
)
def test_the_items_of_a_list_are_marked_one_by_one(span, found):
    text = f"They had {span} there."
    start = text.index(span)
    held = passage(text, [(0, len(text))], start=7)
    marks = items(held, (7 + start, 7 + start + len(span)))
    assert [held.quote(mark) for mark in marks] == found


def test_one_text_in_two_places_is_one_statement_numbered_in_order():
    readings = [
        reading("Same words.", 0.9, id_="d-1"),
        reading("Other words.", 0.8, id_="d-2"),
        reading("Same  words.", 0.7, id_="d-3"),
    ]
    statements = cite(readings)
    assert [[citation.number for citation in statement.citations] for statement in statements] == [
        [1, 2],
        [3],
    ]


text = st.text(alphabet="ab 12.é日\n", min_size=1, max_size=60).filter(str.strip)


@given(text, st.integers(0, 50), st.data())
def test_a_citation_has_the_characters_at_its_offsets(words, start, data):
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    held = passage(words, [(first, last)], start=start)
    span = (start + first, start + last)
    found = Reading(hit=Hit(passage=held, score=1.0, rank=1), sentence=span, span=None, probability=0.9)
    (statement,) = cite([found])
    (citation,) = statement.citations
    document = " " * start + words
    assert document[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize("question", ["", " \n", "?!", "x" * 2001])
def test_a_question_without_words_or_too_long_is_refused(question):
    with pytest.raises(QuestionError):
        checked(question)


ROWS = [
    "Country: Austria | Capital: Vienna | Language: German",
    "Country: Belgium | Capital: Brussels | Language: Dutch, French, German",
    "Country: Finland | Language: Finnish, Swedish",
]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("What is the capital of Belgium?", [1]),
        ("Which country has German as a language?", [0, 1]),
        ("Which country speaks a language?", [0, 1, 2]),
    ],
)
def test_rows_of_a_table_are_shown_if_their_cells_have_the_words_of_the_question(question, shown):
    found = decided(question, [reading(row) for row in ROWS])

    assert {reading.text for reading in found.readings} == {ROWS[number] for number in shown}


def test_rows_of_other_tables_and_sentences_are_shown_beside_a_row():
    others = ["Team: Ajax | Capital: 3 million", "The capital is a large city."]

    found = decided(
        "What about the capital of Belgium and why?", [reading(text) for text in [*ROWS, *others]]
    )

    assert {reading.text for reading in found.readings} == {ROWS[1], *others}


def test_rows_of_a_table_are_below_one_another_in_the_text_of_an_answer():
    found = decided("Which country has German as a language?", [reading(row) for row in ROWS])
    answer = compose("?", "?", [reading.hit for reading in found.readings], found, cite(found.readings), {})

    assert answer.text == f"{ROWS[0]} [1]\n{ROWS[1]} [2]"
