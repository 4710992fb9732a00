"""Questions as people type them, over a page of house rules with the real models: what is asked for is answered, and no more."""

import pytest

from rag import Assistant

HOUSE = """# Maple House: information for tenants

The house was built in 1974 by the architect Nora Lind. The caretaker is Pavel Novak. The laundry costs 3 euros a load and
is open until nine.

The boiler was replaced in 2019. The roof is covered with copper.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    (folder / "maple house.md").write_text(HOUSE)
    assistant = Assistant.open(tmp_path_factory.mktemp("index") / "index")
    assistant.add(folder)
    yield assistant
    assistant.close()


@pytest.mark.parametrize(
    ("question", "short", "missing"),
    [
        ("When was the boiler replaced and who paid for it?", "2019", "who paid for it"),
        ("Who is the caretaker and what is his phone number?", "Pavel Novak", "what is his phone number"),
    ],
)
def test_a_part_that_the_documents_do_not_say_is_named(assistant, question, short, missing):
    answer = assistant.ask(question)
    assert (answer.status, answer.short, answer.unanswered) == ("answered", short, (missing,))
    told = f"The documents don't say “{missing}”."
    assert answer.text.endswith(told) and answer.notes[0] == told


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("When was the house built and who was the architect?", "1974; Nora Lind"),
        ("When was the boiler replaced and who is the caretaker?", "2019; Pavel Novak"),
    ],
)
def test_of_a_question_of_two_parts_both_halves_lead(assistant, question, short):
    answer = assistant.ask(question)
    assert (answer.short, answer.unanswered) == (short, ())
    for half in short.split("; "):
        assert any(half in statement.text for statement in answer.statements)


@pytest.mark.parametrize(
    ("message", "question", "short"),
    [
        ("oi dumb bot who the hell is the caretaker pls", "who is the caretaker", "Pavel Novak"),
        ("When the fuck was the damn boiler replaced, you idiot?", "When was the boiler replaced?", "2019"),
    ],
)
def test_what_is_said_to_the_assistant_changes_no_answer(assistant, message, question, short):
    answer, plain = assistant.ask(message), assistant.ask(question)
    assert (answer.question, answer.standalone_question, answer.short) == (message, question, short)
    assert (answer.confidence, answer.statements) == (plain.confidence, plain.statements)
