"""What the reader is trained on: questions with passages that answer them, and with ones that only look so.

A question is read in its own paragraph and in the passages that Pincite's own index finds for it: those are what
the reader meets in use, and the wrong ones among them are the hardest to tell from the right one.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any, get_args

from pydantic import TypeAdapter
from rich.progress import track

from index import Hit, Index, Span, TextSource
from index.sentences import sentence_spans
from rag.evaluation import holds, read_set
from rag.questions.entities import Kind, entities
from rag.reading.span_reader import Text
from rag.writing.wording import OPPOSITES

# Passages that are looked at for each question.
_FOUND = 20
# Rows in which the passage's title is read too, and ones whose question keeps its mark: in use both vary.
_TITLED = 0.7
_ASKED_WITH_MARK = 0.7
_PARAGRAPH = 0.5
# How many of the questions with an answer are read once more where it isn't; of those rows, how many are found
# passages, and how many the right passage without the sentence that answers. The rest is the right passage
# with another question.
_ALSO_WRONG = 0.5
_FOUND_WRONG = 0.35
_WITHOUT = 0.25
# Rows cut to a few sentences: they take half the time, and places are not learned by heart.
_CUT = 0.6
_CUT_CHARACTERS = 450


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question and where its answer stands and doesn't.

    Attributes:
        id: Of the set.
        question: As asked.
        paragraph: (context, spans that answer); no spans where it is unanswerable.
        right: Found passages that hold the answer's sentence, likewise.
        wrong: Found passages that don't hold the answer anywhere, the first the nearest.
    """

    id: str
    question: str
    paragraph: tuple[int, tuple[Span, ...]]
    right: tuple[tuple[int, tuple[Span, ...]], ...]
    wrong: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Questions, and the contexts that their numbers point to."""

    contexts: tuple[Text, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing to read: `span` is where the answer stands in the context's text, or None if it doesn't."""

    question: str
    context: Text
    span: Span | None


_EXAMPLES: TypeAdapter[Examples] = TypeAdapter(Examples)


def load_examples(folder: Path, cache: Path) -> Examples:
    """The examples of an evaluation set whose questions name their paragraph, as SQuAD's do.

    Args:
        folder: The set.
        cache: Where an index of its documents is made, and the examples are kept.
    """
    kept = cache / f"examples-{folder.name}.json"
    if not kept.exists():
        made = _make(folder, cache / f"index-{folder.name}")
        kept.write_text(json.dumps(asdict(made)), encoding="utf-8")
    return _EXAMPLES.validate_json(kept.read_bytes())


def epoch_rows(examples: Examples, number: int) -> list[Row]:
    """What is read in one epoch: each question in a place that answers it, half of them in one that doesn't.

    Equal numbers give equal rows.
    """
    random_ = random.Random(number)
    return [row for question in examples.questions for row in _rows(examples, question, random_)]


def _rows(examples: Examples, question: Question, random_: random.Random) -> Iterator[Row]:
    def row(context: Text, spans: Sequence[Span], asked: str = question.question) -> Row:
        span = random_.choice(spans) if spans else None
        title = context.title if random_.random() < _TITLED else ""
        if random_.random() < _CUT:
            context, span = _cut(context, span, random_)
        if random_.random() >= _ASKED_WITH_MARK:
            asked = asked.rstrip("?")
        return Row(question=asked, context=replace(context, title=title), span=span)

    number, spans = question.paragraph
    if not spans:
        yield row(examples.contexts[number], ())
        return
    if question.right and random_.random() >= _PARAGRAPH:
        number, spans = random_.choice(question.right)
    context = examples.contexts[number]
    yield row(context, spans)
    if random_.random() >= _ALSO_WRONG:
        return
    form = random_.random()
    rest = _without_answer(context, spans) if _FOUND_WRONG < form <= _FOUND_WRONG + _WITHOUT else None
    other = (
        _other_question(question.question, context, spans, random_)
        if form > _FOUND_WRONG + _WITHOUT
        else None
    )
    if rest is not None:
        yield row(rest, ())
    elif other is not None:
        yield row(context, (), other)
    elif question.wrong:
        weights = [1 / rank for rank in range(1, len(question.wrong) + 1)]
        yield row(examples.contexts[random_.choices(question.wrong, weights)[0]], ())


def _cut(context: Text, span: Span | None, random_: random.Random) -> tuple[Text, Span | None]:
    """Some sentences of the context in a row, those with the answer among them, and where it stands then."""
    sentences = context.sentences
    at = [number for number, (a, b) in enumerate(sentences) if span and a < span[1] and span[0] < b]
    first = last = random_.randrange(len(sentences)) if not at else at[0]
    last = max(last, *at) if at else last
    while True:
        sides = [side for side in (first - 1, last + 1) if 0 <= side < len(sentences)]
        if not sides:
            break
        side = random_.choice(sides)
        wider = min(first, side), max(last, side)
        if sentences[wider[1]][1] - sentences[wider[0]][0] > _CUT_CHARACTERS:
            break
        first, last = wider
    start, end = sentences[first][0], sentences[last][1]
    places = tuple((a - start, b - start) for a, b in sentences[first : last + 1])
    cut = Text(title=context.title, text=context.text[start:end], sentences=places)
    return cut, span and (span[0] - start, span[1] - start)


def _without_answer(context: Text, spans: Sequence[Span]) -> Text | None:
    """The context without its sentences that answer; None where an answer stands elsewhere too."""
    answers = [context.text[slice(*span)] for span in spans]
    kept = [(a, b) for a, b in context.sentences if not any(start < b and a < end for start, end in spans)]
    texts = [context.text[a:b] for a, b in kept]
    if len(kept) < 2 or holds(" ".join(texts), answers):
        return None
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    places = tuple((start, start + len(text)) for start, text in zip(starts, texts, strict=False))
    return Text(title=context.title, text=" ".join(texts), sentences=places)


def _other_question(
    question: str, context: Text, spans: Sequence[Span], random_: random.Random
) -> str | None:
    """A question that the context doesn't answer, though it looks so.

    Another name, number or time of the context is in the place of the question's own, or a word's opposite:
    ways in which SQuAD's authors were found to have made theirs (Rajpurkar et al. 2018, table 1).
    """
    changed = [
        question[: one.start] + other + question[one.end :]
        for kind in get_args(Kind)
        for one in entities(question, kind)
        if one.start > 0
        for other in _others(question, context.text, kind, spans)
    ]
    changed += [
        re.sub(rf"\b{word}\b", instead, question, count=1)
        for pair in OPPOSITES
        for word, instead in (pair, reversed(pair))
        if re.search(rf"\b{word}\b", question)
    ]
    return random_.choice(changed) if changed else None


def _others(question: str, text: str, kind: Kind, spans: Sequence[Span]) -> list[str]:
    """Names, numbers or times of the text that are neither the question's nor the answer."""
    known = question.lower()
    found = {
        text[entity.start : entity.end]
        for entity in entities(text, kind)
        if not any(entity.start < end and start < entity.end for start, end in spans)
    }
    return sorted(it for it in found if it.lower() not in known and (kind != "name" or len(it) > 4))


def _make(folder: Path, index_folder: Path) -> Examples:
    set_ = read_set(folder)
    index = Index(index_folder)
    index.add_texts(
        TextSource(source=document.id, title=document.title, text=document.text)
        for document in set_.documents
    )
    numbers: dict[Text, int] = {}

    def number(context: Text) -> int:
        return numbers.setdefault(context, len(numbers))

    questions = []
    with (folder / "questions.jsonl").open(encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    titles = {document.text: document.title for document in set_.documents}
    for row in track(rows, "looking for passages"):
        text, answers = row["paragraph"], row["answers"]
        quotes = [it["quote"] for it in row["evidence"]]
        title = next((title for whole, title in titles.items() if text in whole), "")
        paragraph = Text(title=title, text=text, sentences=tuple(sentence_spans(text, 0, len(text))))
        hits = index.search(row["question"], _FOUND) if answers else []
        right = [(hit, spans) for hit in hits if (spans := _spans(hit.passage.text, quotes, answers))]
        wrong = [hit for hit in hits if not holds(hit.passage.text, answers)]
        questions.append(
            Question(
                id=row["id"],
                question=row["question"],
                paragraph=(number(paragraph), _spans(text, quotes, answers)),
                right=tuple((number(_context(it)), spans) for it, spans in right),
                wrong=tuple(number(_context(it)) for it in wrong),
            )
        )
    index.close()
    return Examples(contexts=tuple(numbers), questions=tuple(questions))


def _context(hit: Hit) -> Text:
    it = hit.passage
    sentences = tuple((a - it.start, b - it.start) for a, b in it.sentences)
    return Text(title=it.title, text=it.text, sentences=sentences)


def _spans(text: str, quotes: Sequence[str], answers: Sequence[str]) -> tuple[Span, ...]:
    """Where the answers stand in `text`: inside the quotes, the sentences that were meant."""
    found = {
        (place + inside, place + inside + len(answer))
        for quote in quotes
        for answer in answers
        if (place := text.find(quote)) >= 0 and (inside := quote.find(answer)) >= 0
    }
    return tuple(sorted(found))
