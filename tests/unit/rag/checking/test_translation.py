"""A translation must have the numbers, dates, names and denials of the sentence that was checked."""

import pytest

from rag.checking.translation import differs

NOTICE = "The notice period is three months."


@pytest.mark.parametrize(
    ("sentence", "translation", "language"),
    [
        (NOTICE, "Die Kündigungsfrist beträgt drei Monate.", "de"),
        (NOTICE, "Die Kündigungsfrist beträgt 3 Monate.", "de"),
        ("The rent is 1,500.50 euros.", "Die Miete beträgt 1.500,50 Euro.", "de"),
        ("It includes 5,000 workers.", "Il comprend 5 000 travailleurs.", "fr"),
        ("Dogs are not allowed here.", "Hunde sind hier nicht erlaubt.", "de"),
        ("Anna pays 5% on 3 May 2024.", "Anna paie 5 % le 3 mai 2024.", "fr"),
        ("It opened in the 1990s.", "Es wurde in den 1990er Jahren eröffnet.", "de"),
        ("The deposit is two months of rent.", "El depósito es de dos meses de alquiler.", "es"),
        ("It is closed on Monday.", "Es ist am Montag geschlossen.", "de"),
        ("The work in Ukraine goes on.", "Die Arbeit in der Ukraine geht weiter.", "de"),
    ],
)
def test_a_translation_that_has_all_of_it_differs_in_nothing(sentence, translation, language):
    assert differs(sentence, translation, language) is None


@pytest.mark.parametrize(
    ("sentence", "translation", "why"),
    [
        (NOTICE, "Die Kündigungsfrist beträgt vier Monate.", "the number three"),
        (NOTICE, "Die Kündigungsfrist beträgt drei Monate ab 2024.", "the number 2024"),
        ("The rent is 1.5 euros.", "Die Miete beträgt 15 Euro.", "the number 1.5"),
        ("The fee is 5%.", "Die Gebühr beträgt 5 Euro.", "the number 5%"),
        ("Dogs are not allowed here.", "Hunde sind hier erlaubt.", "denies"),
        ("Dogs are allowed here.", "Hunde sind hier nicht erlaubt.", "denies"),
        ("It was on June 17, 2025.", "Es war am 17. Juli 2025.", "June"),
        ("It is closed on Monday.", "Es ist am Dienstag geschlossen.", "Monday"),
        ("It was paid by Anna.", "Es wurde von Berta bezahlt.", "the name anna"),
        (NOTICE, NOTICE, "no translation"),
        (NOTICE, "The period of notice is three months.", "another language"),
        (NOTICE, "Le préavis est de trois mois pour les deux parties.", "another language"),
        (NOTICE, "Ja.", "no translation"),
    ],
)
def test_what_a_translation_changes_is_found(sentence, translation, why):
    assert why in (differs(sentence, translation, "de") or "")
