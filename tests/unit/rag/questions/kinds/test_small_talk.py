import pytest

from rag.questions.kinds.small_talk import small_talk


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("hello", "greeting"),
        ("Hi there!", "greeting"),
        ("Good morning, how are you?", "greeting"),
        ("Hallo zusammen", "greeting"),
        ("¡Hola!", "greeting"),
        ("Bonjour", "greeting"),
        ("are you there?", "greeting"),
        ("thanks a lot", "thanks"),
        ("Great, thank you!", "thanks"),
        ("Vielen Dank", "thanks"),
        ("ok", "thanks"),
        ("bye", "farewell"),
        ("what can you do?", "about"),
        ("What can I ask?", "about"),
        ("Who are you?", "about"),
        ("help", "about"),
        ("How do I use Pincite?", "about"),
        ("Was kannst du?", "about"),
    ],
)
def test_messages_that_ask_nothing_of_the_documents_are_known(message, kind):
    assert small_talk(message) == kind


@pytest.mark.parametrize(
    "message",
    [
        "What can you do about damp walls?",
        "Who are you allowed to invite?",
        "hello world program",
        "How does it work?",
        "What is this?",
        "What can this do?",
        "test results of March",
        "help desk number",
        "What is this contract about?",
        "good faith",
        "Thanks to whom was it built?",
        "Hi, how long is the warranty?",
    ],
)
def test_questions_are_no_small_talk(message):
    assert small_talk(message) is None
