"""Questions to go on with: made from sentences near the cited ones, kept if these answer them."""

import pytest

from rag.answer import Answer, Citation, Statement
from rag.questions.from_places import Place
from rag.questions.next_questions import next_questions


def places(*texts):
    found, at = [], 0
    for text in texts:
        found.append(Place("d", (at, at + len(text)), text))
        at += len(text) + 1
    return found


def answer(place=None, status="answered"):
    """An answer that cites a place."""
    citations = ()
    if place:
        citations = (
            Citation(
                number=1, document_id=place.document_id, passage_id="p", title="t", source="s", section=None,
                start=place.span[0], end=place.span[1], quote=place.text,
            ),
        )  # fmt: skip
    statements = tuple(Statement(text=c.quote, citations=(c,)) for c in citations)
    return Answer(
        question="Who?", status=status, text="", short=None, statements=statements, citations=citations, hits=(),
        confidence=1.0, standalone_question="Who?",
    )  # fmt: skip


def made_from(*texts, k=9):
    """The questions of some sentences, each of which answers whatever is asked."""
    near = places(*texts)
    tries = []

    def ask(question):
        tries.append(question)
        return answer(near[len(tries) % len(near)])

    # Those that were tried, whatever became of them.
    next_questions(answer(), near, ask, k)
    return tries


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("The north bridge was opened in May 1932.", "When was the north bridge opened?"),
        ("The room is locked at 18:00.", "When is the room locked?"),
        ("The spare keys are kept in the red box.", "Where are the spare keys kept?"),
        ("The north bridge has 14 arches.", "How many arches does the north bridge have?"),
        ("The plan was approved by Anna Berg.", "Who approved the plan?"),
        ("The permit costs 25 euros.", "How much does the permit cost?"),
        ("The road was closed for two weeks because the river had risen.", "Why was the road closed for two weeks?"),
        ("Members must pay the fee in March.", "What must members do?"),
        ("Heavy rain led to floods in the valley.", "What led to floods in the valley?"),
        ("The sappers will clear the mines.", "What will the sappers do?"),
    ],
)  # fmt: skip
def test_what_a_sentence_says_becomes_what_is_asked_for(sentence, question):
    assert question in made_from("All members meet here.", sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "It was opened in May 1932.",
        "There are 14 arches.",
        "Usually is kept in the red box.",
        "Was the bridge opened in 1932?",
        "Die Brücke wurde 1932 eröffnet.",
        "If the fee is paid in March, the place is kept.",
    ],
)
def test_a_sentence_that_names_nothing_gives_no_question(sentence):
    assert made_from(sentence) == []


def test_a_question_stays_only_if_its_own_sentence_answers_it():
    near = places("The bridge has 14 arches.", "The keys are kept in the box.", "The mill was built in 1840.")

    def ask(question):
        if "bridge" in question:
            return answer(near[0])
        return answer(near[0]) if "keys" in question else answer(status="not_found")

    assert next_questions(answer(), near, ask, 3) == ["How many arches does the bridge have?"]


def test_what_is_cited_or_was_asked_already_is_not_asked_again():
    near = places("The bridge has 14 arches.", "The mill was built in 1840.")
    assert next_questions(answer(near[0]), near, lambda _: answer(near[1]), 3) == ["When was the mill built?"]
    asked = ["when was the mill built"]
    assert next_questions(answer(near[0]), near, lambda _: answer(near[1]), 3, asked) == []


def test_no_more_is_asked_than_four_times_what_is_wanted():
    near = places(*(f"The mill number {n} was built in 18{n}." for n in range(10, 60)))
    tries = []

    def ask(question):
        tries.append(question)
        return answer(status="not_found")

    assert next_questions(answer(), near, ask, 3) == []
    assert len(tries) == 12


def test_a_heading_is_asked_about_last():
    near = [*places("The mill was built in 1840."), Place("d", (100, 200), "Opening hours", kind="heading")]
    found = next_questions(answer(), near, lambda q: answer(near["Opening" in q]), 3)
    assert found == ["When was the mill built?", "What is said about “Opening hours”?"]


def rows(*texts):
    return [Place("d", (at * 100, at * 100 + 90), text, kind="row") for at, text in enumerate(texts)]


def test_each_row_is_asked_for_another_of_its_columns():
    near = rows(
        "Article: Desk lamp | Price: 49.90 | Stock: 12", "Article: Wall clock | Price: 25.50 | Stock: 30"
    )
    found = next_questions(answer(), near, lambda q: answer(near["clock" in q]), 3)
    assert found == ["What is the price of Desk lamp?", "What is the stock of Wall clock?"]


@pytest.mark.parametrize(
    "row",
    [
        "Year: 1990 | Price: 12",
        "Article: Lamp",
        "Article: Lamp | Price: ",
        "a | b",
        "what fails: power, the operating system | folder: the same",
        "what fails: a standby | folder: nothing",
        "what fails: search files or tables | folder: made anew",
        "Engine: Search | PostgreSQL: with pgvector",
        "work: embed a question | time: 9 ms",
        "Work: Embedding | how much: 9 ms",
    ],
)
def test_a_row_without_a_name_a_value_or_something_that_it_has_gives_no_question(row):
    assert next_questions(answer(), rows(row), lambda _: pytest.fail("asked"), 3) == []


def test_kinds_of_questions_take_turns_and_no_sentence_is_asked_twice():
    towns = ("Velm", "Tarn", "Rosk")
    near = places(*(f"The mill of {town} was built by Ada Berg in 1840." for town in towns))

    def ask(question):
        return answer(next(place for town, place in zip(towns, near, strict=True) if town in question))

    assert next_questions(answer(), near, ask, 3) == [
        "When was the mill of Velm built?",
        "Who built the mill of Tarn?",
        "When was the mill of Rosk built?",
    ]
