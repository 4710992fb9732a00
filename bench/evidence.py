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
from typing import Any

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from index import Embedder, Index, MiniLmEmbedder, TextSource
from rag.evaluation import mean
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
    place = cache / data.parent.name / data.name
    indexes = {row["id"]: _index(row, place, embedder) for row in _rows(data / "documents.jsonl")}
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
    return [example for example in found if example.sentences]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _index(row: Mapping[str, str], cache: Path, embedder: Embedder) -> Index:
    index = Index(cache / row["id"].replace("/", "_"), embedder=embedder)
    index.add_texts([TextSource(source=row["id"], title=row["title"], text=row["text"])])
    return index


def _example(kind: str, row: Mapping[str, Any], index: Index) -> Example:
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
    return any(text in quote or quote in text for quote in quotes) and any(
        answer in text for answer in answers
    )


def fit_sentences(found: Sequence[Example]) -> Row:
    """Weights under which the answering sentences of each question stand out (listwise logistic)."""
    names = list(SENTENCE_WEIGHTS)
    used = [it for it in found if any(it.answers)]
    matrix = torch.tensor([[row[name] for name in names] for it in used for row in it.sentences])
    right = torch.tensor([answer for it in used for answer in it.answers]).float()
    question = torch.repeat_interleave(
        torch.arange(len(used)), torch.tensor([len(it.answers) for it in used])
    )
    scaled = (matrix - matrix.mean(0)) / matrix.std(0)
    weights = torch.zeros(len(names), requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=100)

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        odds = torch.exp((scaled @ weights).clamp(-30, 30))
        all_, gold = (torch.zeros(len(used)).index_add(0, question, it) for it in (odds, odds * right))
        value = -(gold / all_).log().mean() + 1e-3 * (weights**2).sum()
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    return dict(zip(names, (weights / matrix.std(0)).detach().tolist(), strict=True))


def fit_answer(found: Sequence[Example], sentence_weights: Mapping[str, float]) -> Row:
    """Weights that make the best sentence's score the probability that the question is answerable."""
    names = [name for name in ANSWER_WEIGHTS if name != "one"]
    rows = [{"score": _best(it, sentence_weights)[1], **it.overall} for it in found]
    matrix = np.array([[row[name] for name in names] for row in rows])
    model = LogisticRegression(C=1e6, max_iter=5000).fit(matrix, [it.kind == "answerable" for it in found])
    return dict(zip(names, model.coef_[0].tolist(), strict=True)) | {"one": float(model.intercept_[0])}


def _best(example: Example, weights: Mapping[str, float]) -> tuple[int, float]:
    scores = [sum(weights[name] * row[name] for name in weights) for row in example.sentences]
    best = int(np.argmax(scores))
    return best, scores[best]


def report(found: Sequence[Example]) -> None:
    """Prints what the weights of `rag.evidence` reach on `found`."""
    answerable = [it for it in found if it.kind == "answerable"]
    for k in (1, 2, 4):
        print(f"answering sentence among the first {k}: {_mean([_among(it, k) for it in answerable])}")
    confidence = {
        kind: np.array([_confidence(it) for it in found if it.kind == kind]) for kind in _kinds(found)
    }
    yes = confidence.pop("answerable")
    for kind, no in confidence.items():
        labels = np.r_[np.ones(len(yes)), np.zeros(len(no))]
        print(f"AUROC against {kind}: {roc_auc_score(labels, np.r_[yes, no]):.3f} ({len(yes)} and {len(no)})")
    print("refused at a threshold: answerable, " + ", ".join(confidence))
    for threshold in (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55):
        shares = [f"{(scores < threshold).mean():.3f}" for scores in (yes, *confidence.values())]
        print(f"  {threshold:.2f}: " + ", ".join(shares))


def _kinds(found: Sequence[Example]) -> list[str]:
    return list(dict.fromkeys(it.kind for it in found))


def _confidence(example: Example) -> float:
    return max(probability(row, example.overall) for row in example.sentences)


def _among(example: Example, k: int) -> float:
    """Whether one of the best `k` different sentences answers."""
    order = sorted(range(len(example.texts)), key=lambda place: -score(example.sentences[place]))
    first = list(dict.fromkeys(example.texts[place] for place in order))[:k]
    return float(
        any(right for text, right in zip(example.texts, example.answers, strict=True) if text in first)
    )


def _mean(values: Sequence[float]) -> str:
    """Mean and bootstrap 95% interval."""
    it = mean(values)
    return f"{it.value:.3f} ({it.low:.3f} to {it.high:.3f}, n={it.n})" if it else "none"


def main(data: Path, cache: Path) -> None:
    """Fits on `data`/train, prints the weights, and reports on `data`/valid what those in use reach."""
    embedder = MiniLmEmbedder()
    train = examples(
        data / "train",
        cache,
        embedder,
        {"answerable": 2500, "adversarial": 800, "removed": 1500, "foreign": 800},
    )
    sentence_weights = fit_sentences(train)
    print("SENTENCE_WEIGHTS", {name: round(weight, 2) for name, weight in sentence_weights.items()})
    answer_weights = fit_answer(train, sentence_weights)
    print("ANSWER_WEIGHTS", {name: round(weight, 2) for name, weight in answer_weights.items()})
    report(
        examples(
            data / "valid",
            cache,
            embedder,
            {"answerable": 800, "adversarial": 500, "removed": 500, "foreign": 300},
        )
    )
