"""Questions that a document answers, asked while nobody else asks."""

import threading
import time

from ui.web.viewer import DocumentQuestions
from ui.work.line import Line


class Asked:
    """Gives questions, and notes for which documents."""

    def __init__(self):
        self.documents = []
        self.go = threading.Event()
        self.go.set()

    def suggest_questions_of(self, document_id, k):
        self.documents.append(document_id)
        self.go.wait(10)
        return [f"What is {document_id}?"] * k


def until(questions, document_id):
    end = time.monotonic() + 10
    while (view := questions.of(document_id))["asking"]:
        assert time.monotonic() < end
        time.sleep(0.01)
    return view["questions"]


def test_the_questions_of_a_document_are_asked_once():
    asked = Asked()
    questions = DocumentQuestions(asked, Line(1))
    assert questions.of("a") == {"questions": [], "asking": True}
    assert until(questions, "a") == ["What is a?"] * 5
    assert until(questions, "b") == ["What is b?"] * 5
    assert until(questions, "a") and asked.documents == ["a", "b"]


def test_nothing_is_asked_while_a_person_asks():
    asked = Asked()
    line = Line(1)
    questions = DocumentQuestions(asked, line)
    with line.turn(threading.Event(), lambda _: None):
        questions.of("a")
        time.sleep(0.2)
        assert asked.documents == []
    assert until(questions, "a")


def test_of_many_documents_that_were_opened_the_newest_come_first():
    asked = Asked()
    asked.go.clear()
    questions = DocumentQuestions(asked, Line(1))
    for name in "abcdefgh":
        questions.of(name)
    asked.go.set()
    until(questions, "h")
    until(questions, "d")
    assert asked.documents[1] == "h" and "b" not in asked.documents
