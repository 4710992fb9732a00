"""Rows from sets of many short questions whose answers stand in a quote of their own document: QAMR and PolicyQA.

QAMR (Michael et al. 2018, https://arxiv.org/abs/1711.05885) asks for every part of a sentence, so that who did what to whom
is what tells its questions apart. PolicyQA (Ahmad et al. 2020, https://arxiv.org/abs/2010.02557) asks for whole stretches.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index import Span
from index.sentences import sentence_spans
from rag.evaluation import read_set
from rag.evaluation.changed_questions import changed_questions
from rag.reading.span_reader import Context
from training.examples import Row
from training.rewordings import reworded

# Of QAMR's questions so many are read in an epoch; there are three for each word of its sentences.
_SHARE = 0.33
# The share of questions that are read once more where the answer is missing; of those, the share with another question.
_UNANSWERABLE, _CHANGED = 0.7, 0.4
# The share of rows with a question in other words.
_REWORDED = 0.3
# How many further sentences of the same document stand around the one that answers, and how many characters.
_MOST_AROUND, _AROUND = 3, 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A question with the text that answers it, and other texts of the same document that don't."""

    question: str
    text: str
    spans: tuple[Span, ...]
    others: tuple[str, ...]


def quoted_rows(folder: Path, number: int, *, share: float = 1.0) -> list[Row]:
    """The rows of epoch `number`; equal numbers give equal rows."""
    random_ = random.Random(f"{folder.parent.name} {number}")
    questions = quoted_questions(folder)
    chosen = random_.sample(questions, round(share * len(questions)))
    return [row for quoted in chosen for row in _rows(quoted, random_)]


def short_rows(data: Path, number: int) -> list[Row]:
    """The rows of both sets for epoch `number`."""
    return [
        *quoted_rows(data / "qamr" / "train", number, share=_SHARE),
        *quoted_rows(data / "policyqa" / "train", number),
    ]


def _rows(quoted: Quoted, random_: random.Random) -> Iterator[Row]:
    around = random_.sample(quoted.others, min(len(quoted.others), random_.randint(0, _MOST_AROUND)))
    place = random_.randint(0, len(around))
    before = "".join(f"{text} " for text in around[:place])
    text = before + quoted.text + "".join(f" {text}" for text in around[place:])
    start, end = random_.choice(quoted.spans)
    span = start + len(before), end + len(before)

    def asked(question: str) -> str:
        return reworded(question, text, random_) if random_.random() < _REWORDED else question

    yield Row(question=asked(quoted.question), context=_context(text), span=span)
    if random_.random() >= _UNANSWERABLE:
        return
    changed = (
        changed_questions(quoted.question, quoted.text, quoted.spans) if random_.random() < _CHANGED else []
    )
    if changed:
        change = random_.choice(sorted({one.change for one in changed}))
        question = random_.choice([one.question for one in changed if one.change == change])
        yield Row(question=asked(question), context=_context(text), span=None)
    elif around:
        yield Row(question=asked(quoted.question), context=_context(" ".join(around)), span=None)


@cache
def quoted_questions(folder: Path) -> Sequence[Quoted]:
    """The questions of a set whose answer stands in their quote."""
    set_ = read_set(folder)
    texts: dict[str, dict[str, None]] = defaultdict(dict)
    for question in set_.questions:
        for evidence in question.evidence:
            if evidence.quote:
                texts[_group(evidence.document)][_one_line(evidence.quote)] = None
    answered = {
        (_group(evidence.document), question.question, _one_line(evidence.quote or ""))
        for question in set_.questions
        for evidence in question.evidence
    }
    found = []
    for question in set_.questions:
        for evidence in question.evidence:
            text, group = _one_line(evidence.quote or ""), _group(evidence.document)
            spans = tuple(_spans(text, question.answers))
            # The same question is asked of several places, each of which answers it.
            others = tuple(
                other
                for other in texts[group]
                if len(other) < _AROUND and (group, question.question, other) not in answered
            )
            if spans:
                found.append(Quoted(question=question.question, text=text, spans=spans, others=others))
    return found


def _group(document: str) -> str:
    """The article that a sentence is from: QAMR's documents are sentences, numbered "source:article:paragraph:sentence"."""
    return re.sub(r":\d+:\d+$", "", document)


def _spans(text: str, answers: Sequence[str]) -> Iterator[Span]:
    """Where the answers stand, inside one sentence if any does: no answer that is shown is longer."""
    found = [
        (place, place + len(answer))
        for answer in map(_one_line, answers)
        if answer and (place := text.find(answer)) >= 0
    ]
    sentences = sentence_spans(text, 0, len(text))
    inside = [(a, b) for a, b in found if any(start <= a and b <= end for start, end in sentences)]
    yield from inside or found


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _context(text: str) -> Context:
    return Context(title="", text=text, sentences=tuple(sentence_spans(text, 0, len(text))))
