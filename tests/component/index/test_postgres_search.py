"""What only search inside PostgreSQL has: tables that follow each change, and are merged."""

import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from bench.word_embedder import WordEmbedder
from index import DatabaseError, EmbedderChangedError, Index, TextSource
from index.ingest import reembedding
from index.ingest.reembedding import reembed
from index.search.postgres import engine, filling, vectors
from index.search.postgres.codes import KeptCodes

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


def test_a_passage_without_a_code_and_a_damaged_part_are_named_by_the_check_and_mended_by_rebuild(
    index, postgres, database, monkeypatch
):
    index.add_texts([text(1), text(2)])
    index.add_texts([text(3)])
    name = database.split("/")[3].split("?")[0]
    postgres.execute("DELETE FROM pincite_search.codes WHERE passages = 1", database=name)
    postgres.execute("UPDATE pincite_search.codes SET codes = substr(codes, 1, 90)", database=name)
    damaged, *missing = index.check().problems
    assert "is damaged; run: pincite rebuild" in damaged and len(missing) == 3
    assert "can't be found; run: pincite rebuild" in missing[0]
    postgres.execute("DELETE FROM pincite_search.codes", database=name)
    with monkeypatch.context() as patch, pytest.raises(DatabaseError, match="is empty; run: pincite rebuild"):
        patch.setattr(vectors, "MAX_EXACT", 0)
        index.search("pear")
    index.rebuild()
    assert index.check().problems == ()


def test_rows_that_are_not_those_of_a_document_are_named_by_the_check_and_mended_by_rebuild(
    index, postgres, database
):
    index.add_texts([text(1), text(2), text(3)])
    name = database.split("/")[3].split("?")[0]
    postgres.execute("DELETE FROM pincite_search.ranges WHERE first = 1", database=name)
    postgres.execute("UPDATE pincite_search.ranges SET last = 9 WHERE first = 2", database=name)
    postgres.execute("INSERT INTO pincite_search.gone VALUES ('', 3, 3)", database=name)
    assert [problem.split(";")[0] for problem in index.check().problems[:3]] == [
        "pincite_search.ranges: 1.txt can't be found with a filter",
        "pincite_search.ranges: 2.txt can't be found with a filter",
        "pincite_search.gone: of the passages 3 to 3 some are there",
    ]
    index.rebuild()
    assert index.check().problems == ()


def test_a_question_that_needs_a_damaged_part_says_how_to_mend_it(index, postgres, database, monkeypatch):
    index.add_texts([text(1), text(2)])
    monkeypatch.setattr(vectors, "MAX_EXACT", 1)
    postgres.execute(
        "UPDATE pincite_search.codes SET codes = substr(codes, 1, 90)",
        database=database.split("/")[3].split("?")[0],
    )
    with pytest.raises(DatabaseError, match="damaged; run: pincite rebuild"):
        index.search("number1")


def test_a_program_that_stays_open_while_a_newer_one_makes_other_tables_neither_asks_nor_adds(
    index, postgres, database
):
    index.add_texts([text(1)])
    postgres.execute(
        "UPDATE pincite_search.state SET value = '9999' WHERE key = 'format'",
        database=database.split("/")[3].split("?")[0],
    )
    for use in (lambda: index.search("number1"), lambda: index.add_texts([text(2)])):
        with pytest.raises(DatabaseError, match="another version of Pincite"):
            use()


def test_many_parts_become_one_and_every_passage_stays_in_it(index, postgres, database):
    for number in range(9):
        index.add_texts([text(number)])
    index.remove("3.txt")
    index.close()
    assert value(postgres, database, "SELECT count(*) FROM pincite_search.codes") < 5
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


def test_a_process_keeps_codes_up_to_a_bound_and_those_of_a_question_beyond_it(index):
    index.add_texts([text(1), text(2)])
    index.add_texts([text(3)])
    with index._store.reading() as transaction:
        connection = transaction.connection
        tokens = [token for (token,) in connection.execute("SELECT token FROM pincite_search.codes")]
        kept = KeptCodes(most_bytes=0)
        assert [len(part.rows) for part in kept.parts(connection, tokens)] in ([2, 1], [1, 2])
        assert kept.parts(connection, tokens)[0] is kept.parts(connection, tokens)[0]
        first = kept.parts(connection, tokens[:1])[0]
        kept.parts(connection, tokens[1:])
        assert kept.parts(connection, tokens[:1])[0] is not first


def test_parts_that_were_merged_are_kept_no_more(index):
    for number in range(7):
        index.add_texts([text(number)])
    kept, tokens = KeptCodes(), []
    for _ in range(2):
        with index._store.reading() as transaction:
            found = transaction.connection.execute("SELECT token FROM pincite_search.codes").fetchall()
            tokens.append([token for (token,) in found])
            kept.parts(transaction.connection, tokens[-1])
        index.add_texts([text(8)])
        index._searcher.engine.close()
    assert len(tokens[0]) == 7 and len(tokens[1]) == 1 and list(kept._parts) == tokens[1]


def test_what_is_added_while_all_is_embedded_again_gets_a_vector_of_the_new_model(
    index, database, monkeypatch
):
    index.add_texts([text(1)])
    next_batch = reembedding._next_batch

    def and_another_process_adds(store, progress):
        batch = next_batch(store, progress)
        if not batch:
            index.add_texts([text(2)])
        return batch

    monkeypatch.setattr(reembedding, "_next_batch", and_another_process_adds)
    reembed(database, embedder=OtherEmbedder())
    with_other = Index(database, embedder=OtherEmbedder())
    assert with_other.search("number2", k=1)[0].passage.source == "2.txt"
    assert with_other.check().problems == ()
    with_other.close()


def test_an_open_index_says_that_another_process_has_embedded_all_again(index, database):
    index.add_texts([text(1)])
    reembed(database, embedder=OtherEmbedder())
    with pytest.raises(EmbedderChangedError, match="'other'"):
        index.search("number1")
    # What was embedded before that, and is saved after it.
    with pytest.raises(EmbedderChangedError, match="'other'"), index._store.writing() as connection:
        connection.execute("INSERT INTO pincite_search.pending SELECT row FROM passages")
    index.rebuild()
    with_other = Index(database, embedder=OtherEmbedder())
    assert with_other.search("number1", k=1)[0].passage.source == "1.txt"
    with_other.close()


def test_who_asks_or_changes_something_beside_a_rebuild_waits_and_finds_all(
    index, postgres, database, monkeypatch
):
    index.add_texts([text(1), text(2)])
    other = Index(database, embedder=WordEmbedder())
    use, waiting = filling.tables.use, "SELECT count(*) FROM pg_locks WHERE NOT granted"

    def while_others_come(connection, schema):
        changed = pool.submit(other.add_texts, [TextSource(source="1.txt", title="1", text="Now a plum.")])
        while value(postgres, database, waiting) < 1:
            time.sleep(0.01)
        use(connection, schema)
        found = pool.submit(other.search, "number2")
        while value(postgres, database, waiting) < 2:
            time.sleep(0.01)
        results.extend([changed, found])

    monkeypatch.setattr(filling.tables, "use", while_others_come)
    results = []
    with ThreadPoolExecutor() as pool:
        index.rebuild()
        changed, found = results
        assert changed.result().updated == ("1.txt",) and found.result()[0].passage.source == "2.txt"
    assert other.search("plum")[0].passage.source == "1.txt" and other.check().problems == ()
    other.close()


def test_who_waits_for_tables_of_another_format_is_told_so(
    index, postgres, database, monkeypatch, caplog, word_embedder
):
    index.add_texts([text(1), text(2)])
    monkeypatch.setattr(engine, "_MANY", 2)
    name = database.split("/")[3].split("?")[0]
    postgres.execute("UPDATE pincite_search.state SET value = '4' WHERE key = 'format'", database=name)
    other = Index(database, embedder=word_embedder)
    assert "made anew for 2 passages" in caplog.text
    assert other.search("number2", k=1)[0].passage.source == "2.txt"
    other.close()
