"""Several databases answer as one does."""

import random
import threading

import pytest

from index import Filter, Index, TextSource
from index.shards import spreading
from index.shards.sharded import ShardedIndex
from index.shards.spreading import spread

WORDS = [f"{kind}{number}" for kind in ("apple", "pear", "plum") for number in range(40)]


def text(number):
    chance = random.Random(number)
    sentences = [" ".join(chance.choices(WORDS, k=8)) for _ in range(3)]
    return TextSource(
        source=f"{number}.txt", title=f"Note {number}", text=". ".join(map(str.capitalize, sentences)) + "."
    )


TEXTS = [text(number) for number in range(90)]
QUESTIONS = [" ".join(random.Random(number).choices(WORDS, k=5)) for number in range(40)]


@pytest.fixture
def databases(postgres):
    return [postgres.new_database() for _ in range(3)]


def found(index, question, **how):
    return [hit.passage.source for hit in index.search(question, k=10, **how)]


def test_what_two_shards_find_is_what_one_database_finds(databases, tmp_path, word_embedder):
    whole = Index(tmp_path / "whole", embedder=word_embedder)
    whole.add_texts(TEXTS)
    shards = ShardedIndex(databases[:2], embedder=word_embedder)
    report = shards.add_texts(TEXTS)
    assert len(report.added) == 90 and min(shard.count() for shard in shards.shards) > 25
    same = sum(found(whole, question) == found(shards, question) for question in QUESTIONS)
    assert same == len(QUESTIONS)
    few = Filter(source="1*")
    assert found(whole, QUESTIONS[0], where=few) == found(shards, QUESTIONS[0], where=few)
    assert shards.passage_counts(WORDS[:9]) == whole.passage_counts(WORDS[:9])
    assert shards.similar_words("appel") == whole.similar_words("appel")
    shards.remove("7.txt")
    assert shards.count() == 89
    shards.close()
    whole.close()


def test_a_shard_more_takes_its_share_while_each_question_gets_the_same_answer(databases, word_embedder):
    two = ShardedIndex(databases[:2], embedder=word_embedder)
    two.add_texts(TEXTS)
    expected = {question: found(two, question) for question in QUESTIONS[:4]}
    two.close()
    index = ShardedIndex(databases, embedder=word_embedder)
    wrong, done = [], threading.Event()

    def ask():
        while not done.is_set():
            for question, right in expected.items():
                sources = found(index, question)
                # A document that is in two shards counts twice in what a word weighs, so that close places may change.
                if sources[0] != right[0] or len(set(sources)) != 10 or len(set(sources) & set(right)) < 8:
                    wrong.append((question, sources))

    asking = threading.Thread(target=ask)
    asking.start()
    moved = spread(index.roots, index.place_of, grace=0.3)
    done.set()
    asking.join()
    assert 15 < moved < 45 and index.shards[2].count() == moved and index.count() == 90
    assert all(index.place_of(document.source) == 2 for document in index.shards[2].documents())
    assert {question: found(index, question) for question in expected} == expected
    assert wrong == []
    assert spread(index.roots, index.place_of) == 0
    index.close()


def test_two_who_spread_at_once_lose_nothing(databases, word_embedder, monkeypatch):
    one = Index(databases[0], embedder=word_embedder)
    one.add_texts(TEXTS)
    one.close()
    first, second = (
        ShardedIndex(order, embedder=word_embedder) for order in (databases[:2], databases[1::-1])
    )
    copied, copy = threading.Event(), spreading._copy

    def copy_and_say(*arguments):
        result = copy(*arguments)
        copied.set()
        return result

    monkeypatch.setattr(spreading, "_copy", copy_and_say)
    slower = threading.Thread(target=first.spread, kwargs={"grace": 0.5})
    slower.start()
    copied.wait()
    second.spread(grace=0)
    slower.join()
    assert second.count() == 90 and second.check().problems == ()
    first.close()
    second.close()
