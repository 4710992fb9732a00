"""`python -m bench retrieval`: checks the harness against reference figures, then compares search settings.

First it searches whole abstracts of SciFact, for which figures measured elsewhere with the same weights are known;
then passages of sentences, with each setting of the search and its neighbouring values.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from rich.progress import track

from bench.corpus import Corpus, load_corpus, sentences, whole
from bench.output import Results, Table
from index.chunking.passages import MAX_TOKENS, MIN_TOKENS
from index.embedding.embedder import Vectors
from index.search.candidates import MIN_CANDIDATES
from index.search.fusion import DENSE_WEIGHT, fuse
from rag.evaluation import mean, ndcg, recall

# Figures measured elsewhere with the same weights and recipe, on the train claims of SciFact.
REFERENCES = {
    "MiniLM, fp32": 66.02,
    "MiniLM, bf16": 65.98,
    "BM25 (bm25s)": 69.60,
    "joined half and half": 73.19,
}
_TOLERANCE = 0.3

# The first two name relevant documents only. The two train sets are most of the text, so they are left out
# where each value needs other passages.
SETS = ("scifact/train", "mtrag/valid", "squad/train", "squad/valid", "clapnq/valid", "hotpotqa/valid")
_WEIGHTS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)
_CANDIDATES = (20, 50, 100, 200, 500)
_LENGTHS = ((50, 125), (75, 180), (100, 250), (150, 250))
_K = 50

Ranking = Sequence[int]


def retrieval(data: Path, cache: Path) -> Results:
    """Runs all comparisons. The first run embeds some 30 MB of text; later runs take the vectors from `cache`."""
    scifact = data / "scifact" / "train"
    reference = _references(scifact, cache)
    cut = sentences(MIN_TOKENS, MAX_TOKENS)
    corpora = {name: load_corpus(data / name, cache, cut=cut) for name in SETS}
    # This is the setting in use, so its corpora are there already.
    titles = {"words": metric_by_set(corpora)}
    for where in ("nowhere", "both"):
        titles[where] = metric_by_set(
            {name: load_corpus(data / name, cache, cut=cut, titles=where) for name in SETS}
        )
    weights = {f"{weight:g}": metric_by_set(corpora, dense_weight=weight) for weight in _WEIGHTS}
    candidates = {str(count): metric_by_set(corpora, candidates=count) for count in _CANDIDATES}
    lengths = {
        f"{low} to {high}": metric_by_set(
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
    # The product embeds in bfloat16 where it is faster, so this line shows what that costs.
    half = load_corpus(folder, cache, cut=whole, dtype="bfloat16")
    words = list(_bm25s(full))
    return {
        "MiniLM, fp32": documents_ndcg(full, _dense(full)),
        "MiniLM, bf16": documents_ndcg(half, _dense(half)),
        "BM25 (bm25s)": documents_ndcg(full, [list(scores) for scores in words]),
        "joined half and half": documents_ndcg(full, list(_joined(full, words))),
        "BM25 (ours)": documents_ndcg(full, search(full, dense_weight=0.0)),
        "joined (ours)": documents_ndcg(full, search(full)),
    }


def _dense(corpus: Corpus) -> list[Ranking]:
    return [[row for row, _ in corpus.snapshot.vectors.search(vector, _K)] for vector in corpus.vectors]


def _bm25s(corpus: Corpus) -> Iterator[Mapping[int, float]]:
    """The 100 best pieces of each question by the library bm25s: row to score, highest first."""
    import bm25s
    import Stemmer

    # This and the constants below are the recipe of the reference figure.
    stemmer = Stemmer.Stemmer("english")

    def tokens(texts: Sequence[str]) -> object:
        return bm25s.tokenize(list(texts), stopwords="en", stemmer=stemmer, show_progress=False)

    index = bm25s.BM25(k1=1.2, b=0.75)
    index.index(tokens([piece.text for piece in corpus.pieces]), show_progress=False)
    rows, scores = index.retrieve(tokens(corpus.questions), k=100, show_progress=False)
    for question_rows, question_scores in zip(rows, scores, strict=True):
        yield dict(zip(question_rows.tolist(), question_scores.tolist(), strict=True))


def _joined(corpus: Corpus, words: Sequence[Mapping[int, float]]) -> Iterator[Ranking]:
    for vector, scores in zip(corpus.vectors, words, strict=True):
        dense = dict(corpus.snapshot.vectors.search(vector, 100))
        # Fusing needs the cosine of every candidate, also of those that only words found.
        missing = [row for row in scores if row not in dense]
        dense.update(zip(missing, corpus.snapshot.vectors.cosines(vector, missing), strict=True))
        # Half and half, as the reference was measured; it is not the weight in use.
        yield [row for row, _ in fuse(dense, scores, dense_weight=0.5)[:_K]]


def search(
    corpus: Corpus, *, candidates: int = MIN_CANDIDATES, dense_weight: float = DENSE_WEIGHT
) -> list[Ranking]:
    """Searches as the product does; for each question the rows found, best first."""

    def rows(question: str, vector: Vectors) -> Ranking:
        found = corpus.snapshot.search(question, vector, 20, candidates=candidates, dense_weight=dense_weight)
        return [candidate.row for candidate in found]

    return list(map(rows, corpus.questions, corpus.vectors))


def documents_ndcg(corpus: Corpus, rankings: Sequence[Ranking]) -> list[float]:
    """nDCG@10 of the documents, question by question."""
    return [
        ndcg(_as_documents(corpus, ranking), relevant, 10)
        for ranking, relevant in zip(rankings, corpus.relevant_documents, strict=True)
    ]


def _as_documents(corpus: Corpus, ranking: Ranking) -> list[str]:
    # A document is ranked at its first passage.
    return list(dict.fromkeys(corpus.pieces[row].document for row in ranking))


def metric_by_set(
    corpora: Mapping[str, Corpus], *, candidates: int = MIN_CANDIDATES, dense_weight: float = DENSE_WEIGHT
) -> dict[str, list[float]]:
    """Searches every set; one value for each question, as `each_metric` says."""
    return {
        name: each_metric(corpus, search(corpus, candidates=candidates, dense_weight=dense_weight))
        for name, corpus in track(
            corpora.items(), f"searching, {candidates} candidates, weight {dense_weight:g}"
        )
    }


def each_metric(corpus: Corpus, rankings: Sequence[Ranking]) -> list[float]:
    """Recall@5 of the passages with the quote, question by question; nDCG@10 of documents if the set has no quotes."""
    has_quotes = any(rows is not None for rows in corpus.relevant_pieces)
    return (_passages_recall if has_quotes else documents_ndcg)(corpus, rankings)


def _passages_recall(corpus: Corpus, rankings: Sequence[Ranking]) -> list[float]:
    return [
        # A quote that is in no piece, because it was cut in two, counts as not found.
        recall([str(row) for row in ranking], relevant, 5) if relevant else 0.0
        for ranking, relevant in zip(rankings, corpus.relevant_pieces, strict=True)
        if relevant is not None
    ]


def _reference_table(reference: Mapping[str, Sequence[float]]) -> Table:
    rows = []
    for name, values in reference.items():
        known = REFERENCES.get(name)
        value = 100 * float(np.mean(values))
        comparison = (
            ("", "")
            if known is None
            else (f"{known:.2f}", "yes" if abs(value - known) <= _TOLERANCE else "no")
        )
        rows.append((name, f"{value:.2f}", *comparison))
    return Table(
        title="SciFact train claims, whole abstracts as passages: nDCG@10",
        columns=("recipe", "here", "reference", f"within {_TOLERANCE}"),
        rows=rows,
    )


def _cutting_table(reference: Mapping[str, Sequence[float]], cut: Corpus) -> Table:
    """Compares whole abstracts with passages of sentences."""
    pairs = [
        ("vectors alone", reference["MiniLM, fp32"], documents_ndcg(cut, _dense(cut))),
        ("words alone", reference["BM25 (ours)"], documents_ndcg(cut, search(cut, dense_weight=0.0))),
        ("joined", reference["joined (ours)"], documents_ndcg(cut, search(cut))),
    ]
    return Table(
        title="The same, cut into passages of sentences",
        columns=("side", "whole", "passages", "change (95% interval)"),
        rows=[
            (name, _percent(whole), _percent(passages), _change(whole, passages))
            for name, whole, passages in pairs
        ],
    )


def _percent(values: Sequence[float]) -> str:
    return f"{100 * float(np.mean(values)):.2f}"


def _change(before: Sequence[float], after: Sequence[float]) -> str:
    change = mean([100 * (b - a) for a, b in zip(before, after, strict=True)])
    return f"{change.value:+.2f} ({change.low:+.2f} to {change.high:+.2f})" if change else ""


def scan_table(title: str, scan: Mapping[str, Mapping[str, Sequence[float]]], used: str) -> Table:
    """A row for each value of a setting; the last column compares it with the value in use, over all questions."""
    sets = list(scan[used])
    rows = []
    for value, found in scan.items():
        means = [100 * float(np.mean(found[name])) for name in sets]
        pooled = [[score for name in sets for score in by_set[name]] for by_set in (scan[used], found)]
        # Question by question over all sets, because the same questions were asked: that gives the narrower
        # interval.
        name, change = (f"{value} (in use)", "") if value == used else (value, _change(*pooled))
        rows.append((name, *(f"{mean_:.2f}" for mean_ in means), f"{np.mean(means):.2f}", change))
    return Table(
        title=title,
        columns=("", *sets, "mean of sets", "change, all questions (95% interval)"),
        rows=rows,
        note="SciFact and MTRAG: nDCG@10 of documents. The others: recall@5 of the passages that hold the quote.",
    )
