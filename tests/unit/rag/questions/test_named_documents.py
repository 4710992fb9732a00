"""A question can name the documents that are to be searched."""

import pytest

from rag.questions.named_documents import named_sources

DOCUMENTS = [
    ("Employee Handbook", "/docs/employee-handbook.docx"),
    ("Annual report 2018", "/docs/report-2018.pdf"),
    ("Annual report 2019", "/docs/report-2019.pdf"),
    ("Lease Arkwright Tools", "/docs/arkwright.pdf"),
    ("Lease Bellamy Foods", "/docs/bellamy.pdf"),
    ("A study of bees", "/docs/bees.pdf"),
]


@pytest.mark.parametrize(
    ("question", "rest", "sources"),
    [
        (
            "How many days of leave are in the handbook?",
            "How many days of leave are?",
            ["employee-handbook.docx"],
        ),
        (
            "According to the employee handbook, may I hire relatives?",
            "may I hire relatives?",
            ["employee-handbook.docx"],
        ),
        ("What was the net income in 2019's report?", "What was the net income?", ["report-2019.pdf"]),
        (
            "What was the net income in the 2018 annual report?",
            "What was the net income?",
            ["report-2018.pdf"],
        ),
        ("What was the net income in the report of 2019?", "What was the net income?", ["report-2019.pdf"]),
        (
            "What was the net income according to report-2018.pdf?",
            "What was the net income?",
            ["report-2018.pdf"],
        ),
        (
            "What is the notice period in the Arkwright lease?",
            "What is the notice period?",
            ["arkwright.pdf"],
        ),
        ("Who signed for the landlord in the leases?", "Who signed for the landlord in the leases?", []),
        (
            "What is the rent in the lease?",
            "What is the rent in the lease?",
            ["arkwright.pdf", "bellamy.pdf"],
        ),
        (
            "What does the handbook say about vacation?",
            "What does the handbook say about vacation?",
            ["employee-handbook.docx"],
        ),
        ("How do hives winter according to the paper on bees?", "How do hives winter?", ["bees.pdf"]),
    ],
)
def test_a_document_is_named_by_its_title_or_file_name(question, rest, sources):
    assert named_sources(question, DOCUMENTS) == (rest, tuple(f"/docs/{name}" for name in sources))


@pytest.mark.parametrize(
    "question",
    [
        "How many days of leave are there?",
        "What was the net income in the report?",
        "What was the net income in 2019?",
        "What does this document say about bees?",
        "What is the notice period in the Coldwell lease?",
        "Who is in the file?",
        "Which company is in the middle of the book?",
        "",
    ],
)
def test_where_it_is_in_doubt_no_document_is_named(question):
    assert named_sources(question, DOCUMENTS) == (question, ())


def test_a_name_of_every_document_names_none():
    question = "What is the rent in the lease?"
    assert named_sources(question, DOCUMENTS[3:5]) == (question, ())
    assert named_sources("What is the rent in the Arkwright lease?", DOCUMENTS[3:4])[1] == ()
