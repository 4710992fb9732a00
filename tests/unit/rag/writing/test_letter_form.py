"""Greetings and closings of a model are taken off; what claims something stays."""

import pytest

from rag.writing.letter_form import without_form


@pytest.mark.parametrize(
    "sentence",
    ["Dear Anna,", "Hello Anna!", "Subject: The notice period", "Best regards,", "Kind regards, Bob", "Sincerely,", "[Your Name]",
     "I hope this message finds you well.", "Please let me know if you have any questions.", "Thank you for your time.",
     "I am writing to inform you about the notice period.", "Looking forward to hearing from you."],
)  # fmt: skip
def test_what_is_form_alone_is_nothing(sentence):
    assert without_form(sentence) == ""


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Dear Anna, the notice period is three months.", "The notice period is three months."),
        ("I am writing to inform you that the fee is 5 euros.", "The fee is 5 euros."),
        ("Please note that the fee is 5 euros.", "The fee is 5 euros."),
        ("The fee is 5 euros.", "The fee is 5 euros."),
        ("Thanks to a gift, the entry is free.", "Thanks to a gift, the entry is free."),
        ("Dear books cost 50 euros.", "Dear books cost 50 euros."),
    ],
)
def test_what_claims_something_stays(sentence, said):
    assert without_form(sentence) == said
