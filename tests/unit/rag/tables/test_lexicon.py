"""Questions in German, French and Spanish: the words that say what to do are known, the others are left as they are."""

import pytest

from rag.tables.cells.table import Table
from rag.tables.cells.table_index import TableIndex
from rag.tables.lexicon import put_into_english
from rag.tables.ranking.candidates import candidates
from rag.tables.ranking.linking import Linked

GERMAN = Table.of_texts(
    ["Verein", "Ort", "Gegründet", "Mitglieder"],
    [
        ["Eintracht", "Imsdorf", "1902", "340"],
        ["Turnbund", "Altwies", "1921", "85"],
        ["Falken", "Altwies", "1988", "120"],
    ],
)
FRENCH = Table.of_texts(
    ["Refuge", "Vallée", "Altitude", "Places"],
    [
        ["Les Drus", "Arve", "2100", "40"],
        ["Belle Combe", "Isère", "1850", "24"],
        ["Trois Lacs", "Arve", "2460", "18"],
    ],
)
SPANISH = Table.of_texts(
    ["Museo", "Ciudad", "Abierto", "Visitas"],
    [["Mar", "Cádiz", "1975", "9000"], ["Olivo", "Jaén", "1991", "4000"], ["Tierra", "Jaén", "2003", "2500"]],
)


def english(question):
    words = [
        word.english for word in put_into_english(question.casefold().rstrip("?").replace("'", " ").split())
    ]
    return " ".join(word for word in words if word)


@pytest.mark.parametrize(
    ("question", "put"),
    [
        ("Wie viele Vereine gibt es in Altwies?", "how many vereine are there in altwies"),
        ("Welcher Verein hat die meisten Mitglieder?", "which verein has the most mitglieder"),
        ("Combien de refuges sont dans la vallée?", "how many refuges are in the vallée"),
        ("Quel refuge a le plus de places?", "which refuge has the most places"),
        ("¿Cuántos museos hay en Jaén?".strip("¿"), "how many museos there are in jaén"),
        ("Cual museo tiene menos visitas?", "which museo has least visitas"),
    ],
)
def test_words_that_say_what_to_do_are_put_into_english(question, put):
    assert english(question) == put


@pytest.mark.parametrize(
    "question",
    [
        "How many were in total?",
        "Total",
        "Which der die das has the most?",
        "What is the media no?",
    ],
)
def test_an_english_question_and_mere_names_are_left_as_they_are(question):
    assert english(question) == question.casefold().rstrip("?")


@pytest.mark.parametrize(
    ("question", "table", "formula"),
    [
        ("Wie viele Vereine sind aus Altwies?", GERMAN, 'count(has(rows, [Ort], "altwies"))'),
        ("Welcher Verein hat die meisten Mitglieder?", GERMAN, "select(most(rows, [Mitglieder]), [Verein])"),
        ("Wie viele Mitglieder haben die Vereine insgesamt?", GERMAN, "sum(rows, [Mitglieder])"),
        ("Welche Vereine wurden nach 1910 gegründet?", GERMAN, "select(over(rows, [Gegründet], 1910), [Verein])"),
        ("Quel refuge est le plus haut?", FRENCH, "select(most(rows, [Altitude]), [Refuge])"),
        ("Combien de places ont les refuges en moyenne?", FRENCH, "mean(rows, [Places])"),
        ("Quelle est la différence d'altitude entre Les Drus et Belle Combe?", FRENCH,
         'difference(select(has(rows, [Refuge], "les drus"), [Altitude]), '
         'select(has(rows, [Refuge], "belle combe"), [Altitude]))'),
        ("¿Cuál es la suma de visitas?", SPANISH, "sum(rows, [Visitas])"),
        ("¿Qué museo tiene menos visitas?", SPANISH, "select(least(rows, [Visitas]), [Museo])"),
        ("¿Cuántos museos hay en Jaén?", SPANISH, 'count(has(rows, [Ciudad], "jaén"))'),
    ],
)  # fmt: skip
def test_what_a_question_in_another_language_means_is_among_its_candidates(question, table, formula):
    assert formula in [
        str(candidate.formula) for candidate in candidates(Linked(question, TableIndex(table)))
    ]


def test_a_word_with_another_ending_names_its_column():
    linked = Linked("Wie viele Mitgliedern haben die Vereine?", TableIndex(GERMAN))
    assert [share > 0 for share in linked.named] == [True, False, False, True]
