"""`python -m bench ablations`: changes to the search that were tried, and what each gained or lost.

Each variant changes one thing of hybrid search, on the same sets and questions as `bench retrieval`. "Best
sentence of 20, 0.5" is in the product; what the others would cost in time is not measured.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
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
from index.search.candidates import MIN_CANDIDATES
from index.search.fusion import DENSE_WEIGHT, fuse
from index.search.words import stems
from index.sentences import sentence_spans

Scores = Mapping[int, float]
Ranked = Sequence[tuple[int, float]]
_USED = "both sides joined"
# As many as `bench.retrieval.search` finds, so that the figures of both benches compare.
_KEPT = 20


@dataclass(slots=True)
class Candidates:
    """What vector search and word search found for one question: row to score, for the rows of either."""

    corpus: Corpus
    vector: Vectors
    dense: Scores
    words: Scores


Variant = Callable[[Candidates], Ranked]


def ablations(data: Path, cache: Path) -> Results:
    """Runs every variant; embeds the sentences of the passages on the way."""
    corpora = {name: load_corpus(data / name, cache, cut=sentences(MIN_TOKENS, MAX_TOKENS)) for name in SETS}
    candidates = {
        name: [_candidates(corpus, number) for number in range(len(corpus.questions))]
        for name, corpus in corpora.items()
    }
    scores = {label: _measure(label, candidates, variant) for label, variant in _variants(corpora).items()}
    for label, changed in _other_word_searches(corpora, candidates):
        scores[label] = _measure(label, changed, _in_use)
    return Results(
        name="ablations",
        tables=[scan_table("What else was tried", scores, _USED)],
        data=scores,
    )


def _measure(
    label: str, by_set: Mapping[str, Sequence[Candidates]], variant: Variant
) -> dict[str, list[float]]:
    return {
        name: each_metric(
            questions[0].corpus, [[row for row, _ in variant(question)[:_KEPT]] for question in questions]
        )
        for name, questions in track(by_set.items(), label)
    }


def _candidates(corpus: Corpus, number: int) -> Candidates:
    vector = corpus.vectors[number]
    words = dict(corpus.snapshot.words.search(corpus.questions[number], MIN_CANDIDATES))
    return Candidates(corpus, vector, _dense(corpus, vector, words), words)


def _dense(corpus: Corpus, vector: Vectors, words: Scores) -> Scores:
    index = corpus.snapshot.vectors
    dense = dict(index.search(vector, MIN_CANDIDATES))
    # As in the product: fusing needs the cosine of every candidate, also of those that only words found.
    missing = [row for row in words if row not in dense]
    return dense | dict(zip(missing, index.cosines(vector, missing), strict=True))


def _in_use(found: Candidates) -> Ranked:
    return fuse(found.dense, found.words)


def _variants(corpora: Mapping[str, Corpus]) -> dict[str, Variant]:
    # By identity, because a corpus holds arrays and has no hash. All variants share the vectors.
    sentence_vectors = {id(corpus): _Sentences(corpus) for corpus in corpora.values()}
    return {
        _USED: _in_use,
        "rank fusion (60)": _by_ranks,
        "z-scores": _by_deviations,
        **{f"weight by how peaked, {gain:+g}": partial(_by_peaks, gain=gain) for gain in (-0.2, 0.2, 0.4)},
        **{
            f"feedback of {count}, {share:g}": partial(_with_feedback, count=count, share=share)
            for count, share in ((3, 0.2), (3, 0.4), (5, 0.4), (5, 0.8))
        },
        **{
            f"a document's others lend {share:g}": partial(_with_lending, share=share)
            for share in (0.05, 0.1, 0.2)
        },
        **{
            f"best sentence of {first}, {share:g}": partial(
                _with_sentences, vectors=sentence_vectors, first=first, share=share
            )
            for first, share in ((20, 0.3), (20, 0.5), (20, 0.7), (100, 0.5))
        },
    }


def _by_ranks(found: Candidates) -> Ranked:
    """Reciprocal rank fusion (Cormack et al. 2009)."""
    scores: dict[int, float] = {}
    for side in (found.dense, found.words):
        for rank, row in enumerate(sorted(side, key=lambda row: -side[row]), start=1):
            # 60 is the constant of the paper.
            scores[row] = scores.get(row, 0.0) + 1 / (60 + rank)
    return _best(scores)


def _by_deviations(found: Candidates) -> Ranked:
    dense, words = _standardised(found.dense), _standardised(found.words)
    # 0 would be the mean here, so a passage without the words gets the lowest score that there is.
    lowest = min(words.values(), default=0.0)
    weight = DENSE_WEIGHT
    return _best({row: weight * dense[row] + (1 - weight) * words.get(row, lowest) for row in dense})


def _by_peaks(found: Candidates, *, gain: float) -> Ranked:
    weight = DENSE_WEIGHT + gain * (_peak(found.dense) - _peak(found.words))
    return fuse(found.dense, found.words, dense_weight=min(1.0, max(0.0, weight)))


def _with_feedback(found: Candidates, *, count: int, share: float) -> Ranked:
    """Rocchio's pseudo-relevance feedback: moves the question towards the mean of the first passages."""
    first = [row for row, _ in _in_use(found)[:count]]
    moved = found.vector + np.float32(share) * found.corpus.piece_vectors[first].mean(axis=0)
    # Of length 1 again, so that products with the other vectors are cosines.
    unit = (moved / np.linalg.norm(moved)).astype(np.float32)
    return fuse(_dense(found.corpus, unit, found.words), found.words)


def _with_lending(found: Candidates, *, share: float) -> Ranked:
    """Adds to each passage a share of the scores of other passages of its document."""
    ranked = _in_use(found)
    of_document: dict[str, list[int]] = {}
    for row, _ in ranked:
        of_document.setdefault(found.corpus.pieces[row].document, []).append(row)
    scores = dict(ranked)
    others = {
        row: [other for other in rows[:4] if other != row] for rows in of_document.values() for row in rows
    }
    return _best({row: score + share * sum(scores[other] for other in others[row]) for row, score in ranked})


def _with_sentences(
    found: Candidates, *, vectors: Mapping[int, "_Sentences"], first: int, share: float
) -> Ranked:
    """As the product does with (20, 0.5): see `Candidate.score_with`."""
    # `fuse` divides the cosines by their range; a gain in cosine must be divided by the same.
    ranked, sentences_ = _in_use(found), vectors[id(found.corpus)]
    weight = share * DENSE_WEIGHT / ((max(found.dense.values()) - min(found.dense.values())) or 1.0)
    gains = {
        row: weight * (sentences_.best(row, found.vector) - found.dense[row]) for row, _ in ranked[:first]
    }
    return [*_best({row: score + gains[row] for row, score in ranked[:first]}), *ranked[first:]]


@dataclass(slots=True)
class _Sentences:
    """The vectors of the sentences of a corpus, embedded at the first use."""

    corpus: Corpus
    vectors: list[Vectors] = field(default_factory=list)

    def best(self, row: int, question: Vectors) -> float:
        if not self.vectors:
            texts = [piece.text for piece in self.corpus.pieces]
            spans = [list(sentence_spans(text, 0, len(text))) for text in texts]
            self.vectors += [passage.sentences for passage in MiniLmEmbedder().embed_passages(texts, spans)]
        return float((self.vectors[row] @ question).max())


def _other_word_searches(
    corpora: Mapping[str, Corpus], by_set: Mapping[str, Sequence[Candidates]]
) -> Iterator[tuple[str, dict[str, list[Candidates]]]]:
    """The candidates with BM25 from the library bm25s: other constants, and other tokenizers."""
    # Another library, because the constants of tantivy are fixed at 1.2 and 0.75.
    for label, cut, k1, b in (
        # The constants of the product: what this row gains or loses is due to the library.
        ("BM25 k1 1.2 b 0.75 (bm25s)", stems, 1.2, 0.75),
        ("BM25 k1 0.9 b 0.4", stems, 0.9, 0.4),
        ("BM25 k1 0.9 b 0.75", stems, 0.9, 0.75),
        ("BM25 k1 1.6 b 0.75", stems, 1.6, 0.75),
        ("BM25 k1 1.2 b 0.9", stems, 1.2, 0.9),
        ("words as they are", lambda text: text.lower().split(), 1.2, 0.75),
        ("pairs of words too", _with_pairs, 1.2, 0.75),
    ):
        yield (
            label,
            {
                name: [
                    Candidates(corpus, found.vector, _dense(corpus, found.vector, words), words)
                    for found, words in zip(by_set[name], _bm25(corpus, cut, k1, b), strict=True)
                ]
                for name, corpus in corpora.items()
            },
        )


def _bm25(corpus: Corpus, cut: Callable[[str], list[str]], k1: float, b: float) -> list[Scores]:
    import bm25s

    index = bm25s.BM25(k1=k1, b=b)
    index.index([cut(searched_text(piece.title, piece.text)) for piece in corpus.pieces], show_progress=False)
    questions = [list(dict.fromkeys(cut(question))) for question in corpus.questions]
    # bm25s refuses to give more results than there are texts.
    count = min(MIN_CANDIDATES, len(corpus.pieces))
    rows, scores = index.retrieve(questions, k=count, show_progress=False)
    return [
        # It fills up its list with texts that have none of the words.
        {int(row): float(score) for row, score in zip(*pair, strict=True) if score > 0}
        for pair in zip(rows, scores, strict=True)
    ]


def _with_pairs(text: str) -> list[str]:
    words = stems(text)
    return words + [f"{first} {second}" for first, second in pairwise(words)]


def _standardised(scores: Scores) -> dict[int, float]:
    values = list(scores.values()) or [0.0]
    # Equal scores have no deviation to divide by.
    middle, width = fmean(values), pstdev(values) or 1.0
    return {row: (score - middle) / width for row, score in scores.items()}


def _peak(scores: Scores) -> float:
    """How far the best score is above the mean of the next nine, as a share of the range of all."""
    values = sorted(scores.values(), reverse=True)
    width = values[0] - values[-1] if values else 0.0
    return (values[0] - fmean(values[1:10])) / width if len(values) > 1 and width else 0.0


def _best(scores: Scores) -> Ranked:
    # Equal scores in the order of their rows, as `fuse` gives them.
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
