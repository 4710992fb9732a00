"""How much of the turns before a question is looked at."""

import time

import pytest

from rag import QuestionError, Turn
from rag.questions.analysis import MAX_LENGTH, checked
from rag.questions.history import MAX_HISTORY, MAX_TURN, MAX_TURNS, recent
from rag.questions.searched import searched_questions


def test_a_history_is_cut_to_its_last_turns_each_where_it_says_least():
    assert recent([{"role": "user", "content": "a" + "b" * MAX_TURN}])[0].text == "b" * MAX_TURN
    assert recent([{"role": "assistant", "text": "a" * MAX_TURN + "b"}])[0].text == "a" * MAX_TURN
    many = recent([Turn(role="user", text=str(number)) for number in range(1000)])
    assert [turn.text for turn in many] == [str(number) for number in range(1000 - MAX_TURNS, 1000)]
    assert sum(len(turn.text) for turn in recent([Turn(role="user", text="x" * 10**6)] * 24)) <= MAX_HISTORY


def test_a_question_of_ten_million_words_is_refused_before_it_is_split():
    huge = "why " * 10_000_000
    started = time.process_time()
    with pytest.raises(QuestionError, match=r"40,000,000 characters; at most 2,000"):
        checked(huge)
    # Splitting it takes seconds, and a gigabyte.
    assert time.process_time() - started < 0.1


def test_half_of_a_surrogate_pair_is_replaced_in_questions_and_turns():
    assert checked("How many \ud800 men?") == "How many ? men?"
    assert recent([Turn(role="user", text="a\ud800b")])[0].text == "a?b"


def test_a_question_with_many_spaces_is_not_too_long():
    assert checked("why " + " " * 2 * MAX_LENGTH + "not?") == "why not?"


class NoLibrary:
    def passage_counts(self, words):
        return [1] * len(words)

    def similar_words(self, word, k=5):
        return []

    def titles(self):
        return []


def test_a_question_that_earlier_turns_made_too_long_is_searched_as_it_was_asked():
    name = "Anna " + "Berg-" * 600 + "Ulm"
    history = [
        Turn(role="user", text="Who built the bridge?"),
        Turn(role="assistant", text=f"{name} built it."),
    ]
    ways = searched_questions("When was she born?", history, None, NoLibrary())
    assert all(len(way.text) <= MAX_LENGTH for way in ways)
