"""Questions that ask what a thing is or who somebody is."""

import time

import pytest

from rag.questions.kinds.definitions import defined_subject, defines, definition_words, is_own_definition


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Who is Ann Lee?", "Ann Lee"),
        ("Who's Shoigu?", "Shoigu"),
        ("Who was Ludwig van Beethoven?", "Ludwig van Beethoven"),
        ("What is PPP?", "PPP"),
        ("What is a trace tree?", "trace tree"),
        ("what's a mutex", "mutex"),
        ("What’s a mutex?", "mutex"),
        ("What are sappers?", "sappers"),
        ("And what is a sapper?", "sapper"),
        ("What does PPP stand for?", "PPP"),
        ("What does PPP mean?", "PPP"),
        ("What does the abbreviation PPP mean?", "PPP"),
        ("Define mutex", "mutex"),
        ("Define a trace tree.", "trace tree"),
        ('What is "PPP"?', "PPP"),
    ],
)
def test_what_is_to_be_defined_is_told(question, subject):
    assert defined_subject(question) == subject


@pytest.mark.parametrize(
    "question",
    [
        "What is the weight?",
        "What is the weight of the lamp?",
        "Who is the mayor of Ulm?",
        "Who is the mayor?",
        "Who is in charge?",
        "Who is responsible for the garden?",
        "What is it?",
        "What is Ann's address?",
        "What is my salary?",
        "What is this?",
        "What is there to eat?",
        "What is needed to open it?",
        "What is PPP used for?",
        "What did Lee say?",
        "Who won?",
        "What does the pump do?",
        "Why is it red?",
        "What is a very long name of some thing?",
        "",
        "?",
    ],
)
def test_questions_for_a_value_a_name_or_something_about_a_thing_define_nothing(question):
    assert defined_subject(question) is None


@pytest.mark.parametrize(
    ("subject", "sentence"),
    [
        ("trace tree", "A trace tree is a set of paths."),
        ("mutex", "Mutexes are locks that one thread holds."),
        ("mutex", "A mutex (from mutual exclusion) is a lock."),
        ("PPP", "The Point-to-Point Protocol (PPP) joins two machines."),
        ("PPP", "PPP stands for Point-to-Point Protocol."),
        ("PPP", "PPP (Point-to-Point Protocol) is old."),
        ("PPP", "PPP: Point-to-Point Protocol"),
        ("PPP", "PPP – Point-to-Point Protocol"),
        ("Ann Lee", "Ann Lee, the mayor of Ulm, opened it."),
        ("Ann Lee", "Ann Lee is the mayor of Ulm."),
        ("Shoigu", "Secretary of the Council Sergei Shoigu came by secretary Sergei Shoigu."),
        ("Lee", "Mayor Ann Lee opened it."),
        ("sapper", "Such soldiers are called sappers."),
        ("sapper", "A soldier known as a sapper digs."),
        ("C++", "C++ is a language."),
    ],
)
def test_a_sentence_that_says_what_it_is_defines_it(subject, sentence):
    assert defines(subject, sentence)


@pytest.mark.parametrize(
    ("subject", "sentence"),
    [
        ("trace tree", "They planted a tree."),
        ("mutex", "Lock the mutex before you write."),
        ("PPP", "It was sent by PPP."),
        ("Ann Lee", "They met Ann Lee in Ulm."),
        ("Lee", "Leeds is a town."),
        ("Lee", "He went to Lee on Monday."),
        ("PPP", ""),
    ],
)
def test_a_sentence_that_only_names_it_does_not_define_it(subject, sentence):
    assert not defines(subject, sentence)


@pytest.mark.parametrize("piece", ["a ", "(", "mutex ", "mutex (", " ", "the mutex, ", "Dr. A "])
def test_long_sentences_and_questions_take_no_time(piece):
    text = (piece * 20_000)[:20_000]
    started = time.process_time()
    defines("mutex", text)
    defined_subject("What is " + text)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("What does processor mean here?", "processor"),
        ("What does Purpose mean in this agreement?", "Purpose"),
        ("What does the term Goods mean?", "Goods"),
        ("How is consent defined?", "consent"),
        ("How does the ordinance define owner?", "owner"),
        ("What is meant by force majeure?", "force majeure"),
        ("What is the definition of trip?", "trip"),
        ("Who is the Recipient?", "Recipient"),
        ("What is the Delivery Date?", "Delivery Date"),
        ("Was ist ein Vermieter?", "Vermieter"),
        ("Was bedeutet Nebenkosten?", "Nebenkosten"),
        ("Qu'est-ce qu'un usager ?", "usager"),
        ("Que signifie capitainerie ?", "capitainerie"),
        ("¿Qué es un socio?", "socio"),
        ("¿Qué significa Junta?", "Junta"),
    ],
)
def test_what_a_document_means_by_a_term_is_asked_in_many_ways(question, subject):
    assert defined_subject(question) == subject
    assert definition_words(question)


@pytest.mark.parametrize(
    "question",
    [
        "What is the notice period?",
        "Who is the mayor?",
        "How is the weather?",
        "Was ist das Problem?",
        "Wer ist der Chef?",
    ],
)
def test_a_value_or_a_name_is_not_to_be_defined(question):
    assert defined_subject(question) is None
    assert definition_words(question) == ()


@pytest.mark.parametrize(
    ("subject", "sentence"),
    [
        ("controller", "2. 'controller' means the port authority which decides;"),
        ("trip", '5. "Trip" means any journey of more than 20 kilometres.'),
        ("Mieter", "(3) Mieter im Sinne dieses Gesetzes ist, wer eine Wohnung nutzt."),
        ("socio", "A los efectos de estos estatutos, se entiende por «socio» toda persona inscrita."),
        ("Recipient", 'It is made with Marlow & Pike Ltd (the "Recipient").'),
    ],
)
def test_a_definition_of_the_document_itself_says_it_most_plainly(subject, sentence):
    assert is_own_definition(subject, sentence)
    assert defines(subject, sentence) == 1.0


@pytest.mark.parametrize(
    "sentence", ["The trip takes an hour.", "A trip abroad means trouble for it.", "Who pays for the trip?"]
)
def test_a_use_of_a_term_defines_it_not(sentence):
    assert not is_own_definition("trip", sentence)
