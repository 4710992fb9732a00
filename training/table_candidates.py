"""The candidates of questions about tables with the numbers of their features, kept on disk: it takes minutes."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np

from rag.evaluation.statistics import Floats
from rag.evaluation.table_questions import (
    TableQuestion,
    is_right_of_table,
    read_csv_table,
    read_table_questions,
)
from rag.tables.cells.table import Table
from rag.tables.cells.table_index import TableIndex
from rag.tables.language.results import Values
from rag.tables.ranking.candidates import candidates
from rag.tables.ranking.confidence import traits
from rag.tables.ranking.features import Features
from rag.tables.ranking.linking import Linked
from rag.tables.ranking.ranker import said_by
from training.progress import track

_PROCESSES = 2
# Questions of one file: what was made is kept when it is interrupted.
_PART = 200
# Modules that candidates and features don't depend on.
_APART = (
    "ranker.py", "answer.py", "words.py", "parse.py", "found.py", "kept.py", "shown.py", "proposed.py", "nested.py",
)  # fmt: skip
Ints = np.ndarray[tuple[int, ...], np.dtype[np.int32]]
Bools = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Judged:
    """The candidates of a question.

    Attributes:
        document: The file of its table.
        right: Of each candidate, whether its values are the answer.
        ids: The numbers of the features of all candidates, one behind another.
        ends: Where those of each candidate end in `ids`.
        said: Of each candidate a number that is equal for those that give the same values.
        traits: Of each candidate what `rag.tables.ranking.confidence.traits` says, in its order.
        formulas: Each candidate as text.
    """

    document: str
    right: Bools
    ids: Ints
    ends: Ints
    said: Ints
    traits: Floats
    formulas: tuple[str, ...]


_ARRAYS = ("right", "ids", "ends", "said", "traits", "formulas")


def judged_candidates(folder: Path, out: Path) -> list[Judged]:
    """The candidates of each question of a set, as kept in `out` or made now by two processes."""
    kept = out / f"table-candidates-{_digest(folder)}"
    kept.mkdir(parents=True, exist_ok=True)
    questions = read_table_questions(folder)
    parts = [questions[start : start + _PART] for start in range(0, len(questions), _PART)]
    judged: list[Judged] = []
    with Pool(_PROCESSES) as pool:
        for number, part in enumerate(track(parts, "candidates")):
            file = kept / f"{number:03}.npz"
            if not file.exists():
                _save(file, pool.map(_judged, [(folder, question) for question in part], 5))
            judged += _load(file)
    return judged


def _digest(folder: Path) -> str:
    """Of the questions and of the code that makes candidates: a change makes them anew."""
    total = hashlib.sha256((folder / "questions.jsonl").read_bytes())
    package = Path(__file__).parents[1] / "rag" / "tables"
    for path in sorted(package.rglob("*.py")):
        if path.name not in _APART:
            total.update(path.read_bytes())
    return total.hexdigest()[:12]


def _judged(asked: tuple[Path, TableQuestion]) -> Judged:
    folder, question = asked
    return judged(question, read_csv_table(folder / "documents" / question.document))


def judged(question: TableQuestion, table: Table) -> Judged:
    """The candidates of a question asked of a table; without answers none is right."""
    linked = Linked(question.question, TableIndex(table))
    features, numbers = Features(linked), dict[tuple[str, ...], int]()
    found = [one for one in candidates(linked) if isinstance(one.result, Values)]
    right, ids, said = list[bool](), list[list[int]](), list[int]()
    for candidate in found:
        if isinstance(candidate.result, Values):
            texts = [value.text for value in candidate.result.values]
            right.append(bool(question.answers) and is_right_of_table(texts, question.answers))
            ids.append(sorted(features.ids(candidate)))
            said.append(numbers.setdefault(said_by(candidate.result), len(numbers)))
    return Judged(
        document=question.document,
        right=np.array(right, np.bool_),
        ids=np.array([one for row in ids for one in row], np.int32),
        ends=np.cumsum([len(row) for row in ids], dtype=np.int32),
        said=np.array(said, np.int32),
        traits=np.array([list(traits(linked, candidate).values()) for candidate in found], np.float64),
        formulas=tuple(str(candidate.formula) for candidate in found),
    )


def _save(path: Path, made: Sequence[Judged]) -> None:
    written = path.with_suffix(".part.npz")
    arrays: dict[str, Any] = {"documents": np.array([one.document for one in made])}
    for at, one in enumerate(made):
        arrays |= {f"{name}{at}": np.array(getattr(one, name)) for name in _ARRAYS}
    np.savez_compressed(written, **arrays)
    written.rename(path)


def _load(path: Path) -> list[Judged]:
    with np.load(path) as file:
        return [
            Judged(
                document=str(document),
                right=file[f"right{at}"],
                ids=file[f"ids{at}"],
                ends=file[f"ends{at}"],
                said=file[f"said{at}"],
                traits=file[f"traits{at}"],
                formulas=tuple(map(str, file[f"formulas{at}"])),
            )
            for at, document in enumerate(file["documents"])
        ]
