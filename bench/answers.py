"""`python -m bench answers`: compares the built-in answer and the local writer with the plain recipe.

The plain recipe is what most tutorials show: a small instruction model gets the first three passages and the
question, and is told to cite as [1] and to say "I don't know". All three answer from the same retrieval.
"""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from rich.progress import Progress, track

from bench.output import Results, Table
from bench.thresholds import threshold_scan, threshold_table
from bench.writing.asking import Reply, plain_recipe
from rag import Answer, Assistant, ModelError
from rag.evaluation import Evaluation, evaluate, holds, mean, percentile, read_set
from rag.evaluation.scratch import Scratch, code_digest
from rag.evaluation.sets import SetQuestion
from rag.models import load_writer
from rag.models.packaged import SMOLLM2, check_weights

_SET = "squad/valid"
# The sets with enough unanswerable questions to choose a threshold.
_WITH_UNANSWERABLE = ("squad/valid", "clapnq/valid")
# A question takes about four seconds with the local writer and with the plain recipe (docs/evidence.md).
_ANSWERABLE, _UNANSWERABLE = 50, 25

Recipe = Callable[[str], tuple[str, list[str], bool]]


def answers(data: Path, cache: Path) -> Results:
    """Asks each recipe the same questions. Answers are kept, so an interrupted run continues."""
    evaluations = {name: _evaluation(data / name, cache) for name in _WITH_UNANSWERABLE}
    scan = threshold_scan(evaluations)
    set_ = read_set(data / _SET)
    scratch = Scratch.of(set_, cache)
    # Another run with the same cache must not write the same index.
    with scratch.locked():
        scratch.indexed(set_, lambda _: None)
        assistant = Assistant.open(scratch.folder / "index")
        questions = [
            *_spread([question for question in set_.questions if question.answerable], _ANSWERABLE),
            *_spread([question for question in set_.questions if not question.answerable], _UNANSWERABLE),
        ]
        replies = {
            name: _ask(name, recipe, questions, scratch.folder)
            for name, recipe in _recipes(assistant).items()
        }
    return Results(
        name="answers",
        tables=[threshold_table(scan), _table(questions, replies)],
        data={"thresholds": scan}
        | {
            name: [
                {"id": question.id, "question": question.question, **asdict(reply)}
                for question, reply in zip(questions, of_recipe, strict=True)
            ]
            for name, of_recipe in replies.items()
        },
    )


def _evaluation(folder: Path, cache: Path) -> Evaluation:
    set_ = read_set(folder)
    with Progress() as bar:
        task = bar.add_task(set_.name)
        return evaluate(
            set_,
            cache=cache,
            progress=lambda progress: bar.update(task, completed=progress.done, total=progress.total),
        )


def _spread(questions: Sequence[SetQuestion], count: int) -> list[SetQuestion]:
    """Takes `count` questions at equal distances, so that every article is represented."""
    return [questions[int(place)] for place in np.linspace(0, len(questions) - 1, count)]


def _recipes(assistant: Assistant) -> dict[str, Recipe]:
    """Returns the recipes that can run on this machine."""
    recipes: dict[str, Recipe] = {"built-in answer": lambda question: _parts(assistant.ask(question))}
    try:
        check_weights(SMOLLM2)
        writer = load_writer(SMOLLM2.name)
    except ModelError as error:
        # The writer is optional (`pincite models add smollm2`), and the first column does not need it.
        print(f"only the built-in answer is measured: {error}")
        return recipes
    return recipes | {
        "local writer": lambda question: _parts(assistant.ask(question, writer=writer)),
        "plain recipe": lambda question: _told(plain_recipe(assistant, writer, question)),
    }


def _parts(answer: Answer) -> tuple[str, list[str], bool]:
    return answer.text, [citation.quote for citation in answer.citations], answer.status == "not_found"


def _told(reply: Reply) -> tuple[str, list[str], bool]:
    return reply.text, reply.cited, reply.refused


def _ask(name: str, recipe: Recipe, questions: Sequence[SetQuestion], folder: Path) -> list[Reply]:
    """Asks the recipe each question; answers of an earlier run come from the journal."""
    # Part of the name, so that answers of other code are not taken for answers of this one.
    code = code_digest("index", "rag", "bench.answers", "bench.writing")[:12]
    journal = folder / f"replies-{name.replace(' ', '-')}-{code}.jsonl"
    lines = journal.read_text(encoding="utf-8").splitlines() if journal.exists() else []
    # A run that was interrupted may have left half a line; that question is asked again.
    known: dict[str, dict[str, Any]] = dict(json.loads(line) for line in lines if line.endswith("]"))
    with journal.open("a", encoding="utf-8") as file:
        for question in track(questions, name):
            if question.id not in known:
                started = time.perf_counter()
                text, cited, refused = recipe(question.question)
                seconds = time.perf_counter() - started
                reply = Reply(text=text, cited=cited, refused=refused, seconds=seconds)
                known[question.id] = asdict(reply)
                file.write(json.dumps([question.id, known[question.id]]) + "\n")
                # An interruption loses only the answer that is being written.
                file.flush()
    return [Reply(**known[question.id]) for question in questions]


def _table(questions: Sequence[SetQuestion], replies: Mapping[str, Sequence[Reply]]) -> Table:
    # For each row: whether the questions that it counts are answerable, and what it counts.
    rows: dict[str, tuple[bool, Callable[[SetQuestion, Reply], bool]]] = {
        "the answer holds a right answer": (
            True,
            lambda question, reply: holds(reply.text, question.answers),
        ),
        "what it cites holds a right answer": (
            True,
            lambda question, reply: any(holds(text, question.answers) for text in reply.cited),
        ),
        "it cites at all": (True, lambda _, reply: bool(reply.cited)),
        "answerable, but refused": (True, lambda _, reply: reply.refused),
        "unanswerable and refused": (False, lambda _, reply: reply.refused),
    }

    def share(recipe: str, answerable: bool, counts: Callable[[SetQuestion, Reply], bool]) -> str:
        pairs = zip(questions, replies[recipe], strict=True)
        return _share([counts(*pair) for pair in pairs if pair[0].answerable is answerable])

    shares = [(name, *(share(recipe, *row) for recipe in replies)) for name, row in rows.items()]
    return Table(
        title=f"{_ANSWERABLE} answerable and {_UNANSWERABLE} unanswerable questions of {_SET}, all articles in one index",
        columns=("", *replies),
        rows=[*shares, ("median time of a question", *map(_median, replies.values()))],
        note="95% intervals. The unanswerable ones were written to look answerable from one paragraph.",
    )


def _share(values: Sequence[bool]) -> str:
    share = mean([float(value) for value in values])
    return f"{100 * share.value:.0f}% ({100 * share.low:.0f} to {100 * share.high:.0f})" if share else ""


def _median(replies: Sequence[Reply]) -> str:
    median = percentile([reply.seconds for reply in replies], 50)
    return f"{median.value:.2f} s" if median else ""
