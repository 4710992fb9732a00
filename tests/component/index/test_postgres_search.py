"""What only search inside PostgreSQL has: tables that follow each change, and are merged."""

import psycopg
import pytest

from bench.word_embedder import WordEmbedder
from index import Index, TextSource
from index.ingest.reembedding import reembed

BATCHES = "SELECT count(*) FROM pincite_search.batches"


class OtherEmbedder(WordEmbedder):
    name = "other"
    dimensions = 24

    def _vector(self, text):
        vector = super()._vector(text)[:24]
        return vector / (vector**2).sum() ** 0.5


def text(number):
    return TextSource(
        source=f"{number}.txt", title=f"Note {number}", text=f"Pear {number} is ripe. It is number{number}."
    )


@pytest.fixture
def database(postgres):
    return postgres.new_database()


@pytest.fixture
def index(database, word_embedder):
    made = Index(database, embedder=word_embedder)
    yield made
    made.close()


def value(postgres, database, query):
    with psycopg.connect(database.replace("pincite@", "postgres@")) as connection:
        return connection.execute(query).fetchone()[0]


def test_many_small_changes_are_merged_and_what_is_found_stays(index, postgres, database):
    for number in range(20):
        index.add_texts([text(number)])
    index.close()  # waits for what is being merged
    assert value(postgres, database, BATCHES) < 12
    assert [index.search(f"number{number}", k=1)[0].passage.source for number in range(20)] == [
        f"{number}.txt" for number in range(20)
    ]
    assert index.passage_counts(["pear", "number3"]) == [20, 1] and index.check().problems == ()


def test_when_much_is_gone_its_words_leave_the_tables(index, postgres, database):
    index.add_texts([text(number) for number in range(12)])
    for number in range(8):
        index.remove(f"{number}.txt")
    index.close()
    assert value(postgres, database, "SELECT count(*) FROM pincite_search.gone") < 4
    assert index.passage_counts(["pear", "number3", "number9"]) == [4, 0, 1]


def test_what_was_saved_without_search_is_added_by_the_next_change(index):
    follower, index._store.follower = index._store.follower, None
    index.add_texts([text(1)])
    assert index.search("number1") == []
    index._store.follower = follower
    index.add_texts([text(2)])
    assert {hit.passage.source for hit in index.search("number1", k=5)} == {"1.txt", "2.txt"}


def test_a_vector_that_differs_is_named_by_the_check_and_mended_by_rebuild(index, postgres, database):
    index.add_texts([text(1), text(2)])
    postgres.execute(
        "UPDATE pincite_search.vectors SET vector = (SELECT vector FROM pincite_search.vectors ORDER BY row DESC LIMIT 1)",
        database=database.split("/")[3].split("?")[0],
    )
    assert "differs from the store; run: pincite rebuild" in index.check().problems[0]
    index.rebuild()
    assert index.check().problems == ()


def test_an_index_that_got_another_model_is_searched_with_its_vectors(index, database):
    index.add_texts([text(number) for number in range(5)])
    index.close()
    reembed(database, embedder=OtherEmbedder())
    with_other = Index(database, embedder=OtherEmbedder())
    assert (
        with_other.search("number3", k=1)[0].passage.source == "3.txt" and with_other.check().problems == ()
    )
    with_other.close()
