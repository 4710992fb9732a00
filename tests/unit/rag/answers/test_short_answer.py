"""The words that lead an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Section
from rag.answers.short_answer import short_answer
from rag.questions.analysis import analyse
from readings import heading, reading


def short(question, text, span=None, **more):
    found = short_answer(analyse(question), reading(text, span=span, **more))
    return found.text if found else None


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How heavy is the lamp?", "Weight ....... 6.4 kg", "6.4 kg"),
        ("What is the weight of the lamp?", "Weight: 6.4 kg", "6.4 kg"),
        ("How long is the warranty?", "Warranty: 3 years", "3 years"),
        ("How old is Ann?", "Name: Ann | Age: 12 | Class: 4", "12"),
        ("How big is it?", "Size: 4 x 3 x 2 cm", "4 x 3 x 2 cm"),
        ("What is the IP rating?", "IP rating: IPX4", "IPX4"),
        ("What is the maximum load?", "Maximum load: 120 kg | Minimum load: 2 kg", "120 kg"),
        ("What is the phone number?", "Phone: +41 44 123 45 67", "+41 44 123 45 67"),
        ("What is the population?", "Population: 1815", "1815"),
        ("What is the fee?", "Fee: none", "none"),
        ("Can you tell me the fee?", "Fee: 40 euros", "40 euros"),
        ("What is max_retries?", "max_retries=4", "4"),
        ("What is the default port?", "DEFAULT_PORT = 8080  # of the server", "8080"),
        ("When is the deadline?", "Deadline: 4 May", "4 May"),
        ("When is the deadline?", "Deadline: end of term", "end of term"),
        ("When does the cafe open on Monday?", "Monday: 9:00-17:00", "9:00-17:00"),
        ("Who wrote the report?", "Author: Ann Lee", "Ann Lee"),
        ("Where is the meeting?", "Meeting: room 12", "room 12"),
        ("What is the email of Ann?", "Name: Ann | E-mail: a@b.ch | Phone: 12", "a@b.ch"),
        ("How long is the bridge?", "Bridge: 135 metres.", "135 metres"),
        ("Who is the landlord?", "Landlord: Lenn Inc.", "Lenn Inc."),
        ("What is the version?", 'version = "1.2.3"', "1.2.3"),
        ("When was he born?", "Born: Ulm, 4 May 1950", "4 May 1950"),
        ("Where was he born?", "Born: Ulm, 4 May 1950", "Ulm"),
        ("When is the meeting?", "Meeting: Monday, 9 June, in room 4", "Monday, 9 June, in room 4"),
        ("What is PPP?", "PPP: Point-to-Point Protocol", "Point-to-Point Protocol"),
        ("What is chapter 3 called?", "Chapter 3: The War", "The War"),
    ],
)
def test_the_value_of_the_label_that_is_asked_for_leads_and_never_the_label(question, text, expected):
    assert short(question, text) == expected


ROW = "Team: Ajax | Points: 32 | Wins: 10"


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How many points has Ajax?", "Team: Ajax | Points: 32", "32"),
        ("Which team has 32 points?", "Team: Ajax | Points: 32", "Ajax"),
        ("What is the score of Ajax?", "Team: Ajax | Points: 32", "32"),
        ("How many points has Ajax?", ROW, "32"),
        ("How many wins does Ajax have?", ROW, "10"),
        ("Which team has 32 points?", ROW, "Ajax"),
        ("Which country has the capital Brussels?", "Country: Belgium | Capital: Brussels", "Belgium"),
        ("Who has the phone number 123?", "Name: Bob | Phone: 123 | Email: b@x.y", "Bob"),
        ("What about Ajax?", ROW, None),
    ],
)
def test_of_a_row_the_cell_that_is_asked_for_leads_and_not_one_that_the_question_has(
    question, text, expected
):
    assert short(question, text) == expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How much is the fee?", "The fee is 40 euros.", "40 euros"),
        ("How much does it cost?", "It costs $40 a month.", "$40"),
        ("How much does it cost?", "It costs CHF 40 a month.", "CHF 40"),
        ("How much does it weigh?", "It weighs 6.4 kg.", "6.4 kg"),
        ("How long did it last?", "It took 30 men eight months.", "eight months"),
        ("How often is it changed?", "It is changed every six months.", "every six months"),
        ("How fast is it?", "It goes 300 km/h.", "300 km/h"),
        ("How hot is it?", "It is 40 °C in there.", "40 °C"),
        ("How old was Ann?", "Ann, aged 12, won.", "12"),
        ("What percentage passed?", "Only 40 percent passed.", "40 percent"),
        ("How many people were killed?", "More than 6,000 soldiers were killed.", "More than 6,000"),
        ("How many people work there?", "There are 12 people and 5 dogs.", None),
    ],
)
def test_the_only_amount_leads_with_its_unit_and_of_several_none(question, text, expected):
    assert short(question, text) == expected


@pytest.mark.parametrize(
    ("question", "marked", "expected"),
    [
        ("How many military workers are sent?", "1,000 sappers and 5,000", "5,000"),
        ("How many sappers are sent?", "1,000 sappers and 5,000", "1,000"),
        # Nothing says which of the two is asked for.
        ("How many people are sent?", "1,000 sappers and 5,000", "1,000 sappers and 5,000"),
    ],
)
def test_of_several_marked_numbers_the_one_leads_behind_which_what_is_counted_stands(
    question, marked, expected
):
    text = "The deployment has 1,000 sappers and 5,000 military workers from the north."
    assert short(question, text, span=marked) == expected


def test_a_marked_number_is_shown_with_its_unit():
    assert short("How much is the fee?", "Of 12 people each pays 40 euros.", "40") == "40 euros"
    assert short("What temperature do I bake it at?", "Bake 30 minutes at 180 °C.", "180") == "180 °C"


@pytest.mark.parametrize(
    ("question", "text", "span", "expected"),
    [
        ("Who signed it?", "Signed on 4 May 2024 by Ann Lee.", "4 May 2024", "Ann Lee"),
        ("Who signed it?", "Signed: 4 May 2024", None, None),
        ("Who is the contact?", "Contact: 4 May 2024", None, None),
        ("When was it signed?", "Signed on 4 May 2024 by Ann Lee.", "Ann Lee", "4 May 2024"),
        ("When was it signed?", "Signed: Ann Lee", None, None),
        ("How many guests did the mayor invite?", "Mayor: Ann Lee", None, None),
        ("How many people work there?", "Work began: 4 May 2024", None, None),
    ],
)
def test_who_is_no_date_when_is_no_name_and_how_many_is_neither(question, text, span, expected):
    assert short(question, text, span) == expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("When does Ann arrive?", "Ann: I arrive at 18:30.", "18:30"),
        ("What is Ann's plan?", "Ann: I am late, sorry.", None),
        ("What is the price?", "Price in: 4 | Price out: 5", None),
        ("What is the fee for members?", "Fee: 40 euros | Members: 12", None),
        ("What is the cancellation policy?", "Cancellation: must be made a day before", None),
    ],
)
def test_what_somebody_says_in_a_chat_and_values_that_can_t_be_told_apart_do_not_lead(
    question, text, expected
):
    assert short(question, text) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Why is the fee high?",
        "How do I pay the fee?",
        "Summarise the fee",
        "Explain the fee",
        "Is the fee high?",
        "Does the club have a fee?",
        "Can I pay the fee?",
        "List the fees",
        "Tell me about the fee",
    ],
)
def test_nothing_short_leads_where_a_reason_a_way_a_summary_or_a_yes_is_asked_for(question):
    assert short(question, "Fee: 40 euros", "40 euros") is None


def test_a_marked_label_and_value_lead_with_the_value_alone():
    assert short("What do they sell it for?", "Price: 12 euros", "Price: 12 euros") == "12 euros"
    assert short("What is known of it?", "Team: Ajax | Points: 32", "Ajax | Points") is None


def test_a_value_of_more_than_twelve_words_does_not_lead():
    assert short("What is the address?", "Address: " + "far " * 13) is None


def test_where_a_part_is_asked_for_its_heading_leads():
    sections = [heading("Guide > Fees")]
    assert short("Which chapter is about money?", "Pay it.", sections=sections) == "Fees"
    assert short("Which chapter is about money?", "Pay it.") is None


@pytest.mark.parametrize(
    ("question", "text", "span", "expected"),
    [
        ("Who writes the guide?", "I'll write the guide, but I need the list.", None, "Kim Lee"),
        ("Who has the key?", "Kim Lee: I have it on my blue ring.", None, "Kim Lee"),
        ("Who was against a second test?", "I'm against a second one.", "I", "Kim Lee"),
        ("Who said that the bridge is closed?", "The bridge is closed until May.", None, "Kim Lee"),
        # Who needs it is not who sends it, and the writer may tell of somebody else.
        ("Who sends the list?", "I'll write the guide, but I need the list.", "I", None),
        ("Who writes the guide?", "I asked Ann Moe to write the guide.", "Ann Moe", "Ann Moe"),
        ("Who closed the bridge?", "The bridge is closed until May.", None, None),
        ("What does the guide cost?", "I paid 40 euros for the guide.", "40 euros", "40 euros"),
    ],
)
def test_who_did_what_a_message_tells_of_its_author_is_its_sender(question, text, span, expected):
    sender = Section(name="Kim Lee", start=0, end=10_000_000, kind="speaker")
    assert short(question, text, span, sections=[sender]) == expected


@pytest.mark.parametrize(
    ("question", "text"), [("Was kostet das?", "Preis: 12 Euro"), ("Combien coûte-t-il ?", "Prix : 12"), ("多少钱？", "价格：12元")]
)  # fmt: skip
def test_a_question_in_another_language_leads_with_the_value_or_with_nothing(question, text):
    assert short(question, text) in (None, text.split("：")[-1].split(": ")[-1])


WORDS = st.sampled_from("Fee: fee 40 euros | Team Ajax 4 May 2024 is Ann Lee $5 = .... ? 12: kg".split(" "))
QUESTIONS = st.sampled_from(
    ["What is the fee?", "Who won?", "When was it?", "How many?", "Which team has 40?", "Why?", "费用多少？"]
)


@given(QUESTIONS, st.lists(WORDS, min_size=1, max_size=9), st.data())
def test_a_short_answer_stands_in_the_sentence_at_its_offsets(question, words, data):
    text = " ".join(words)
    span = data.draw(st.sampled_from([None, *words]))
    found = short_answer(analyse(question), read := reading(text, span=span))
    if found:
        start, end = found.span
        assert read.sentence[0] <= start < end <= read.sentence[1]
        assert read.hit.passage.quote(found.span) == found.text
