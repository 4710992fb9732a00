"""What people are told about text that is not English."""

import pytest

from rag.questions.language import BY_LIKENESS, NOT_ENGLISH, language_advice, with_language_note


@pytest.mark.parametrize(
    ("names", "added", "beginning"),
    [
        (["informe.txt"], 5, "informe.txt is not in English. "),
        (["a.txt", "b.txt"], 2, "These 2 documents are not in English. "),
        (["a.txt", "b.txt"], 9, "2 of 9 documents (a.txt and b.txt) are not in English. "),
        (["a", "b", "c", "d", "e"], 9, "5 of 9 documents (a, b, c and 2 more) are not in English. "),
    ],
)
def test_all_documents_that_are_not_english_are_told_in_one_sentence(names, added, beginning):
    advice = language_advice(names, added)
    assert advice is not None and advice.startswith(beginning)


def test_nothing_is_said_where_all_is_english():
    assert language_advice([], 3) is None


def test_the_note_about_the_language_is_there_once_whatever_way_the_answer_was_found():
    assert with_language_note(("Counted.",), (NOT_ENGLISH,)) == (NOT_ENGLISH, "Counted.")
    assert with_language_note((NOT_ENGLISH,), (NOT_ENGLISH,)) == (NOT_ENGLISH,)
    assert with_language_note(("Counted.",), ()) == ("Counted.",)
    assert with_language_note((), (BY_LIKENESS,)) == (BY_LIKENESS,)


def test_the_advice_names_the_commands_where_the_model_knows_english_only():
    advice = language_advice(["a.txt"], 1)
    assert advice is not None and "pincite models add multilingual-e5-small" in advice
    assert "pincite add --embedder multilingual-e5-small" in advice
    other = language_advice(["a.txt"], 1, "multilingual-e5-small")
    assert other is not None and "pincite" not in other
