"""Odd documents, questions and chats: never a traceback, and never a word that no document holds."""

import re

import pytest

from index import Index
from rag import Assistant, QuestionError
from rag.reading.reader import TrainedReader

LEASE = """# Lease of the flat

The rent is 840 euros a month. The tenant pays it on the first day of each month.

Pets are allowed with the consent of the landlord. The tenant gives notice of three months.
"""
OVEN = """# Oven HX-20

The oven weighs 31 kilograms. Its warranty lasts four years.

To clean the door, lift it from its hinges. Error E7 means that the door is open.
"""
RIVER = """# The Vell

The Vell is a river of 214 kilometres in the north. It rises on Mount Orlan and flows into Lake Hest.

The bridge at Tarn was built by Ada Lindqvist in 1931. She also built the lighthouse of Hest.
"""
CLUB = """# Minutes of the rowing club

Marta Quist was elected chair. The fee for members is 60 euros a year.

The boathouse gets a new roof in May. Jon Abel keeps the keys.
"""
DOCUMENTS = {"lease.md": LEASE, "oven.md": OVEN, "river.md": RIVER, "club.md": CLUB}
# Each stands alone, and is about another document than the one before.
CHAT = (
    ("What is the rent of the flat?", "lease.md"),
    ("How much does the oven weigh?", "oven.md"),
    ("How long is the river Vell?", "river.md"),
    ("Who was elected chair of the rowing club?", "club.md"),
    ("Are pets allowed in the flat?", "lease.md"),
    ("What does error E7 of the oven mean?", "oven.md"),
    ("Who built the bridge at Tarn?", "river.md"),
    ("Who keeps the keys of the boathouse?", "club.md"),
    ("How long is the warranty of the oven?", "oven.md"),
    ("Into which lake does the Vell flow?", "river.md"),
)


@pytest.fixture(scope="module")
def reader():
    return TrainedReader()


@pytest.fixture(scope="module")
def assistant_of(tmp_path_factory, mini_lm, reader):
    """From texts by file name to an assistant that has read these files; it is made once for each."""
    made = {}

    def make(texts, threshold=None):
        key = (*texts.items(), threshold)
        if key not in made:
            folder = tmp_path_factory.mktemp("bad")
            for name, text in texts.items():
                (folder / "in" / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / "in" / name).write_text(text)
            index = Index(folder / "index", embedder=mini_lm)
            index.add(folder / "in")
            made[key] = Assistant(index, reader=reader, threshold=threshold)
        return made[key]

    return make


@pytest.fixture(scope="module")
def four(assistant_of):
    return assistant_of(DOCUMENTS)


def words(text):
    return re.findall(r"\w+", text.casefold())


def assert_nothing_is_invented(assistant, answer):
    """Each quote stands where it says, and each word of the answer in a quote."""
    quoted = set()
    found = {hit.passage.id for hit in answer.hits}
    for citation in answer.citations:
        assert citation.passage_id in found
        text = assistant.document(citation.document_id).text
        assert text[citation.start : citation.end] == citation.quote
        quoted.update(words(citation.quote))
    for statement in answer.statements:
        assert statement.citations
        assert set(words(statement.text)) <= quoted
    if answer.kind == "summary":
        # What leads is what the index says of the document: its title, its kind and how many parts it has.
        quoted.update(word for hit in answer.hits for word in words(hit.passage.title))
        quoted.update(words("text, 1 2 3 part parts"))
    assert set(words(answer.short or "")) <= quoted
    assert (answer.status == "not_found") == (not answer.statements)


@pytest.mark.parametrize(
    "question", ["What is the fee of the club?", "What does the club cost, in notes.md?", "notes"]
)
def test_of_two_documents_of_one_name_each_is_cited_as_itself(assistant_of, question):
    texts = {
        f"{year}/notes.md": f"# Fee\n\nThe fee of the club is {fee} euros.\n"
        for year, fee in ((2023, 45), (2024, 60))
    }
    assistant = assistant_of(texts)
    answer = assistant.ask(question)
    assert_nothing_is_invented(assistant, answer)
    for citation in answer.citations:
        assert citation.quote in texts["/".join(citation.source.split("/")[-2:])]


def test_ten_questions_in_one_chat_are_each_answered_from_the_right_document(four):
    history = []
    wrong = []
    for question, source in CHAT:
        answer = four.ask(question, history)
        assert_nothing_is_invented(four, answer)
        if not answer.citations or not answer.citations[0].source.endswith(source):
            wrong.append((question, answer.standalone_question, answer.text))
        history += [{"role": "user", "text": question}, {"role": "assistant", "text": answer.text}]
    assert wrong == []


def test_a_question_that_stands_alone_is_not_changed_by_a_chat_about_other_things(four):
    history = []
    for question, _ in CHAT:
        answer = four.ask(question, history)
        assert answer.standalone_question == question
        history += [{"role": "user", "text": question}, {"role": "assistant", "text": answer.text}]


@pytest.mark.parametrize(
    "question", ["warranty", "Warranty?", "Vell", "E7", "60", "rent", "the", "xyzzy", "Roof!", "why"]
)
def test_a_question_of_one_word_is_answered_or_refused(four, question):
    assert_nothing_is_invented(four, four.ask(question))


@pytest.mark.parametrize("question", ["?", "...", "  ", "🚤"])
def test_a_question_of_no_word_says_so(four, question):
    with pytest.raises(QuestionError):
        four.ask(question)


def test_a_name_alone_is_answered_from_where_it_stands(four):
    answer = four.ask("Lindqvist")
    assert_nothing_is_invented(four, answer)
    assert all("Lindqvist" in statement.citations[0].quote for statement in answer.statements[:1])


@pytest.mark.parametrize(
    "question", ["How much does the oven weigh?", "And its warranty?", "Who built it?", "Why?"]
)
def test_after_a_hundred_turns_a_question_is_answered_or_refused(four, question):
    history = [
        {"role": role, "text": text}
        for number in range(50)
        for role, text in (
            ("user", CHAT[number % len(CHAT)][0]),
            ("assistant", f"Answer {number}: " + "so it is, " * 40),
        )
    ]
    answer = four.ask(question, history)
    assert_nothing_is_invented(four, answer)
    # What the assistant said before is no source of words to search for without end.
    assert len(answer.standalone_question) < 500


@pytest.mark.parametrize(
    "history",
    [
        [{"role": "assistant", "text": "Hello!"}],
        [{"role": "user", "text": ""}, {"role": "assistant", "text": ""}],
        [{"role": "user", "text": "?"}, {"role": "user", "text": "🚤"}],
        [{"role": "user", "text": "who " * 5000}],
    ],
)
def test_a_history_that_says_nothing_does_no_harm(four, history):
    answer = four.ask("How much does it weigh?", history)
    assert_nothing_is_invented(four, answer)


HEADINGS = "# Travel\n\n## Flights\n\n### Who pays for a flight\n\n## Trains\n\n### Seats\n\n## Hotels\n"
QUESTIONS = "# Ask us\n\nWho pays for a flight?\n\nMay I take a dog on a train?\n\nWhat does a hotel cost?\n"


@pytest.mark.parametrize("question", ["Who pays for a flight?", "flights", "What is this about?", "hotel"])
@pytest.mark.parametrize(
    "text",
    [HEADINGS, QUESTIONS, QUESTIONS.replace("# Ask us\n\n", "")],
    ids=["headings", "questions", "bare"],
)
def test_a_document_of_headings_or_questions_only_has_no_statement(assistant_of, text, question):
    # At a threshold of 0, so that it is not refused for its confidence.
    assistant = assistant_of({"travel.md": text}, threshold=0.0)
    answer = assistant.ask(question)
    assert_nothing_is_invented(assistant, answer)
    # A summary of headings is their outline.
    assert [statement.text for statement in answer.statements if statement.form != "heading"] == []


@pytest.mark.parametrize(
    "text", ["The spare key lies under the blue flower pot.", "Key", "42", "?", "Where is the key?"]
)
def test_a_document_of_one_sentence_or_word_is_asked_without_harm(assistant_of, text):
    assistant = assistant_of({"note.txt": text})
    for question in ("Where is the spare key?", "key", "Summarize it.", "What colour is the pot?"):
        assert_nothing_is_invented(assistant, assistant.ask(question))


def test_a_document_of_one_sentence_answers_what_it_says(assistant_of):
    assistant = assistant_of({"note.txt": "The spare key lies under the blue flower pot."})
    answer = assistant.ask("Where is the spare key?")
    assert answer.status == "answered"
    assert answer.statements[0].text == "The spare key lies under the blue flower pot."
    assert [citation.quote for citation in answer.citations] == [
        "The spare key lies under the blue flower pot."
    ]


def test_an_index_without_documents_refuses(tmp_path, mini_lm, reader):
    answer = Assistant(Index(tmp_path / "index", embedder=mini_lm), reader=reader).ask("Where is the key?")
    assert answer.status == "not_found" and answer.statements == ()
