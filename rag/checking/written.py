"""Checks what a language model wrote: each sentence against what it cites."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.sentences import sentence_spans
from rag.answer import Citation, Statement
from rag.checking.judge import Judgement, judged
from rag.protocols import Checker, Pair

# At most three digits: a year in brackets is no marker.
_MARKER = re.compile(r"\s*\[\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*\]")
_BULLET = re.compile(r"^\s*(?:[-*\u2022]|\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence as a model wrote it: its text without markers, and the numbers in its markers."""

    text: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A sentence of a text, with what its citations make of it.

    Attributes:
        text: The sentence, without markers.
        citations: What it rests on: those that it names, or all that were given.
        judgement: Whether they support it, how likely that is, and why not.
    """

    text: str
    citations: tuple[Citation, ...]
    judgement: Judgement


def check_written(text: str, statements: Sequence[Statement], checker: Checker) -> list[Statement]:
    """The sentences of a written answer, each with what it cites and a verdict.

    Args:
        text: What a writer wrote, with [n] behind (or before) its sentences.
        statements: The quoted statements that it was given; [n] means the one with citation n.
        checker: Decides what the rules leave open.

    Returns:
        Statements in the order written, without repetitions, "supported" or "unsupported". Their
        citations are the very objects of `statements`; markers that cite nothing are dropped. A
        sentence without a marker gets the citations of the statement that supports it best, and none if
        none does.
    """
    # Weak models repeat themselves.
    sentences = list({sentence.text.lower(): sentence for sentence in reversed(cut_written(text))}.values())
    return list(_checked(sentences[::-1], statements, checker))


def verify(text: str, citations: Sequence[Citation], checker: Checker) -> list[Verified]:
    """The sentences of a text, each with what its citations make of it.

    Args:
        text: With [n] behind (or before) its sentences; a sentence without one rests on all citations together.
        citations: What it cites, by their numbers.
        checker: Decides what the rules leave open.
    """
    sentences = cut_written(text)
    cited = [
        [one for one in citations if one.number in sentence.numbers] or list(citations)
        for sentence in sentences
    ]
    pairs = [_pair(sentence.text, rests_on) for sentence, rests_on in zip(sentences, cited, strict=True)]
    return [
        Verified(text=sentence.text, citations=tuple(rests_on), judgement=judgement)
        for sentence, rests_on, judgement in zip(sentences, cited, judged(pairs, checker), strict=True)
    ]


def cut_written(text: str) -> list[Sentence]:
    """Sentences and the numbers in their markers, in order; list bullets and markers are taken out.

    A marker belongs to the sentence that it ends or follows; on a line that begins with one, to the
    sentence behind it.
    """
    return [sentence for line in text.splitlines() for sentence in _cut_line(_BULLET.sub("", line))]


def _cut_line(line: str) -> list[Sentence]:
    """The sentences of one line."""
    markers: list[tuple[int, int]] = []
    bare, last = "", 0
    for match in _MARKER.finditer(line):
        bare += line[last : match.start()]
        markers += [(len(bare), int(number)) for number in re.findall(r"\d+", match[1])]
        last = match.end()
    bare += line[last:]
    leading = _MARKER.match(line) is not None
    spans = [span for span in sentence_spans(bare, 0, len(bare)) if re.search(r"\w", bare[slice(*span)])]
    owners = [(_owner(spans, place, leading), number) for place, number in markers] if spans else []
    return [
        Sentence(
            text=" ".join(bare[slice(*span)].split()),
            numbers=tuple(dict.fromkeys(number for owner, number in owners if owner == place)),
        )
        for place, span in enumerate(spans)
    ]


def _owner(spans: Sequence[tuple[int, int]], place: int, leading: bool) -> int:
    """Which of `spans` (at least one) a marker at `place` belongs to."""
    if leading:
        return next((i for i, (_, end) in enumerate(spans) if end > place), len(spans) - 1)
    return next((i for i in reversed(range(len(spans))) if spans[i][0] < place), 0)


def _checked(
    sentences: Sequence[Sentence], statements: Sequence[Statement], checker: Checker
) -> Iterator[Statement]:
    """Each written sentence as a statement with its verdict."""
    by_number = {citation.number: statement for statement in statements for citation in statement.citations}
    # Of a sentence without a marker each statement alone may be what it rests on.
    choices = [
        [[by_number[number] for number in sentence.numbers if number in by_number]]
        if any(number in by_number for number in sentence.numbers)
        else [[statement] for statement in statements]
        for sentence in sentences
    ]
    asked = [(place, _citations(choice)) for place, options in enumerate(choices) for choice in options]
    judgements = judged([_pair(sentences[place].text, cited) for place, cited in asked], checker)
    for number, sentence in enumerate(sentences):
        found = [
            (cited, judgement)
            for (place, cited), judgement in zip(asked, judgements, strict=True)
            if place == number
        ]
        cited, judgement = max(found, key=lambda one: one[1].probability, default=((), None))
        supported = judgement is not None and judgement.support == "supported"
        named = any(one in by_number for one in sentence.numbers)
        yield Statement(
            text=sentence.text,
            citations=tuple(cited) if supported or named else (),
            verdict="supported" if supported else "unsupported",
        )


def _citations(statements: Sequence[Statement]) -> list[Citation]:
    """The citations of the statements, each once."""
    return list({id(one): one for statement in statements for one in statement.citations}.values())


def _pair(sentence: str, citations: Sequence[Citation]) -> Pair:
    """The sentence with the quotes that it rests on, on one line."""
    quotes = " ".join(" ".join(citation.quote.split()) for citation in citations)
    return Pair(sentence=sentence, text=quotes, title=citations[0].title if citations else "")
