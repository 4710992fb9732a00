"""`python -m bench followups`: whether questions of a conversation are made to stand alone as a person would do it."""

import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.output import Results, Table
from rag.answer import Turn
from rag.evaluation import Estimate, mean, percentile
from rag.questions.analysis import analyse
from rag.questions.followups.followup import rewritings

_SET = "followups/valid"


@dataclass(frozen=True, slots=True)
class _Scored:
    """One question: what was searched, and how near that is to what a person would ask."""

    id: str
    question: str
    rewritten: str
    searched: tuple[str, ...]
    seconds: float

    @property
    def stands_alone(self) -> bool:
        """Whether a person would leave the question as it is, but for case and marks."""
        return _bare(self.question) == _bare(self.rewritten)

    @property
    def left(self) -> bool:
        """Whether it was left as it is."""
        return _bare(self.searched[0]) == _bare(self.question)

    @property
    def as_searched(self) -> float:
        """F1 of the content words of what is searched first."""
        return content_f1(self.searched[0], self.rewritten)

    @property
    def best(self) -> float:
        """F1 of the better of the texts that are searched."""
        return max(content_f1(text, self.rewritten) for text in self.searched)


def followups(data: Path, cache: Path) -> Results:
    """Rewrites each question of the set after its history, and compares the words with a person's.

    Args:
        data: The folder of evaluation sets.
        cache: Not used; it takes seconds.
    """
    lines = (data / _SET / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    scored = [_scored(json.loads(line)) for line in lines if line.strip()]
    leaning = [one for one in scored if not one.stands_alone]
    alone = [one for one in scored if one.stands_alone]
    rows = [
        ("F1 of the content words", _shown(mean([one.as_searched for one in scored]))),
        ("the same, as asked", _shown(mean([content_f1(one.question, one.rewritten) for one in scored]))),
        ("the same, of questions that lean on others", _shown(mean([one.as_searched for one in leaning]))),
        ("the same, the better of two texts", _shown(mean([one.best for one in leaning]))),
        ("questions that stand alone, left as they are", _shown(mean([float(one.left) for one in alone]))),
        ("questions with two texts", _shown(mean([float(len(one.searched) > 1) for one in scored]))),
        ("milliseconds, p50", _shown(percentile([1000 * one.seconds for one in scored], 50))),
        ("milliseconds, p95", _shown(percentile([1000 * one.seconds for one in scored], 95))),
    ]
    table = Table(
        title=f"Follow-ups of {_SET}",
        columns=("", "figure (95% interval, questions)"),
        rows=rows,
        note="Goals: F1 0.75; 0.98 left as they are; 2 ms.",
    )
    return Results(name="followups", tables=[table], data=[_plain(one) for one in scored])


def content_f1(text: str, wanted: str) -> float:
    """F1 of the content words of two texts; 1 if neither has any."""
    found, needed = set(analyse(text).terms), set(analyse(wanted).terms)
    if not found and not needed:
        return 1.0
    return 2 * len(found & needed) / (len(found) + len(needed))


def _scored(line: dict[str, object]) -> _Scored:
    history = _turns(line["history"])
    question = str(line["question"])
    started = time.perf_counter()
    searched = rewritings(question, history)
    return _Scored(
        id=str(line["id"]),
        question=question,
        rewritten=str(line["rewritten"]),
        searched=searched,
        seconds=time.perf_counter() - started,
    )


def _turns(history: object) -> Sequence[Turn]:
    return [Turn(**turn) for turn in history] if isinstance(history, list) else []


def _bare(text: str) -> str:
    """The words without case and marks."""
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def _shown(figure: Estimate | None) -> str:
    return f"{figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f}, {figure.n})" if figure else "-"


def _plain(one: _Scored) -> dict[str, object]:
    return {
        "id": one.id,
        "question": one.question,
        "rewritten": one.rewritten,
        "searched": one.searched,
        "f1": round(one.as_searched, 3),
    }
