import pytest

from rag.questions.kinds.about_library import library_question


@pytest.mark.parametrize(
    ("question", "kind", "words"),
    [
        ("How many documents do I have?", "count", ""),
        ("how many files are there", "count", ""),
        ("How many PDFs have I uploaded so far?", "count", ""),
        ("How many documents are in the index?", "count", ""),
        ("Wie viele Dokumente habe ich?", "count", ""),
        ("Combien de fichiers y a-t-il ?", "count", ""),
        ("What is the number of documents in my library?", "count", ""),
        ("Which documents do I have?", "list", ""),
        ("List all my documents.", "list", ""),
        ("show me the files", "list", ""),
        ("What's in my library?", "list", ""),
        ("Which document was added last?", "newest", ""),
        ("What is the latest document?", "newest", ""),
        ("What did I upload last?", "newest", ""),
        ("Which documents mention IBM?", "mention", "IBM"),
        ("which of my notes talk about the garden wall?", "mention", "the garden wall"),
        ('How many files mention "net zero"?', "mention", "net zero"),
        ("In which documents is Ann Lee mentioned?", "mention", "Ann Lee"),
        ("Where is asbestos mentioned?", "mention", "asbestos"),
        ("Welche Dokumente erwähnen Siemens?", "mention", "Siemens"),
    ],
)
def test_questions_about_the_documents_themselves_are_known(question, kind, words):
    found = library_question(question)
    assert found is not None
    assert (found.kind, found.words) == (kind, words)


@pytest.mark.parametrize(
    "question",
    [
        "How many documents does the applicant need?",
        "How many documents are there in the application?",
        "Which documents must be kept for ten years?",
        "What is the last document of the procedure?",
        "Which papers won a prize?",
        "List the duties of the trustee.",
        "Who wrote the paper?",
        "What does the latest report say about rain?",
        "Where is the notary mentioned in article 5 located?",
        "files",
    ],
)
def test_questions_about_what_documents_say_are_no_questions_about_the_library(question):
    assert library_question(question) is None


def test_a_long_question_is_told_at_once():
    assert library_question("which documents mention " + "is " * 600 + "!") is not None
    assert library_question("list all of the " + "documents in the " * 100) is None
