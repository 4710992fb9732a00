"""The training examples of the reader: questions with passages that answer them, and passages that only seem to.

A question is read in its own paragraph and in the passages that Pincite's own index finds for it. In use the reader gets
such passages, and the wrong ones among them are the hardest to tell from the right one.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from rich.progress import track

from index import Index, Span, TextSource
from index.sentences import sentence_spans
from rag.evaluation import holds, read_set
from rag.evaluation.changed_questions import changed_questions, names_of
from rag.evaluation.sets import EvaluationSet
from rag.reading.passage_selection import context_of
from rag.reading.span_reader import Context
from training.layouts import laid_out, with_line
from training.rewordings import reworded

# How many passages are searched for each question.
_PASSAGES = 20
# The shares of rows with the passage's title, and of rows whose question keeps its question mark: in use both vary.
_WITH_TITLE = 0.7
_WITH_QUESTION_MARK = 0.7
# The share of questions that are read in their own paragraph, and not in a passage that was found.
_IN_PARAGRAPH = 0.5
# The share of the answerable questions that are read once more where the answer is missing. Of those rows, the shares
# with a passage that was found, and with the right passage without the sentence that answers. The rest is the right
# passage with a changed question.
_UNANSWERABLE = 0.9
_WRONG_PASSAGE = 0.3
_ANSWER_REMOVED = 0.2
# How often each of SQuAD's own unanswerable questions is read: people wrote these to fool a reader.
_UNANSWERABLE_READ = 2
# The shares of rows with a line above the text as files have them (a heading, a running title, the number of a page), with each
# sentence on a line of its own, and with a question in other words than the text's.
_WITH_LINE, _LAID_OUT, _REWORDED = 0.1, 0.15, 0.35
# The share of rows cut to a few sentences: they take half the time, and the model does not learn places by heart.
_CUT = 0.6
_CUT_CHARACTERS = 450


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, with passages that answer it and passages that don't.

    Attributes:
        id: That of the set.
        question: As asked.
        paragraph: (number of the context, spans that answer); no spans if it is unanswerable.
        right: The same of the passages found that hold the answer's sentence.
        wrong: Numbers of the contexts found that don't hold the answer anywhere, best first.
    """

    id: str
    question: str
    paragraph: tuple[int, tuple[Span, ...]]
    right: tuple[tuple[int, tuple[Span, ...]], ...]
    wrong: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Questions, and the contexts that they name by number."""

    contexts: tuple[Context, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row to read: `span` is the answer in the context's text, or None if the context does not answer."""

    question: str
    context: Context
    span: Span | None


_EXAMPLES: TypeAdapter[Examples] = TypeAdapter(Examples)


def load_examples(folder: Path, cache: Path) -> Examples:
    """The examples of an evaluation set whose questions have their paragraph, as SQuAD's do.

    Args:
        folder: The set.
        cache: Where an index of its documents is made, and the examples are kept.
    """
    slug = "-".join(folder.parts[-2:])
    kept = cache / f"examples-{slug}.json"
    if not kept.exists():
        made = _make(folder, cache / f"index-{slug}")
        kept.write_text(json.dumps(asdict(made)), encoding="utf-8")
    return _EXAMPLES.validate_json(kept.read_bytes())


def paragraph_examples(folder: Path) -> Examples:
    """The examples of a set with nothing but the paragraph of each question: nothing is searched."""
    titles = {document.text: document.title for document in read_set(folder).documents}
    numbers: dict[Context, int] = {}
    questions = []
    for row in paragraph_rows(folder):
        context = _paragraph(row["paragraph"], titles)
        quotes = [evidence["quote"] for evidence in row["evidence"]]
        place = (numbers.setdefault(context, len(numbers)), _spans(context.text, quotes, row["answers"]))
        questions.append(
            Question(id=row["id"], question=row["question"], paragraph=place, right=(), wrong=())
        )
    return Examples(contexts=tuple(numbers), questions=tuple(questions))


def _paragraph(text: str, titles: Mapping[str, str]) -> Context:
    # The questions' file names the paragraph by its text alone.
    title = next((title for whole, title in titles.items() if text in whole), "")
    return Context(title=title, text=text, sentences=tuple(sentence_spans(text, 0, len(text))))


def paragraph_rows(folder: Path) -> list[dict[str, Any]]:
    """The questions of a set as they are in its file, with their `paragraph`, which other sets don't have."""
    with (folder / "questions.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def epoch_rows(examples: Examples, number: int) -> list[Row]:
    """The rows of one epoch: each question with a context that answers it, half of them with one that doesn't, too.

    Equal numbers give equal rows.
    """
    random_ = random.Random(number)
    names = _names(examples)
    return [
        row
        for question in examples.questions
        for row in _rows(examples, question, names[examples.contexts[question.paragraph[0]].title], random_)
    ]


def _names(examples: Examples) -> dict[str, list[str]]:
    """For each document's title the names in its texts."""
    found: dict[str, set[str]] = defaultdict(set)
    for context in examples.contexts:
        found[context.title] |= names_of(context.text)
    return {title: sorted(names) for title, names in found.items()}


def _rows(
    examples: Examples, question: Question, names: Sequence[str], random_: random.Random
) -> Iterator[Row]:
    def row(context: Context, spans: Sequence[Span], text: str = question.question) -> Row:
        span = random_.choice(spans) if spans else None
        title = context.title if random_.random() < _WITH_TITLE else ""
        if random_.random() < _CUT:
            context, span = cut(context, span, random_)
        form = random_.random()
        if form < _WITH_LINE:
            context, span = with_line(context, span, random_)
        elif form < _WITH_LINE + _LAID_OUT:
            context, span = laid_out(context, span, random_)
        if random_.random() < _REWORDED:
            text = reworded(text, context.text, random_)
        if random_.random() >= _WITH_QUESTION_MARK:
            text = text.rstrip("?")
        return Row(question=text, context=replace(context, title=title), span=span)

    number, spans = question.paragraph
    # SQuAD wrote these questions for this paragraph, in which they look answerable.
    if not spans:
        for _ in range(_UNANSWERABLE_READ):
            yield row(examples.contexts[number], ())
        return
    if question.right and random_.random() >= _IN_PARAGRAPH:
        number, spans = random_.choice(question.right)
    context = examples.contexts[number]
    yield row(context, spans)
    if random_.random() >= _UNANSWERABLE:
        return
    form = random_.random()
    rest = other = None
    if form > _WRONG_PASSAGE + _ANSWER_REMOVED:
        other = _changed(
            question.question, context, spans, random_.sample(names, min(20, len(names))), random_
        )
    elif form > _WRONG_PASSAGE:
        rest = _without_answer(context, spans)
    if rest is not None:
        yield row(rest, ())
    elif other is not None:
        yield row(context, (), other)
    elif question.wrong:
        # Better ones more often: they are the hardest to tell from the right one.
        weights = [1 / rank for rank in range(1, len(question.wrong) + 1)]
        yield row(examples.contexts[random_.choices(question.wrong, weights)[0]], ())


def cut(context: Context, span: Span | None, random_: random.Random) -> tuple[Context, Span | None]:
    """Some consecutive sentences of the context, with those that answer among them, and the answer's place in them."""
    sentences = context.sentences
    answering = [number for number, (a, b) in enumerate(sentences) if span and a < span[1] and span[0] < b]
    first, last = (answering[0], answering[-1]) if answering else (random_.randrange(len(sentences)),) * 2
    # To either side by chance, so that the answer is not always in the middle.
    while sides := [side for side in (first - 1, last + 1) if 0 <= side < len(sentences)]:
        side = random_.choice(sides)
        wider = min(first, side), max(last, side)
        if sentences[wider[1]][1] - sentences[wider[0]][0] > _CUT_CHARACTERS:
            break
        first, last = wider
    start, end = sentences[first][0], sentences[last][1]
    places = tuple((a - start, b - start) for a, b in sentences[first : last + 1])
    cut = Context(title=context.title, text=context.text[start:end], sentences=places)
    return cut, span and (span[0] - start, span[1] - start)


def _without_answer(context: Context, spans: Sequence[Span]) -> Context | None:
    """The context without the sentences that answer; None if the answer is somewhere else in it, too."""
    answers = [context.text[slice(*span)] for span in spans]
    kept = [(a, b) for a, b in context.sentences if not any(start < b and a < end for start, end in spans)]
    texts = [context.text[a:b] for a, b in kept]
    if len(kept) < 2 or holds(" ".join(texts), answers):
        return None
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    places = tuple((start, start + len(text)) for start, text in zip(starts, texts, strict=False))
    return Context(title=context.title, text=" ".join(texts), sentences=places)


def _changed(
    question: str, context: Context, spans: Sequence[Span], names: Sequence[str], random_: random.Random
) -> str | None:
    """A question that the context only seems to answer; each kind of change is as likely as another."""
    # Names that the text has are the harder ones: those of the document's other texts stand in only half of the time.
    changed = changed_questions(question, context.text, spans, names=names if random_.random() < 0.5 else ())
    if not changed:
        return None
    change = random_.choice(sorted({one.change for one in changed}))
    return random_.choice([one.question for one in changed if one.change == change])


def fill(index: Index, set_: EvaluationSet) -> None:
    """Adds the documents of a set to an index."""
    if set_.files:
        index.add(*set_.files)
    index.add_texts(
        TextSource(source=document.id, title=document.title, text=document.text)
        for document in set_.documents
    )


def _make(folder: Path, index_folder: Path) -> Examples:
    set_ = read_set(folder)
    index = Index(index_folder)
    fill(index, set_)
    # Many questions share a passage: each is kept once, and named by its number.
    numbers: dict[Context, int] = {}

    def number(context: Context) -> int:
        return numbers.setdefault(context, len(numbers))

    questions = []
    titles = {index.document(document.id).text: document.title for document in index.documents()}
    for row in track(paragraph_rows(folder), "searching for passages"):
        text, answers = row["paragraph"], row["answers"]
        quotes = [evidence["quote"] for evidence in row["evidence"]]
        paragraph = _paragraph(text, titles)
        hits = index.search(row["question"], _PASSAGES) if answers else []
        right = [(hit, spans) for hit in hits if (spans := _spans(hit.passage.text, quotes, answers))]
        # A passage with the same words but without the quote is neither right nor wrong.
        wrong = [hit for hit in hits if not holds(hit.passage.text, answers)]
        questions.append(
            Question(
                id=row["id"],
                question=row["question"],
                paragraph=(number(paragraph), _spans(text, quotes, answers)),
                right=tuple((number(context_of(hit)), spans) for hit, spans in right),
                wrong=tuple(number(context_of(hit)) for hit in wrong),
            )
        )
    index.close()
    return Examples(contexts=tuple(numbers), questions=tuple(questions))


def _spans(text: str, quotes: Sequence[str], answers: Sequence[str]) -> tuple[Span, ...]:
    """The answers in `text`, inside the quotes: elsewhere the same words may mean something else."""
    spans = {
        (place + inside, place + inside + len(answer))
        for quote in quotes
        for answer in answers
        if (place := text.find(quote)) >= 0 and (inside := quote.find(answer)) >= 0
    }
    return tuple(sorted(spans))
