"""Metrics of one question's result: pure functions, each by its published definition."""

import math
import re
import string
from collections import Counter
from collections.abc import Collection, Sequence

from index import Span

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
# ASCII only, and removed before the articles, as in SQuAD's script: figures can then be compared with others.
_PUNCTUATION = str.maketrans("", "", string.punctuation)


def recall(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """The share of `relevant` among the first `k` of `ranking` (pytrec_eval's recall_k)."""
    return len(set(relevant).intersection(ranking[:k])) / len(set(relevant))


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """1 / rank of the first of `relevant` among the first `k`, else 0 (pytrec_eval's recip_rank, cut)."""
    return next((1 / rank for rank, id_ in enumerate(ranking[:k], start=1) if id_ in relevant), 0.0)


def ndcg(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Normalised discounted cumulative gain with gains of 0 and 1 (pytrec_eval's ndcg_cut_k).

    Järvelin and Kekäläinen 2002, with the discount 1 / log2(rank + 1).
    """
    # Gains are 0 or 1, since a set does not say that one place is better than another.
    gained = sum(_discount(rank) for rank, id_ in enumerate(ranking[:k], start=1) if id_ in relevant)
    return gained / sum(_discount(rank) for rank in range(1, min(k, len(set(relevant))) + 1))


def _discount(rank: int) -> float:
    return 1 / math.log2(rank + 1)


def normalise(text: str) -> str:
    """Lower case, without punctuation, articles and extra white space: SQuAD's official script.

    Rajpurkar et al. 2016, https://arxiv.org/abs/1606.05250.
    """
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def exact_match(answer: str, golds: Sequence[str]) -> float:
    """1 where `answer` is one of `golds` after normalisation, else 0."""
    return float(normalise(answer) in map(normalise, golds))


def token_f1(answer: str, golds: Sequence[str]) -> float:
    """The best F1 of the words of `answer` against those of one of `golds`, after normalisation."""
    return max((_f1(normalise(answer).split(), normalise(gold).split()) for gold in golds), default=0.0)


def _f1(words: Sequence[str], gold: Sequence[str]) -> float:
    # As in SQuAD's script: two empty answers agree.
    if not words or not gold:
        return float(not words and not gold)
    shared = (Counter(words) & Counter(gold)).total()
    return 2 * shared / (len(words) + len(gold))


def holds(text: str, golds: Sequence[str]) -> bool:
    """Whether one of `golds` is in `text` as whole words, after normalisation."""
    # The spaces keep "12" from being found in "120".
    words = f" {normalise(text)} "
    return any(f" {normalise(gold)} " in words for gold in golds if normalise(gold))


def same_place(first: Span, second: Span) -> bool:
    """Whether two stretches of one document overlap by half of the shorter one."""
    # Of the shorter one: a gold quote may be a part of a sentence, or several sentences.
    shared = min(first[1], second[1]) - max(first[0], second[0])
    return shared > 0 and 2 * shared >= min(first[1] - first[0], second[1] - second[0])
