"""Suggests questions that the documents can answer, made from their own words."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, zip_longest

from index import Document
from rag.answer import Answer

# How many documents are read, and how many characters of each: enough for a few questions, and instant.
_DOCUMENTS = 5
_CHARACTERS = 20_000
# How many candidates are tried for each question that is wanted.
_TRIES = 4

# Not units of time and percentages: "How many years are there?" makes no sense.
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


_NUMBERED = re.compile(
    r"^(?:(?:chapter|section|part|appendix)\s+)?(?:[A-Z]|[\d.]+|[IVXLC]+)[.):]?\s+", re.IGNORECASE
)
# Words, and of one word only a long one: "Notes" and "Overview" are in many documents and name nothing.
_HEADING = re.compile(r"(?=.{9,48}$)[^\W\d_][\w’'-]*(?: [\w’'&,-]+){0,6}")


def suggest_questions(documents: Sequence[Document], ask: Callable[[str], Answer], k: int) -> list[str]:
    """At most `k` questions that `ask` answers from the documents; each kind of question in turn."""
    answered: dict[str, str] = {}
    for question in islice(_candidates(documents[-_DOCUMENTS:]), k * _TRIES):
        answer = ask(question)
        # Two questions with the same first sentence would show the same thing twice.
        if answer.status != "not_found" and answer.statements[0].text not in answered.values():
            answered[question] = answer.statements[0].text
        if len(answered) == k:
            break
    return list(answered)


def _candidates(documents: Sequence[Document]) -> Iterator[str]:
    """Questions of each kind in turn, each once."""
    texts = [document.text[:_CHARACTERS] for document in documents]
    kinds = [
        (f"How many {match['things']} are there?" for text in texts for match in _AMOUNT.finditer(text)),
        (f"Who is {match['name'] or match['titled']}?" for text in texts for match in _PERSON.finditer(text)),
        (f"What is said about {match['topic']}?" for text in texts for match in _TOPIC.finditer(text)),
        (f"What is said about {heading}?" for document in documents for heading in _headings(document)),
    ]
    rounds = zip_longest(*(dict.fromkeys(questions) for questions in kinds))
    return (question for questions in rounds for question in questions if question is not None)


def _headings(document: Document) -> Iterator[str]:
    """What the headings name, but for the first, which is the title."""
    sections = [section for section in document.sections if section.kind == "heading"]
    for section in sections[1:]:
        # "3.2 Pumps and valves (continued)": what is asked for are the pumps and valves.
        name = _NUMBERED.sub("", section.name.split(" > ")[-1]).split("(")[0].strip(" .:")
        if section.start < _CHARACTERS and _HEADING.fullmatch(name):
            yield name
