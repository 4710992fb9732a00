"""`python -m bench disfluent`: questions with slips of the tongue beside the same questions without them.

The slips are those of Disfl-QA (Gupta et al., 2021) for SQuAD's questions: "What is the second no make that the basic unit?"
"""

import json
from collections.abc import Sequence
from pathlib import Path

from rich.progress import track

from bench.everyday.tables import share
from bench.output import Results, Table
from rag import Assistant
from rag.evaluation import holds, read_set
from rag.evaluation.scratch import Scratch

_SET = "squad/valid"
_FILE = "disfluent.jsonl"


def disfluent(data: Path, cache: Path) -> Results:
    """Asks each question of the file twice, and compares the answers with the gold answers."""
    set_ = read_set(data / _SET)
    answers = {question.id: question.answers for question in set_.questions if question.answerable}
    lines = (data / _SET / _FILE).read_text(encoding="utf-8").splitlines()
    pairs = [pair for line in lines if (pair := json.loads(line))["id"] in answers]
    scratch = Scratch.of(set_, cache)
    with scratch.locked():
        scratch.indexed(set_, lambda _: None)
        assistant = Assistant.open(scratch.folder / "index")
        right = [
            (
                _is_right(assistant, pair["fluent"], answers[pair["id"]]),
                _is_right(assistant, pair["question"], answers[pair["id"]]),
            )
            for pair in track(pairs, "disfluent")
        ]
    return Results(name="disfluent", tables=[table(right)], data={"right": right})


def _is_right(assistant: Assistant, question: str, gold: Sequence[str]) -> bool:
    """Whether a statement of the answer holds a gold answer; a refusal is wrong."""
    answer = assistant.ask(question)
    return answer.status != "not_found" and any(holds(one.text, gold) for one in answer.statements)


def table(right: Sequence[tuple[bool, bool]]) -> Table:
    """For each question whether the answer without and with slips was right."""
    fluent, slips = sum(first for first, _ in right), sum(second for _, second in right)
    both = sum(first and second for first, second in right)
    return Table(
        title=f"{_SET}: {len(right)} answerable questions, refusals counted as wrong",
        columns=("", "right", "in 100"),
        rows=[
            ("without slips", str(fluent), share(fluent, len(right))),
            ("with slips", str(slips), share(slips, len(right))),
            ("with slips, of those right without", str(both), share(both, fluent)),
        ],
        note="95% intervals (Wilson).",
    )
