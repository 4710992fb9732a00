"""The kind of a question is told from how it is worded."""

import time

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
        which airports do you fly to
        what paperwork is needed for a mortgage
        who sits on the works council
        which of the courses are free
        what's in the starter pack
        was muss ich zum Termin mitbringen
        requirements for the scholarship
        what are the subjects in year 9
        what should be in the first aid box
        what vaccinations do children need
        can you give me the allergens in the soup
        what else is part of the package
        on which days is the market open
        what kinds of leave are there
        was darf nicht in den Koffer
        what conditions must a bidder meet
        who are the trustees
        which parts wear out first
        what was on the agenda
        give me all deadlines
        what do we need to hand over when moving out
        what qualifies as a business trip
        Welche Dokumente braucht man für die Anmeldung?
        what can go wrong
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
        i forgot my password what now
        need to cancel my subscription, how?
        what should I do in case of fire
        wie wechsel ich den Filter
        can you show me how to export a report
        getting started with the api
        what is the process of getting a visa
        instructions for the washing machine please
        walk me through the tax form
        my screen is frozen, what can i do
        how do we go about hiring a temp
        Wie wird das Gerät gereinigt?
        procedure for lost keys
        how would one calibrate the scale
        how to file for an extension
        please explain how to join two tables
        what steps do i follow to renew the passport
        wie kann man die Datei öffnen
        where do i click to export
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
        am i allowed to sublet
        does it work with windows 11?
        should the machine be unplugged before cleaning?
        is vat included
        Muss ich die Miete im Voraus zahlen?
        did the mayor agree to it
        the warranty covers water damage, doesn't it?
        is it possible to pay in instalments
        may i bring my own food?
        so the deposit is refundable?
        has it ever failed
        are interns insured too
        Hat der Zug einen Speisewagen?
        can't i just cancel by email
        is the museum open on easter monday
        did they ever find the ship
        could the fee go up
        the tickets are transferable, aren't they?
        is lead paint banned
        Muss man sich anmelden
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
        when does the pool open
        how many beds are in ward 4
        phone number of the plumber
        whats the deadline for the grant
        average rainfall in may
        who do i contact about a leak
        at what time does the bus leave
        when is the rent due
        where do i hand in my keys
        what's the wifi password
        wo ist der Eingang
        how old is the tower
        how far is the station from the hotel
        how much is the fine for littering
        how many goals did they score
        what is the boiling point of the solvent
        whats my policy number
        wie viele Zimmer hat das Haus
        what did the audit cost
        what was the result of the vote
        """,
    "comparison": """
        how does plan a differ from plan b
        is the pro model faster than the basic one
        Was ist der Unterschied zwischen Brutto und Netto?
        basic or premium, which is better
        what sets the deluxe model apart from the standard one
        what do plan 1 and plan 2 have in common
        copper pipe vs plastic pipe
        which is safer, gas or induction
        """,
    "why": """
        how come the fee went up
        for what reason was he dismissed
        what is the purpose of the flange
        why do we have to wear badges
        why did sales drop in 2020
        Warum ist der Himmel blau?
        why can't i use a metal spoon?
        why is the sky over the city orange
        Warum muss ich zahlen?
        why did he quit
        """,
    "definition": """
        what does force majeure mean
        what's a row lock
        Was ist eine Kaution?
        what is an escrow account
        who was Erik Sandin
        what does APR mean
        tell me what a heat pump is
        what does the term lessee mean
        define lessee
        Was ist ein Betriebsrat?
        """,
    "summary": """
        tldr
        whats in the handbook, roughly
        can I get an overview of chapter 3
        give me a short overview of the policy
        key takeaways from the study
        can you summarize this
        give me the main points
        """,
    "document": """
        when was the manual last updated
        what date is the letter
        how long is the report
        how many pages does it have
        """,
}
ASKED = [(kind, line.strip()) for kind, lines in KINDS.items() for line in lines.strip().splitlines()]


@pytest.mark.parametrize(("kind", "question"), ASKED)
def test_the_likeliest_kind_comes_first(kind, question):
    assert question_kinds(question)[0] == kind


def test_any_question_may_ask_for_a_cell():
    assert all("table" in question_kinds(question) for _, question in ASKED)


@pytest.mark.parametrize(
    "piece",
    [
        "a ",
        "which ",
        "(",
        " ",
        "how do i ",
        "things of ",
        "please, ",
        "what is the ",
        "n't ",
        "die ",
        "x-",
        "?",
    ],
)
def test_long_questions_take_no_time(piece):
    question = (piece * 1_000)[:2_000]
    started = time.process_time()
    question_kinds(question)
    assert time.process_time() - started < 1
