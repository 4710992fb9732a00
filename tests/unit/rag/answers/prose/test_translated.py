"""What was checked in English is shown in the language of the question, and called translated."""

import pytest

from fixed_writer import FixedWriter
from index import WriterError
from rag.answer import Answer, Statement
from rag.answers.citations.citing import cite
from rag.answers.prose.translated import translated_answers
from rag.writing.translation_prompt import translations
from readings import passage_of, reading_of

HOUSE = passage_of("The house has six rooms.", "The roof is of slate.", id_="h-1")


def written() -> Answer:
    first, second = cite([reading_of(HOUSE, 0), reading_of(HOUSE, 1)])
    statements = (
        Statement(text="Six rooms has the house.", citations=first.citations, verdict="supported"),
        Statement(text="Slate covers the house.", citations=second.citations, verdict="supported"),
        second,
    )
    return Answer(
        question="Wie viele Zimmer hat das Haus?", status="answered", text="x", short=None, statements=statements,
        citations=(*first.citations, *second.citations), hits=(), confidence=0.9, standalone_question="x", notes=("A note.",),
    )  # fmt: skip


def last(reply, language="de", **more):
    return list(translated_answers(written(), language, FixedWriter(reply, **more)))[-1]


def test_a_translation_has_the_citations_of_the_sentence_that_was_checked_and_quotes_stay():
    answer = last("[1] Das Haus hat sechs Zimmer.\n[2] Schiefer bedeckt das Haus.")
    first, second, quote = answer.statements
    assert (first.text, first.verdict) == ("Das Haus hat sechs Zimmer.", "translated")
    assert (
        first.original == "Six rooms has the house." and first.citations == written().statements[0].citations
    )
    assert second.verdict == "translated" and quote == written().statements[2]
    assert answer.notes == ("A note.",) and "sechs Zimmer. [1]" in answer.text


def test_a_translation_that_says_something_else_is_not_shown_and_a_note_says_that_its_sentence_stays():
    answer = last("[1] Das Haus hat sieben Zimmer.\n[2] Schiefer bedeckt das Haus.")
    assert [one.verdict for one in answer.statements] == ["supported", "translated", "quoted"]
    assert answer.notes[-1].startswith("1 sentence stays in English: ")


@pytest.mark.parametrize("reply", ["", "Nein.", "[7] Das Haus hat sechs Zimmer.", "<b>[1]</b>"])
def test_without_a_translation_the_answer_stays_in_english(reply):
    answer = last(reply)
    assert answer.statements == written().statements
    assert answer.notes[-1].startswith("2 sentences stay in English: ")


def test_a_model_that_fails_leaves_the_checked_answer_and_says_why():
    answer = last("[1] Das", fails=WriterError("the server went away"))
    assert answer.statements == written().statements
    assert answer.notes[-1] == "The answer stays in English: the server went away."


@pytest.mark.parametrize("language", ["en", "", "xx"])
def test_no_model_is_asked_for_english_or_for_a_language_whose_words_we_can_not_compare(language):
    writer = FixedWriter("x")
    assert list(translated_answers(written(), language, writer)) == [written()] and not writer.asked


def test_lines_without_numbers_count_by_their_order_if_there_are_as_many():
    assert translations("Eins.\n\nZwei.", 2) == {1: "Eins.", 2: "Zwei."}
    assert translations("Eins.", 2) == {}
    assert translations("1.000 Pioniere kommen.", 1) == {1: "1.000 Pioniere kommen."}
    assert translations("1. Eins.\n[2] Zwei.\n2) Drei.", 2) == {1: "Eins.", 2: "Zwei."}
