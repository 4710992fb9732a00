"""The kind of a question is told from how it is worded."""

import pytest

from rag.questions.kinds import question_kinds

KINDS = {
    "list": """
        Which file formats can the scanner read?
        What are the opening times of the library?
        List the members of the board
        Can you list the members of the board?
        Please name all the rivers in the atlas.
        Give me a list of the tools
        Tell me all the exceptions
        What documents do I need?
        Which colours are available?
        What does the kit include?
        What types of insurance do you offer?
        Who are the members of the jury?
        which plugins are supported
        Welche Unterlagen sind nötig?
        Nenne die Ausnahmen
        What are the parts of a loom?
        Quels sont les horaires ?
        ¿Cuáles son los requisitos?
        """,
    "steps": """
        How do I reset the alarm?
        how to reset the alarm
        How can I renew my card?
        How should we label the samples?
        I want to install it
        I'm trying to connect the printer
        Tell me the steps
        What are the steps to file a claim?
        Could you explain how to fold the tent?
        Walk me through the setup
        install steps
        Could you please provide the procedures for a refund?
        step by step guide to soldering
        What is the procedure for returning a book?
        What do I have to do to get a badge?
        Wie kann ich das Passwort ändern?
        Wie stelle ich die Uhr?
        Comment puis-je changer le mot de passe ?
        ¿Cómo se instala la lámpara?
        """,
    "yes_no": """
        Is parking free?
        Will you remove my name?
        Are dogs allowed in the park?
        May I bring a guest?
        Do I need a visa?
        Can the lamp be dimmed?
        Does the plan cover dental care or not?
        I would like to know if the pool is heated
        The shop closes at six, right?
        Darf ich im Hof parken?
        Est-ce que le parc est ouvert ?
        ¿Se permite fumar?
        """,
    "table": """
        Which team has won most often?
        What was the name of the captain?
        What happens at the end of the year?
        Who paid for the bridge?
        When was the mill built?
        How long is the cable?
        How many rooms are there?
        Is the leave paid or unpaid?
        What is the price of a ticket?
        Which law abolished the tax?
        Where are the keys?
        What type of engine does the boat have?
        price of the ticket
        """,
}
ASKED = [(kind, line.strip()) for kind, lines in KINDS.items() for line in lines.strip().splitlines()]


@pytest.mark.parametrize(("kind", "question"), ASKED)
def test_the_likeliest_kind_comes_first(kind, question):
    assert question_kinds(question)[0] == kind


def test_any_question_may_ask_for_a_cell():
    assert all("table" in question_kinds(question) for _, question in ASKED)
