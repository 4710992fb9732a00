"""One friendly line for what asks nothing of the documents, with questions to try."""

from collections.abc import Sequence

from rag.answer import Answer
from rag.questions.kinds.small_talk import SmallTalk

_LINES: dict[SmallTalk, str] = {
    "greeting": "Hello! Ask me about your documents.",
    "thanks": "You are welcome.",
    "farewell": "Goodbye!",
    "about": "I answer questions about your documents, and show the exact words that each sentence comes from. "
    "If the documents don't say, I tell you so.",
}
_EMPTY = "There are no documents yet: add some, then ask."


def talk_answer(question: str, talk: SmallTalk, suggestions: Sequence[str], *, empty: bool) -> Answer:
    """The line, and questions that the documents can answer.

    Args:
        question: The message.
        talk: What kind it is.
        suggestions: The questions; those who leave need none.
        empty: Whether there are no documents.
    """
    return Answer(
        question=question,
        status="answered",
        kind="talk",
        text=f"{_LINES[talk]} {_EMPTY}" if empty and talk != "farewell" else _LINES[talk],
        short=None,
        statements=(),
        citations=(),
        hits=(),
        confidence=1.0,
        standalone_question=question,
        suggestions=tuple(suggestions),
    )
