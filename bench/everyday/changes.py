"""`python -m bench changes`: questions with one thing changed, which the documents then don't answer.

Another name, another number, another relation, the opposite: `rag.evaluation.changed_questions` makes them from questions
that are answered. Few of them are still answered by chance; they count as mistakes here.
"""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.progress import track

from bench.everyday.tables import share
from bench.output import Results, Table
from rag import Assistant
from rag.evaluation import read_set
from rag.evaluation.changed_questions import CHANGES, Change, changed_questions
from rag.evaluation.scratch import Scratch
from rag.evaluation.sets import EvaluationSet

_SET = "squad/valid"
_EACH = 200
_SEED = 20
# The answer stands in a paragraph of this many characters to either side.
_AROUND = 400


def changes(data: Path, cache: Path) -> Results:
    """Asks 200 questions of each kind of change, and the same ones unchanged."""
    set_ = read_set(data / _SET)
    pairs = _pairs(set_)
    scratch = Scratch.of(set_, cache)
    with scratch.locked():
        scratch.indexed(set_, lambda _: None)
        assistant = Assistant.open(scratch.folder / "index")
        refused = {
            change: [
                (assistant.ask(question).status != "answered", assistant.ask(changed).status != "answered")
                for question, changed in track(of_change, change)
            ]
            for change, of_change in pairs.items()
        }
    return Results(name="changes", tables=[table(refused)], data={"refused": refused})


def _pairs(set_: EvaluationSet) -> dict[Change, list[tuple[str, str]]]:
    """For each kind the question and the changed one; of each question one change, by chance."""
    random_ = random.Random(_SEED)
    texts = {document.id: document.text for document in set_.documents}
    found = defaultdict[Change, list[tuple[str, str]]](list)
    for question in random_.sample(set_.questions, len(set_.questions)):
        quote = next((one for one in question.evidence if one.quote), None)
        if not question.answerable or quote is None or quote.quote is None:
            continue
        place = texts[quote.document].find(quote.quote)
        text = texts[quote.document][max(0, place - _AROUND) : place + len(quote.quote) + _AROUND]
        answers = [(at, at + len(one)) for one in question.answers if (at := text.find(one)) >= 0]
        made = changed_questions(question.question, text, answers)
        for change in CHANGES:
            of_change = [one.question for one in made if one.change == change]
            if of_change and len(found[change]) < _EACH:
                found[change].append((question.question, random_.choice(of_change)))
    return {change: found[change] for change in CHANGES}


def table(refused: Mapping[Change, Sequence[tuple[bool, bool]]]) -> Table:
    """For each kind whether the question, and the changed one, was refused or shown as in dispute."""
    return Table(
        title=f"{_SET}: questions with one thing changed",
        columns=("what is changed", "questions", "refused, in 100", "unchanged: refused, in 100"),
        rows=[
            (
                change,
                str(len(pairs)),
                share(sum(changed for _, changed in pairs), len(pairs)),
                share(sum(unchanged for unchanged, _ in pairs), len(pairs)),
            )
            for change, pairs in refused.items()
        ],
        note="95% intervals (Wilson). Answers that say that two places disagree count as refused.",
    )
