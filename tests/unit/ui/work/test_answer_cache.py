"""The answers of one state of the documents, each worked out once."""

import threading

from rag import Answer
from ui.work.answer_cache import AnswerCache


def answer(text):
    return Answer(
        question="q", status="not_found", text=text, short=None, statements=(), citations=(), hits=(),
        confidence=0.0, standalone_question="q",
    )  # fmt: skip


def test_an_answer_is_kept_for_its_question_and_state_of_the_documents_only():
    cache = AnswerCache()
    cache.keep(1, "when", answer("then"))
    assert cache.get(1, "when").text == "then"
    assert cache.get(1, "where") is None
    assert cache.get(2, "when") is None


def test_an_answer_of_an_older_state_that_comes_late_is_not_kept():
    cache = AnswerCache()
    cache.keep(2, "when", answer("new"))
    cache.keep(1, "when", answer("old"))
    assert cache.get(2, "when").text == "new"
    assert cache.get(1, "when") is None


def test_only_so_many_are_kept_and_the_least_used_goes_first():
    cache = AnswerCache()
    for number in range(300):
        cache.keep(1, number, answer(str(number)))
        cache.get(1, 0)
    assert cache.get(1, 0) is not None
    assert cache.get(1, 1) is None
    assert cache.get(1, 299) is not None


def test_the_same_question_is_worked_on_by_one_at_a_time_and_another_one_meanwhile():
    cache, order = AnswerCache(), []
    inside, go = threading.Event(), threading.Event()

    def first():
        with cache.alone("same"):
            inside.set()
            go.wait(10)
            order.append("first")

    def second():
        with cache.alone("same"):
            order.append("second")

    threads = [threading.Thread(target=work) for work in (first, second)]
    threads[0].start()
    inside.wait(10)
    threads[1].start()
    with cache.alone("other"):
        order.append("other")
    go.set()
    for thread in threads:
        thread.join(10)
    assert order == ["other", "first", "second"]
    assert not cache._asking and not cache._users
