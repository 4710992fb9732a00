"""Which questions ask for a summary, and of what."""

import pytest

from rag.questions.kinds import question_kinds
from rag.questions.kinds.summaries import SummaryQuestion, summary_question


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Summarise the handbook for new nurses.", "the handbook for new nurses"),
        ("Please give me a short overview of the Python tutorial", "the Python tutorial"),
        ("What is this about?", ""),
        ("what's the document about", ""),
        ("Could you summarize all of my documents, please?", ""),
        ("What is the lease about?", "the lease"),
        ("Worum geht es in dem Dokument?", ""),
        ("What are the main points of the annual report?", "the annual report"),
    ],
)
def test_a_summary_is_asked_of_a_document_or_of_whatever_there_is(question, subject):
    assert summary_question(question) == SummaryQuestion(subject=subject)
    assert question_kinds(question)[0] == "summary"


def test_a_part_is_meant_by_its_number_or_by_its_heading():
    assert summary_question("Summarise chapter 3 of the manual.") == SummaryQuestion(
        subject="the manual", number="3", part_word="chapter"
    )
    assert summary_question("What does section 4.2 say in short?") == SummaryQuestion(
        number="4.2", part_word="section"
    )
    assert summary_question("Give me an overview of the section on safety") == SummaryQuestion(
        heading="safety"
    )


@pytest.mark.parametrize(
    "question",
    [
        "What does section 4.2 say?",
        "What are the opening hours?",
        "Who wrote the summary?",
        "What about lunch?",
    ],
)
def test_what_asks_for_something_else_is_no_summary(question):
    assert summary_question(question) is None
