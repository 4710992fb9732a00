import pytest

from rag.questions.wording.abbreviations import long_forms


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("It uses the Point-to-Point Protocol (PPP) here.", "PPP", "Point-to-Point Protocol"),
        ("PPP (Point-to-Point Protocol) is old.", "PPP", "Point-to-Point Protocol"),
        ("PPP stands for Point-to-Point Protocol in this book.", "PPP", "Point-to-Point Protocol"),
        ("LVM, which is short for Logical Volume Manager, joins disks.", "LVM", "Logical Volume Manager"),
        ("API: application programming interface", "API", "application programming interface"),
        ("SLA - service level agreement\nMTTR - mean time to repair", "MTTR", "mean time to repair"),
        ("GDPR\tGeneral Data Protection Regulation\t2016", "GDPR", "General Data Protection Regulation"),
        ("money for research and development (R&D)", "R&D", "research and development"),
        ("the paid time\noff (PTO) policy", "PTO", "paid time off"),
        ("the Ministry of Defence (MoD, London)", "MoD", "Ministry of Defence"),
    ],
)
def test_an_abbreviation_is_spelled_out_as_the_documents_do(text, short, long):
    assert long_forms(f"What is {short}?", [text]) == {short: (long,)}


def test_it_may_be_typed_without_capitals_or_as_a_plural():
    text = "application programming interface (API)"

    assert long_forms("what is api", [text]) == {"api": ("application programming interface",)}
    assert long_forms("Which APIs?", [text]) == {"APIs": ("application programming interface",)}


def test_a_long_form_of_the_question_has_its_abbreviation():
    text = "DNS (Domain Name System) maps names."

    assert long_forms("Who runs the domain name system?", [text]) == {"domain name system": ("DNS",)}


def test_each_meaning_is_told_once_in_the_order_of_the_texts():
    texts = [
        "Automated Teller Machine (ATM)",
        "Asynchronous Transfer Mode (ATM)",
        "an Automated Teller Machine (ATM)",
    ]

    assert long_forms("What is an ATM?", texts) == {
        "ATM": ("Automated Teller Machine", "Asynchronous Transfer Mode")
    }


@pytest.mark.parametrize(
    "text",
    [
        "He spoke in public (CNN, 2003).",
        "CNN (Atlanta) said so.",
        "CNN: the best",
        "CNN",
        "",
        "(CNN)",
        "the CNN (CNN)",
    ],
)
def test_what_no_text_defines_has_no_entry(text):
    assert long_forms("What did CNN say?", [text]) == {}


def test_small_words_of_a_question_are_no_abbreviations():
    assert long_forms("what is it", ["Information Technology (IT)"]) == {}
