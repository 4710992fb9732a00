"""Fits the weights of `rag.evidence` on SQuAD's training articles and measures them on others.

Each article is an index of its own. Questions are of four kinds: "answerable"; "adversarial", which
annotators made unanswerable from one paragraph; "removed", answerable ones whose passages are taken
out of what was found; and "foreign", asked of another article.
"""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from index import Embedder, Hit, Index, MiniLmEmbedder
from rag.evidence import (
    ANSWER_WEIGHTS,
    SENTENCE_WEIGHTS,
    probability,
    question_features,
    score,
    sentence_features,
)
from rag.question import analyse

Row = dict[str, float]
_HITS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One question asked of one index: features of its sentences, and which of them answer."""

    kind: str
    question: str
    overall: Row
    sentences: list[Row]
    texts: list[str]
    answers: list[bool]


def examples(data: Path, cache: Path, embedder: Embedder, per_kind: Mapping[str, int]) -> list[Example]:
    """Asks `per_kind` questions of each kind of the articles in `data`, chosen by a fixed seed."""
    random_ = random.Random(0)
    indexes = {row["id"]: _index(row, cache / data.parent.name / data.name, embedder) for row in _rows(data / "documents.jsonl")}
    texts = {name: index.documents()[0].text for name, index in indexes.items()}
    questions = list(_rows(data / "questions.jsonl"))
    random_.shuffle(questions)
    answerable = [row for row in questions if row["answerable"]]
    adversarial = [row for row in questions if not row["answerable"]]
    asked = {
        "answerable": answerable[: per_kind["answerable"]],
        "adversarial": adversarial[: per_kind["adversarial"]],
        "removed": answerable[-per_kind["removed"] :],
        "foreign": random_.sample(questions, per_kind["foreign"]),
    }
    found = []
    for kind, rows in asked.items():
        for row in rows:
            article = next(name for name, text in texts.items() if row["paragraph"] in text)
            if kind == "foreign":
                article = random_.choice([name for name in texts if name != article])
            found.append(_example(kind, row, indexes[article]))
    return found


def _rows(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _index(row: Mapping[str, str], cache: Path, embedder: Embedder) -> Index:
    folder = cache / row["id"].replace("/", "_")
    folder.parent.mkdir(parents=True, exist_ok=True)
    source = folder.with_suffix(".txt")
    source.write_text(row["text"], encoding="utf-8")
    index = Index(folder, embedder=embedder)
    index.add(source)
    return index


def _example(kind: str, row: Mapping, index: Index) -> Example:
    question = row["question"]
    hits = index.search(question, 3 * _HITS)
    if kind == "removed":
        hits = [hit for hit in hits if not any(answer in hit.passage.text for answer in row["answers"])]
    hits = hits[:_HITS]
    asked = analyse(question)
    found = list(sentence_features(asked, hits))
    texts = [hit.passage.quote(span) for hit, span, _ in found]
    quotes = [it["quote"] for it in row["evidence"]] if kind == "answerable" else []
    return Example(
        kind=kind,
        question=question,
        overall=question_features(asked, hits),
        sentences=[features for _, _, features in found],
        texts=texts,
        answers=[_answers(text, quotes, row["answers"]) for text in texts],
    )


def _answers(text: str, quotes: Sequence[str], answers: Sequence[str]) -> bool:
    return any(text in quote or quote in text for quote in quotes) and any(answer in text for answer in answers)
