"""The scores are those of tantivy, which searches words of an index in a folder."""

import random
from collections import Counter

import numpy as np
import pytest

from index.search.postgres import bm25
from index.search.postgres.bm25 import Statistics, best, pack, unpack
from index.search.words import WordIndex, stems

WORDS = [f"word{number}" for number in range(300)]


@pytest.fixture(scope="module")
def texts():
    chance = random.Random(7)
    # Short and long ones, of few and of many words, and one with a word more often than a byte can count.
    made = [
        " ".join(chance.choice(WORDS[: chance.choice((5, 40, 300))]) for _ in range(chance.randint(1, 400)))
        for _ in range(300)
    ]
    return [(row, text) for row, text in enumerate([*made, "word0 " * 400], start=70)]


def packed(texts):
    postings = {}
    for row, text in texts:
        words = stems(text)
        for word, count in Counter(words).items():
            postings.setdefault(word, []).append((row, count, len(words)))
    all_words = sum(len(stems(text)) for _, text in texts)
    return {word: pack(*zip(*found, strict=True)) for word, found in postings.items()}, Statistics(
        passages=len(texts), words=all_words
    )


def found(texts, question, k, keep=lambda rows: np.ones(len(rows), dtype=np.bool_), only=None):
    postings, statistics = packed(texts)
    words = {word: postings[word] for word in dict.fromkeys(stems(question)) if word in postings}
    return best(words, statistics, k, keep, only)


@pytest.mark.parametrize("seed", range(8))
def test_rows_and_scores_are_those_of_tantivy(texts, seed):
    question = " ".join(random.Random(seed).choices(WORDS, k=6))
    ours, theirs = found(texts, question, 25), WordIndex.of(texts).search(question, 25)
    assert [row for row, _ in ours] == [row for row, _ in theirs]
    assert [score for _, score in ours] == pytest.approx([score for _, score in theirs], abs=1e-4)


def test_rows_that_lie_far_apart_get_the_same_scores(texts, monkeypatch):
    near = dict(found(texts, "word1 word2", 25))
    monkeypatch.setattr(bm25, "_WIDEST", 0)
    assert dict(found(texts, "word1 word2", 25)) == pytest.approx(near)


def test_what_may_not_be_found_takes_nobody_s_place(texts):
    everything = found(texts, "word1 word2 word3", 300)
    odd = [pair for pair in everything if pair[0] % 7 == 1]
    assert found(texts, "word1 word2 word3", 20, lambda rows: rows % 7 == 1) == odd[:20]


def test_a_few_rows_get_the_scores_that_they_have_among_all(texts):
    everything = found(texts, "word1 word2 word3", 300)
    few = np.array(sorted(row for row, _ in texts if row % 7 == 1))
    odd = [pair for pair in everything if pair[0] % 7 == 1]
    assert found(texts, "word1 word2 word3", 20, only=few) == [
        (row, pytest.approx(score)) for row, score in odd[:20]
    ]


def test_equal_scores_come_by_row_and_no_word_finds_nothing():
    same = [(row, "pear") for row in (9, 3, 7, 5)]
    assert [row for row, _ in found(same, "pear", 2)] == [3, 5]
    assert found(same, "zebra", 2) == []


def test_packed_postings_are_read_as_they_were_written():
    postings = pack([1, 4_000_000_000], [3, 999], [12, 500])
    assert unpack(postings.tobytes()).tolist() == [(1, 3, 12), (4_000_000_000, 255, postings["length"][1])]


@pytest.mark.parametrize("seed", range(4))
def test_passing_frequent_words_over_changes_neither_rows_nor_scores(seed, monkeypatch):
    chance = random.Random(seed)
    rows = np.arange(5_000)
    # Of each word fewer passages than of the one before; two batches of it, the later rows first.
    found = {f"word{number}": rows[[chance.random() < 0.6**number for _ in rows]] for number in range(9)}
    words = {
        word: pack(np.roll(of_word, 7), [chance.choice((1, 1, 1, 2, 9)) for _ in of_word], of_word % 60 + 1)
        for word, of_word in found.items()
    }
    statistics = Statistics(passages=5_000, words=150_000)
    keep = lambda rows: rows % 3 == seed % 3  # noqa: E731 - one line
    looked_up = []
    places = bm25._places
    monkeypatch.setattr(bm25, "_places", lambda *given: looked_up.append(given) or places(*given))
    ours = best(words, statistics, 20, keep)
    assert looked_up
    scored = bm25._Scorer(words, statistics).highest(len(rows))
    everything = sorted(
        zip(scored[0].tolist(), scored[1].tolist(), strict=True), key=lambda pair: (-pair[1], pair[0])
    )
    expected = [pair for pair in everything if pair[0] % 3 == seed % 3][:20]
    assert [row for row, _ in ours] == [row for row, _ in expected]
    assert [score for _, score in ours] == pytest.approx([score for _, score in expected])
