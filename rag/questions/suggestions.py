"""Questions that the documents can answer, made from what stands in them."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from index import Document
from rag.answer import Answer

# Documents looked at, and characters of each: enough for a few questions, and instant.
_DOCUMENTS = 5
_CHARACTERS = 20_000
# Candidates that are tried for each question wanted.
_TRIES = 4

_AMOUNT = re.compile(
    r"\b(?:\d{1,3}(?:,\d{3})+|[1-9]\d{1,5}|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)) "
    r"(?P<things>(?:[A-Za-z]+ ){0,2}?(?!(?:years|days|months|hours|minutes|weeks|percent)\b)[a-z]{3,}s)\b(?! of)"
)
_PERSON = re.compile(
    r"\bsaid (?P<name>[A-Z][a-z]+ [A-Z][a-z]+), an? |(?<=[a-z] )(?P<titled>[A-Z][a-z]+ [A-Z][a-z]+), (?:who|an?|the) "
)
_TOPIC = re.compile(
    r"\b(?P<topic>[A-Z][a-z]+ [A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:'s)? (?:is|was|are|were|said|has|had)\b"
)


def suggest_questions(documents: Sequence[Document], ask: Callable[[str], Answer], k: int) -> list[str]:
    """At most `k` questions that `ask` answers from the documents; each kind of question in turn."""
    texts = [document.text[:_CHARACTERS] for document in documents[-_DOCUMENTS:]]
    answered: dict[str, str] = {}
    for question in islice(_candidates(texts), k * _TRIES):
        answer = ask(question)
        if answer.status != "not_found" and answer.statements[0].text not in answered.values():
            answered[question] = answer.statements[0].text
        if len(answered) == k:
            break
    return list(answered)


def _candidates(texts: Sequence[str]) -> Iterator[str]:
    """Questions of each kind in turn, each once."""
    kinds = [
        dict.fromkeys(
            f"How many {match['things']} are there?" for text in texts for match in _AMOUNT.finditer(text)
        ),
        dict.fromkeys(
            f"Who is {match['name'] or match['titled']}?"
            for text in texts
            for match in _PERSON.finditer(text)
        ),
        dict.fromkeys(
            f"What is said about {match['topic']}?" for text in texts for match in _TOPIC.finditer(text)
        ),
        dict.fromkeys(f"What is said about {heading}?" for text in texts for heading in _headings(text)),
    ]
    queues = [iter(kind) for kind in kinds]
    while queues:
        for queue in list(queues):
            question = next(queue, None)
            if question is None:
                queues.remove(queue)
            else:
                yield question


def _headings(text: str) -> list[str]:
    return [match[1].strip(" #*") for match in re.finditer(r"^#{2,3}\s+(.{4,40})$", text, re.MULTILINE)]
