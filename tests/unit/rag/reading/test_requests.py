"""Who does what was asked for in a chat: whoever accepts it."""

import pytest

from index import Section
from rag.questions.analysis import analyse
from rag.reading.requests import accepting
from readings import passage_of


def chat(*messages: str):
    """A passage with a sentence for each message "Name: text"."""
    texts = [message if ": " in message else f"A: {message}" for message in messages]
    held = passage_of(*texts)
    sections = []
    for number, (start, end) in enumerate(held.sentences):
        speaker = texts[number].partition(":")[0]
        sections += [
            Section(name=speaker, start=start, end=end, kind="speaker"),
            Section(name=f"2024-05-06 09:{number:02}", start=start, end=end, kind="time"),
        ]
    return passage_of(*texts, sections=sections)


def accepts(question: str, *messages: str) -> list[str]:
    held = chat(*messages)
    return [held.quote(held.sentences[number]) for number in accepting(analyse(question), held)]


@pytest.mark.parametrize(
    ("question", "request_", "answer"),
    [
        ("Who will bring the tent?", "Ann: Ben, can you bring the tent?", "Ben: Sure, I'll pick it up on Friday."),
        ("Who is going to do the tax return?", "Ann: @Ben could you do the tax return?", "Ben: Will do."),
        ("Who brings the cake?", "Ann: Who can bring a cake?", "Ben: I can"),
        ("Who takes care of the plants?", "Ann: Would someone take care of the plants?", "Ben: No problem, on it"),
        ("Wer bringt das Zelt mit?", "Ann: Ben, kannst du das Zelt mitbringen?", "Ben: Ja, mach ich."),
        ("Who'll translate the manual?", "Ann: Ben, could you please translate the manual?", "Ben: 👍"),
    ],
)  # fmt: skip
def test_who_accepts_a_request_does_what_was_asked_for(question: str, request_: str, answer: str) -> None:
    assert accepts(question, "Cleo: Nice weather.", request_, answer, "Cleo: I'll be late.") == [answer]


def test_of_those_who_answer_the_one_who_was_asked_accepts() -> None:
    found = accepts(
        "Who will do the rollout?",
        "Ann: Ben, can you do the rollout?",
        "Cleo: Yes, please!",
        "Ben: Ok, at 9.",
    )
    assert found == ["Ben: Ok, at 9."]


def test_where_the_one_who_was_asked_declines_the_next_who_offers_does_it() -> None:
    found = accepts(
        "Who will do the rollout?",
        "Ann: Ben, can you do the rollout?", "Ben: Sorry, I'm away this week.", "Cleo: Then I'll do it.",
        "Ann: Who can drive?", "Ben: I can",
    )  # fmt: skip
    assert found == ["Cleo: Then I'll do it."]


@pytest.mark.parametrize(
    ("question", "messages"),
    [
        ("Who will bring the boat?", ("Ann: Ben, can you bring the tent?", "Ben: Sure.")),
        ("Who will bring the tent?", ("Ann: Ben, can you bring the tent?", "Ben: Sorry, I can't.")),
        ("Who will bring the tent?", ("Ann: Ben, can you bring the tent?", "Ann: I will ask again.")),
        ("Who brought the tent?", ("Ann: I like the tent.", "Ben: Sure.")),
        ("When will Ben bring the tent?", ("Ann: Ben, can you bring the tent?", "Ben: Sure.")),
    ],
)
def test_nobody_accepts_what_was_not_asked_or_is_declined(question: str, messages: tuple[str, ...]) -> None:
    assert accepts(question, *messages) == []


def test_outside_of_a_chat_nobody_accepts_anything() -> None:
    held = passage_of("Can you bring the tent?", "Sure, I'll bring it.")
    assert accepting(analyse("Who will bring the tent?"), held) == ()
