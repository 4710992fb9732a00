"""Telling whether a text is English."""

import pytest

from rag.questions.language import is_english


@pytest.mark.parametrize(
    "text",
    [
        "The bridge over the river was opened in 1979 by the mayor of the town.",
        "How many sappers?",
        "Łódź and Köln are in it",
        "1979",
        "",
        "Total: CHF 12.40",
        "Espresso 2 x 3.20\nMwSt 7.7%\nTotal 6.40",
        "Land: Belgien | Hauptstadt: Brüssel | Sprache: die",
        "max_retries = 4",
        "rental property",
        "Where is Die Zeit printed?",
    ],
)
def test_english_and_texts_too_short_to_tell_count_as_english(text):
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Die Brücke über den Fluss wurde im Jahr 1979 vom Bürgermeister der Stadt eröffnet.",
        "Le pont sur la rivière a été ouvert par le maire de la ville en mai.",
        "Wie hoch ist die Miete?",
        "Was ist ein Passage?",
        "Was ist AutoGen?",
        "Wer hat den Bericht geschrieben?",
        "Quelle est la capitale de la Belgique ?",
        "¿Cuánto cuesta el billete?",
        "Quanto costa il biglietto?",
        "Hoeveel kost het kaartje?",
        "Vad kostar biljetten och när går tåget?",
        "朝鲜派了多少工兵？",
        "Сколько сапёров?",
        "كم عدد الجنود؟",
    ],
)
def test_other_languages_and_scripts_are_not_english(text):
    assert not is_english(text)
