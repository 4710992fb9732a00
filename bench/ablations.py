"""`python -m bench ablations`: what else was tried to find more, and what it gave.

Each trial changes one thing of the two sides joined, on the same sets and questions as `bench retrieval`. "Best
sentence of 20, 0.5" is in the product; what the others would cost there is not measured.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import fmean, pstdev

import numpy as np
from rich.progress import track

from bench.corpus import Corpus, load_corpus, sentences
from bench.output import Results
from bench.retrieval import SETS, each_metric, scan_table
from index import MiniLmEmbedder
from index.chunking.passages import MAX_TOKENS, MIN_TOKENS, searched_text
from index.embedding.embedder import Vectors
from index.search.fusion import DENSE_WEIGHT, fuse
from index.search.snapshot import MIN_CANDIDATES
from index.search.words import stems
from index.sentences import sentence_spans

Scores = Mapping[int, float]
Ranked = Sequence[tuple[int, float]]
_USED = "both sides joined"
_KEPT = 20


@dataclass(slots=True)
class Asked:
    """One question with what both sides found for it: row to score, for the candidates of either."""

    corpus: Corpus
    vector: Vectors
    dense: Scores
    words: Scores


Trial = Callable[[Asked], Ranked]


def ablations(data: Path, cache: Path) -> Results:
    """Runs every trial; embeds the passages' sentences on the way."""
    corpora = {name: load_corpus(data / name, cache, cut=sentences(MIN_TOKENS, MAX_TOKENS)) for name in SETS}
    asked = {name: [_ask(it, number) for number in range(len(it.questions))] for name, it in corpora.items()}
    found = {label: _measured(label, asked, trial) for label, trial in _trials(corpora).items()}
    found |= {label: _measured(label, it, _in_use) for label, it in _other_words(corpora, asked)}
    return Results(
        name="ablations",
        tables=[scan_table("What else was tried", found, _USED)],
        data=found,
    )


def _measured(label: str, asked: Mapping[str, Sequence[Asked]], trial: Trial) -> dict[str, list[float]]:
    return {
        name: each_metric(some[0].corpus, [[row for row, _ in trial(it)[:_KEPT]] for it in some])
        for name, some in track(asked.items(), label)
    }


def _ask(corpus: Corpus, number: int) -> Asked:
    vector = corpus.vectors[number]
    words = dict(corpus.snapshot.words.search(corpus.questions[number], MIN_CANDIDATES))
    return Asked(corpus, vector, _dense(corpus, vector, words), words)


def _dense(corpus: Corpus, vector: Vectors, words: Scores) -> Scores:
    index = corpus.snapshot.vectors
    dense = dict(index.search(vector, MIN_CANDIDATES))
    missing = [row for row in words if row not in dense]
    return dense | dict(zip(missing, index.cosines(vector, missing), strict=True))


def _in_use(asked: Asked) -> Ranked:
    return fuse(asked.dense, asked.words)


def _trials(corpora: Mapping[str, Corpus]) -> dict[str, Trial]:
    sentence_vectors = {id(it): _Sentences(it) for it in corpora.values()}
    return {
        _USED: _in_use,
        "rank fusion (60)": _by_ranks,
        "z-scores": _by_deviations,
        **{f"weight by how peaked, {it:+g}": partial(_by_peaks, leaning=it) for it in (-0.2, 0.2, 0.4)},
        **{
            f"feedback of {count}, {share:g}": partial(_with_feedback, count=count, share=share)
            for count, share in ((3, 0.2), (3, 0.4), (5, 0.4), (5, 0.8))
        },
        **{f"a document's others lend {it:g}": partial(_with_lending, share=it) for it in (0.05, 0.1, 0.2)},
        **{
            f"best sentence of {first}, {share:g}": partial(
                _with_sentences, vectors=sentence_vectors, first=first, share=share
            )
            for first, share in ((20, 0.3), (20, 0.5), (20, 0.7), (100, 0.5))
        },
    }


def _by_ranks(asked: Asked) -> Ranked:
    """Reciprocal rank fusion (Cormack et al. 2009)."""
    scores: dict[int, float] = {}
    for side in (asked.dense, asked.words):
        for rank, row in enumerate(sorted(side, key=lambda row: -side[row]), start=1):
            scores[row] = scores.get(row, 0.0) + 1 / (60 + rank)
    return _best(scores)


def _by_deviations(asked: Asked) -> Ranked:
    dense, words = _standardised(asked.dense), _standardised(asked.words)
    least = min(words.values(), default=0.0)
    weight = DENSE_WEIGHT
    return _best({row: weight * dense[row] + (1 - weight) * words.get(row, least) for row in dense})


def _by_peaks(asked: Asked, *, leaning: float) -> Ranked:
    weight = DENSE_WEIGHT + leaning * (_peak(asked.dense) - _peak(asked.words))
    return fuse(asked.dense, asked.words, dense_weight=min(1.0, max(0.0, weight)))


def _with_feedback(asked: Asked, *, count: int, share: float) -> Ranked:
    """Rocchio's: the question moves towards the mean of the passages found first."""
    first = [row for row, _ in _in_use(asked)[:count]]
    moved = asked.vector + np.float32(share) * asked.corpus.piece_vectors[first].mean(axis=0)
    return fuse(_dense(asked.corpus, moved / np.linalg.norm(moved), asked.words), asked.words)


def _with_lending(asked: Asked, *, share: float) -> Ranked:
    """Other passages of the same document raise a passage."""
    ranked = _in_use(asked)
    of_document: dict[str, list[int]] = {}
    for row, _ in ranked:
        of_document.setdefault(asked.corpus.pieces[row].document, []).append(row)
    scores = dict(ranked)
    others = {
        row: [other for other in rows[:4] if other != row] for rows in of_document.values() for row in rows
    }
    return _best({row: score + share * sum(scores[other] for other in others[row]) for row, score in ranked})


def _with_sentences(asked: Asked, *, vectors: Mapping[int, "_Sentences"], first: int, share: float) -> Ranked:
    """As the product does with (20, 0.5): see `Candidate.score_with`."""
    ranked, own = _in_use(asked), vectors[id(asked.corpus)]
    worth = share * DENSE_WEIGHT / ((max(asked.dense.values()) - min(asked.dense.values())) or 1.0)
    gains = {row: worth * (own.best(row, asked.vector) - asked.dense[row]) for row, _ in ranked[:first]}
    return [*_best({row: score + gains[row] for row, score in ranked[:first]}), *ranked[first:]]


@dataclass(slots=True)
class _Sentences:
    """The vectors of a corpus's sentences, made when they are first asked for."""

    corpus: Corpus
    vectors: list[Vectors] = field(default_factory=list)

    def best(self, row: int, question: Vectors) -> float:
        if not self.vectors:
            texts = [piece.text for piece in self.corpus.pieces]
            spans = [list(sentence_spans(text, 0, len(text))) for text in texts]
            self.vectors += [passage.sentences for passage in MiniLmEmbedder().embed_passages(texts, spans)]
        return float((self.vectors[row] @ question).max())


def _other_words(
    corpora: Mapping[str, Corpus], asked: Mapping[str, Sequence[Asked]]
) -> list[tuple[str, dict[str, list[Asked]]]]:
    """The same with BM25 of the library bm25s: other constants, and other ways to cut words."""
    found = []
    for label, cut, k1, b in (
        ("BM25 k1 1.2 b 0.75 (bm25s)", stems, 1.2, 0.75),
        ("BM25 k1 0.9 b 0.4", stems, 0.9, 0.4),
        ("BM25 k1 0.9 b 0.75", stems, 0.9, 0.75),
        ("BM25 k1 1.6 b 0.75", stems, 1.6, 0.75),
        ("BM25 k1 1.2 b 0.9", stems, 1.2, 0.9),
        ("words as they are", lambda text: text.lower().split(), 1.2, 0.75),
        ("pairs of words too", _with_pairs, 1.2, 0.75),
    ):
        changed = {}
        for name, corpus in corpora.items():
            scores = _bm25(corpus, cut, k1, b)
            changed[name] = [
                Asked(it.corpus, it.vector, _dense(it.corpus, it.vector, words), words)
                for it, words in zip(asked[name], scores, strict=True)
            ]
        found.append((label, changed))
    return found


def _bm25(corpus: Corpus, cut: Callable[[str], list[str]], k1: float, b: float) -> list[Scores]:
    import bm25s

    index = bm25s.BM25(k1=k1, b=b)
    index.index([cut(searched_text(piece.title, piece.text)) for piece in corpus.pieces], show_progress=False)
    questions = [list(dict.fromkeys(cut(question))) for question in corpus.questions]
    count = min(MIN_CANDIDATES, len(corpus.pieces))
    rows, scores = index.retrieve(questions, k=count, show_progress=False)
    return [
        {int(row): float(score) for row, score in zip(*pair, strict=True) if score > 0}
        for pair in zip(rows, scores, strict=True)
    ]


def _with_pairs(text: str) -> list[str]:
    words = stems(text)
    return words + [f"{one} {other}" for one, other in zip(words, words[1:], strict=False)]


def _standardised(scores: Scores) -> dict[int, float]:
    values = list(scores.values()) or [0.0]
    middle, width = fmean(values), pstdev(values) or 1.0
    return {row: (score - middle) / width for row, score in scores.items()}


def _peak(scores: Scores) -> float:
    """How far the best stands above the next nine, of the width of all."""
    values = sorted(scores.values(), reverse=True)
    width = values[0] - values[-1] if values else 0.0
    return (values[0] - fmean(values[1:10])) / width if len(values) > 1 and width else 0.0


def _best(scores: Scores) -> Ranked:
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
