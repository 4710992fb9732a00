"""Figures of one run: speed, memory and quality."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from bench.peers.sample import Sample
from rag.evaluation.metrics import ndcg

Found = Sequence[tuple[str, str]]

# The format of each figure; the names are the columns.
FORMATS = {
    "install MB": ".0f",
    "import s": ".2f",
    "start s": ".2f",
    "documents/s": ".1f",
    "MB/s": ".3f",
    "p50 ms": ".1f",
    "p95 ms": ".1f",
    "nDCG@10": ".3f",
    "recall@5": ".3f",
    "recall@10": ".3f",
    "passage characters": ".0f",
    "memory MB": ".0f",
}


def figures(outcome: Mapping[str, Any], sample: Sample) -> dict[str, float]:
    """Computes the figures of one run.

    Recall is of passages; only a set with quotes has it.
    """
    milliseconds = 1000 * np.array(outcome["query_s"])
    lengths = [len(text) for found in outcome["found"] for _, text in found]
    measured = {
        "documents/s": len(sample.documents) / outcome["build_s"],
        "MB/s": sample.bytes / 1e6 / outcome["build_s"],
        "p50 ms": float(np.percentile(milliseconds, 50)),
        "p95 ms": float(np.percentile(milliseconds, 95)),
        "passage characters": float(np.median(lengths)) if lengths else 0.0,
        "memory MB": outcome["peak_mb"],
    }
    return measured | _quality(outcome["found"], sample)


def _quality(all_found: Sequence[Found], sample: Sample) -> dict[str, float]:
    gains, recalls = [], []
    for question, found in zip(sample.questions, all_found, strict=True):
        # A library may return several passages of a document, which is ranked at the first.
        ranking = list(dict.fromkeys(document for document, _ in found))
        gains.append(ndcg(ranking, {evidence.document for evidence in question.evidence}, 10))
        # A set without quotes names only documents.
        quotes = [evidence.quote for evidence in question.evidence if evidence.quote]
        if quotes:
            held = [any(holds_quote(text, quote) for quote in quotes) for _, text in found]
            recalls.append((any(held[:5]), any(held[:10])))
    quality = {"nDCG@10": float(np.mean(gains))}
    if recalls:
        at5, at10 = np.mean(recalls, axis=0)
        quality |= {"recall@5": float(at5), "recall@10": float(at10)}
    return quality


def holds_quote(passage: str, quote: str) -> bool:
    """Whether at least half of the words of the quote come one after another in the passage.

    White space separates words. A passage that begins or ends inside the quoted sentence counts if it has the
    greater part of it.
    """
    words = quote.split()
    needed = (len(words) + 1) // 2
    # Spaces around all, so that the run begins and ends with whole words.
    text = f" {' '.join(passage.split())} "
    runs = (words[start : start + needed] for start in range(len(words) - needed + 1))
    return bool(words) and any(f" {' '.join(run)} " in text for run in runs)
