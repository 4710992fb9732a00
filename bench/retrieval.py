"""`python -m bench retrieval`: is the harness right, and what do weight, candidates and length give?

First whole abstracts of SciFact as passages, against figures that others reach with the same weights;
then passages of sentences, and each setting of the search with its neighbours.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from rich.progress import track

from bench.corpus import Corpus, load_corpus, sentences, whole
from bench.output import Results, Table
from index.chunking.passages import MAX_TOKENS, MIN_TOKENS
from index.search.fusion import DENSE_WEIGHT, fuse
from index.search.snapshot import MIN_CANDIDATES
from rag.evaluation import mean, ndcg, recall

# Measured elsewhere with the same weights and recipe, on SciFact's train claims.
REFERENCES = {
    "MiniLM, fp32": 66.02,
    "MiniLM, bf16": 65.98,
    "BM25 (bm25s)": 69.60,
    "joined half and half": 73.19,
}
_TRUSTED = 0.3

# In the first two only documents are known. The two of train, most of the text, are left out where
# passages are cut anew.
SETS = ("scifact/train", "mtrag/valid", "squad/train", "squad/valid", "clapnq/valid", "hotpotqa/valid")
_WEIGHTS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)
_CANDIDATES = (20, 50, 100, 200, 500)
_LENGTHS = ((50, 125), (75, 180), (100, 250), (150, 250))
_K = 50

Ranking = Sequence[int]


def retrieval(data: Path, cache: Path) -> Results:
    """Runs everything; the first time embeds some 30 MB of text, later runs take the vectors from `cache`."""
    scifact = data / "scifact" / "train"
    reference = _references(scifact, cache)
    cut = sentences(MIN_TOKENS, MAX_TOKENS)
    corpora = {name: load_corpus(data / name, cache, cut=cut) for name in SETS}
    titles = {"words": _each(corpora)}
    for where in ("nowhere", "both"):
        titles[where] = _each({name: load_corpus(data / name, cache, cut=cut, titles=where) for name in SETS})
    weights = {f"{weight:g}": _each(corpora, dense_weight=weight) for weight in _WEIGHTS}
    candidates = {str(count): _each(corpora, candidates=count) for count in _CANDIDATES}
    lengths = {
        f"{low} to {high}": _each(
            {
                name: load_corpus(data / name, cache, cut=sentences(low, high))
                for name in SETS
                if name not in ("scifact/train", "squad/train")
            }
        )
        for low, high in _LENGTHS
    }
    return Results(
        name="retrieval",
        tables=[
            _reference_table(reference),
            _cutting_table(reference, corpora["scifact/train"]),
            scan_table("Which side looks for a document's title", titles, "words"),
            scan_table("Share of the vectors' side in the score", weights, f"{DENSE_WEIGHT:g}"),
            scan_table("Candidates that each side offers, at least", candidates, str(MIN_CANDIDATES)),
            scan_table("Tokens of a passage", lengths, f"{MIN_TOKENS} to {MAX_TOKENS}"),
        ],
        data={
            "reference": {name: list(values) for name, values in reference.items()},
            "titles": titles,
            "weights": weights,
            "candidates": candidates,
            "lengths": lengths,
        },
    )


def _references(folder: Path, cache: Path) -> dict[str, list[float]]:
    """nDCG@10 of each claim with whole abstracts as passages, by recipe."""
    full = load_corpus(folder, cache, cut=whole)
    half = load_corpus(folder, cache, cut=whole, dtype="bfloat16")
    words = list(_bm25s(full))
    return {
        "MiniLM, fp32": _documents_ndcg(full, _dense(full)),
        "MiniLM, bf16": _documents_ndcg(half, _dense(half)),
        "BM25 (bm25s)": _documents_ndcg(full, [list(found) for found in words]),
        "joined half and half": _documents_ndcg(full, list(_joined(full, words))),
        "BM25 (ours)": _documents_ndcg(full, _search(full, dense_weight=0.0)),
        "joined (ours)": _documents_ndcg(full, _search(full)),
    }


def _dense(corpus: Corpus) -> list[Ranking]:
    return [[row for row, _ in corpus.snapshot.vectors.search(vector, _K)] for vector in corpus.vectors]


def _bm25s(corpus: Corpus) -> Iterator[Mapping[int, float]]:
    """The 100 best pieces of each question by the library bm25s: row to score, highest first."""
    import bm25s
    import Stemmer

    stemmer = Stemmer.Stemmer("english")

    def tokens(texts: Sequence[str]) -> object:
        return bm25s.tokenize(list(texts), stopwords="en", stemmer=stemmer, show_progress=False)

    index = bm25s.BM25(k1=1.2, b=0.75)
    index.index(tokens([piece.text for piece in corpus.pieces]), show_progress=False)
    rows, scores = index.retrieve(tokens(corpus.questions), k=100, show_progress=False)
    for some, their in zip(rows, scores, strict=True):
        yield dict(zip(some.tolist(), their.tolist(), strict=True))


def _joined(corpus: Corpus, words: Sequence[Mapping[int, float]]) -> Iterator[Ranking]:
    for vector, found in zip(corpus.vectors, words, strict=True):
        dense = dict(corpus.snapshot.vectors.search(vector, 100))
        missing = [row for row in found if row not in dense]
        dense.update(zip(missing, corpus.snapshot.vectors.cosines(vector, missing), strict=True))
        yield [row for row, _ in fuse(dense, found, dense_weight=0.5)[:_K]]


def _search(
    corpus: Corpus, *, candidates: int = MIN_CANDIDATES, dense_weight: float = DENSE_WEIGHT
) -> list[Ranking]:
    """What the product finds, as rows."""
    asked = zip(corpus.questions, corpus.vectors, strict=True)
    return [
        [
            it.row
            for it in corpus.snapshot.search(
                question, vector, 20, candidates=candidates, dense_weight=dense_weight
            )
        ]
        for question, vector in asked
    ]


def _documents_ndcg(corpus: Corpus, rankings: Sequence[Ranking]) -> list[float]:
    return [
        ndcg(_as_documents(corpus, ranking), relevant, 10)
        for ranking, relevant in zip(rankings, corpus.relevant_documents, strict=True)
    ]


def _as_documents(corpus: Corpus, ranking: Ranking) -> list[str]:
    return list(dict.fromkeys(corpus.pieces[row].document for row in ranking))


def _each(
    corpora: Mapping[str, Corpus], *, candidates: int = MIN_CANDIDATES, dense_weight: float = DENSE_WEIGHT
) -> dict[str, list[float]]:
    """One value for each question of each set; see `each_metric`."""
    return {
        name: each_metric(it, _search(it, candidates=candidates, dense_weight=dense_weight))
        for name, it in track(corpora.items(), f"searching, {candidates} candidates, weight {dense_weight:g}")
    }


def each_metric(corpus: Corpus, rankings: Sequence[Ranking]) -> list[float]:
    """For each question recall@5 of the passages with the quote; nDCG@10 of documents where only these are known."""
    known = any(rows is not None for rows in corpus.relevant_pieces)
    return (_passages_recall if known else _documents_ndcg)(corpus, rankings)


def _passages_recall(corpus: Corpus, rankings: Sequence[Ranking]) -> list[float]:
    return [
        recall([str(row) for row in ranking], relevant, 5) if relevant else 0.0
        for ranking, relevant in zip(rankings, corpus.relevant_pieces, strict=True)
        if relevant is not None
    ]


def _reference_table(reference: Mapping[str, Sequence[float]]) -> Table:
    rows = []
    for name, values in reference.items():
        known = REFERENCES.get(name)
        value = 100 * float(np.mean(values))
        told = (
            ("", "") if known is None else (f"{known:.2f}", "yes" if abs(value - known) <= _TRUSTED else "no")
        )
        rows.append((name, f"{value:.2f}", *told))
    return Table(
        title="SciFact train claims, whole abstracts as passages: nDCG@10",
        columns=("recipe", "here", "reference", f"within {_TRUSTED}"),
        rows=rows,
    )


def _cutting_table(reference: Mapping[str, Sequence[float]], cut: Corpus) -> Table:
    """What it changes that abstracts are cut into passages of sentences."""
    pairs = [
        ("vectors alone", reference["MiniLM, fp32"], _documents_ndcg(cut, _dense(cut))),
        ("words alone", reference["BM25 (ours)"], _documents_ndcg(cut, _search(cut, dense_weight=0.0))),
        ("joined", reference["joined (ours)"], _documents_ndcg(cut, _search(cut))),
    ]
    return Table(
        title="The same, cut into passages of sentences",
        columns=("side", "whole", "passages", "change (95% interval)"),
        rows=[(name, _hundred(one), _hundred(other), _change(one, other)) for name, one, other in pairs],
    )


def _hundred(values: Sequence[float]) -> str:
    return f"{100 * float(np.mean(values)):.2f}"


def _change(one: Sequence[float], other: Sequence[float]) -> str:
    it = mean([100 * (b - a) for a, b in zip(one, other, strict=True)])
    return f"{it.value:+.2f} ({it.low:+.2f} to {it.high:+.2f})" if it else ""


def scan_table(title: str, scan: Mapping[str, Mapping[str, Sequence[float]]], used: str) -> Table:
    """A row for each value; the last column holds it against the one in use, over all questions."""
    sets = list(scan[used])
    rows = []
    for value, found in scan.items():
        means = [100 * float(np.mean(found[name])) for name in sets]
        pooled = _change(*([it for name in sets for it in of[name]] for of in (scan[used], found)))
        name, change = (f"{value} (in use)", "") if value == used else (value, pooled)
        rows.append((name, *(f"{it:.2f}" for it in means), f"{np.mean(means):.2f}", change))
    return Table(
        title=title,
        columns=("", *sets, "mean of sets", "change, all questions (95% interval)"),
        rows=rows,
        note="SciFact and MTRAG: nDCG@10 of documents. The others: recall@5 of the passages that hold the quote.",
    )
