"""Questions that name an article, a clause or a paragraph find that place, whatever else mentions it."""

import pytest

from rag import Assistant

LAW = "# Site Law\n\n" + "\n\n".join(
    f"## Article {number} Of {name}\n\n1. The {name} shall be kept as Article {41 - number}(2) requires."
    f"\n\n2. For the {name} the limit is {100 + number} units, and Article {number % 7 + 1}(1) applies."
    for number, name in enumerate(
        "doors stairs roofs drains windows fences gates signs lamps cables lifts fires floors walls rails".split()
        + "pumps tanks ladders hoists cranes belts tools boots masks gloves visors coats vests ropes nets".split()
        + "carts bins skips hoses taps valves pipes wires fuses plugs".split(),
        start=1,
    )
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    assistant = Assistant.open(tmp_path_factory.mktemp("provisions") / "index")
    law = tmp_path_factory.mktemp("law") / "site law.md"
    law.write_text(LAW)
    assistant.add(law)
    return assistant


@pytest.mark.parametrize("number", [3, 17, 29, 40])
def test_only_the_named_paragraph_is_quoted_though_others_mention_it(assistant, number):
    answer = assistant.ask(f"What does Article {number}(2) say?")
    assert [f"limit is {100 + number} units" in statement.text for statement in answer.statements] == [True]
    assert f"Article {number}(2)" in answer.citations[0].section


def test_a_part_that_is_not_there_is_not_answered_by_another(assistant):
    assert assistant.ask("What does Article 77(2) say?").status == "not_found"
    assert assistant.ask("What does Article 3(9) say?").status == "not_found"


def test_a_question_inside_a_part_is_answered_from_it(assistant):
    answer = assistant.ask("What is the limit under Article 12(2)?")
    assert "112 units" in answer.statements[0].text
