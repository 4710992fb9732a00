"""What search means, on each engine: FAISS and tantivy over a folder, and tables of PostgreSQL with each way to find vectors."""

import random

import pytest

from index import Filter, Index, TextSource
from index.search.postgres import filling, searched, vectors
from index.store.access import Access

WORDS = "apple pear plum cherry quince date lemon olive grape melon peach mango kiwi lime guava".split()


def note(number, version=0):
    chance = random.Random(number * 100 + version)
    words = [" ".join(chance.choices(WORDS, k=9)) for _ in range(4)]
    text = ". ".join(f"{part.capitalize()} of orchard{number}" for part in words)
    return TextSource(source=f"shelf{number % 3}/{number}.txt", title=f"Note {number}", text=f"{text}.")


@pytest.fixture(params=["folder", "postgres", "postgres by codes", "postgres by graph"])
def index(request, tmp_path, word_embedder, monkeypatch):
    if "by" in request.param:
        monkeypatch.setattr(vectors, "MAX_EXACT", 0)
    if "graph" in request.param:
        for module in (filling, searched):
            monkeypatch.setattr(module, "MOST_BY_CODES", 0)
    place = (
        tmp_path / "index"
        if request.param == "folder"
        else request.getfixturevalue("postgres").new_database()
    )
    made = Index(place, embedder=word_embedder)
    yield made
    made.close()


def changed(index):
    """Fills an index by many changes, some of which replace or remove what is there."""
    index.add_texts([note(number) for number in range(20)])
    for number in range(0, 20, 4):
        index.add_texts([note(number, version=1)])
    index.remove("shelf2/5.txt")
    index.add_texts([note(30), note(31)])


def found(index, **how):
    return [
        [
            (hit.passage.source, pytest.approx(hit.score, abs=2e-3))
            for hit in index.search(question, k=8, **how)
        ]
        for question in ("apple and plum", "orchard7 melon", "guava", "nothing of that")
    ]


def test_both_engines_find_the_same_with_the_same_scores(index, tmp_path, word_embedder):
    changed(index)
    other = Index(tmp_path / "other", embedder=word_embedder)
    changed(other)
    other.rebuild()  # so that passages that are gone count no more
    index.rebuild()
    assert found(index) == found(other)
    assert found(index, where=Filter(source="shelf1/*")) == found(other, where=Filter(source="shelf1/*"))
    asked = ["apple", "orchards", "the", "orchard7", "orchard5", "zebra", "apple-orchard7"]
    assert index.passage_counts(asked) == other.passage_counts(asked)
    assert [index.similar_words(word) for word in ("aple", "chery", "quinec", "lemon")] == [
        other.similar_words(word) for word in ("aple", "chery", "quinec", "lemon")
    ]
    other.close()


def test_what_is_removed_or_replaced_is_found_and_counted_no_more(index):
    index.add_texts(
        [note(1), TextSource(source="gone.txt", title="Gone", text="The lighthouse stands. It is white.")]
    )
    index.add_texts([TextSource(source="new.txt", title="New", text="The windmill turns. It is red.")])
    assert index.similar_words("lighthose") == ["lighthouse"]
    index.remove("gone.txt")
    index.add_texts([TextSource(source="new.txt", title="New", text="The harbour is old. It is grey.")])
    assert index.passage_counts(["lighthouse", "windmill", "harbour", "the"]) == [0, 0, 1, 2]
    assert index.similar_words("lighthose") == index.similar_words("windmil") == []
    assert {hit.passage.source for hit in index.search("lighthouse windmill", k=9)} == {
        "new.txt",
        "shelf1/1.txt",
    }


def test_a_renamed_document_is_found_by_its_new_title_alone_and_put_back_as_it_was(index):
    index.add_texts(
        [note(1), TextSource(source="old.txt", title="Windmill", text="The harbour is old. It is grey.")]
    )
    (id_,) = [document.id for document in index.documents() if document.source == "old.txt"]
    index.document_list.rename(id_, "Lighthouse")
    assert index.passage_counts(["windmill", "lighthouse", "harbour", "the"]) == [0, 1, 1, 2]
    assert index.search("lighthouse harbour", k=9)[0].passage.source == "old.txt"
    assert len(index.search("harbour", k=9)) == 2
    removed = index.document_list.remove([id_])
    assert index.passage_counts(["harbour"]) == [0]
    index.document_list.put_back(removed)
    assert index.passage_counts(["lighthouse", "harbour"]) == [1, 1] and index.check().problems == ()


def test_a_filter_leaves_out_before_anything_is_ranked(index):
    index.add_texts([note(number) for number in range(20)])
    hits = index.search("apple orchard4 plum", k=20, where=Filter(source="shelf2/*"))
    assert {hit.passage.source for hit in hits} == {
        f"shelf2/{number}.txt" for number in (2, 5, 8, 11, 14, 17)
    }
    assert index.search("apple", where=Filter(source="none/*")) == []


def test_a_filter_that_matches_few_of_many_finds_the_best_of_them(index):
    index.add_texts([note(number) for number in range(60)])
    index.rebuild()
    for number in (7, 31):
        only = Filter(source=f"*/{number}.txt")
        best = [hit.passage.source for hit in index.search("apple and plum", k=3, where=only)]
        assert set(best) == {f"shelf{number % 3}/{number}.txt"}
        assert len(index.search("zebra", k=9, where=only)) == len(best)
    index.remove("shelf1/7.txt")
    assert index.search("apple", where=Filter(source="*/7.txt")) == []


def test_making_the_structures_anew_or_at_once_changes_nothing(index):
    changed(index)
    index._searcher.engine.write()
    before = index.search("apple and plum", k=5)
    index.rebuild()
    after = index.search("apple and plum", k=5)
    assert [hit.passage.id for hit in after] == [hit.passage.id for hit in before]
    assert index.check().problems == ()
    assert {hit.passage.id for hit in index.search("apple and plum", k=25)} == {
        passage.id for document in index.documents() for passage in index.passages(document.id)
    }


def test_nobody_learns_a_word_of_a_document_that_they_may_not_see(index):
    anna = index.seen_by(Access(reads=frozenset({"anna"}), writes="anna"))
    bert = index.seen_by(Access(reads=frozenset({"bert"}), writes="bert"))
    anna.add_texts([TextSource(source="a.txt", title="A", text="The submarine dives. It is yellow.")])
    bert.add_texts([TextSource(source="b.txt", title="B", text="The submarines rise. They are green.")])
    bert.add_texts([TextSource(source="c.txt", title="C", text="The aeroplane lands. It is blue.")])
    assert [hit.passage.source for hit in anna.search("submarine aeroplane")] == ["a.txt"]
    assert {hit.passage.source for hit in bert.search("submarine aeroplane")} == {"b.txt", "c.txt"}
    assert anna.passage_counts(["aeroplane", "submarine", "yellow", "the"]) == [0, 1, 1, 1]
    assert anna.similar_words("aeroplan") == [] and bert.similar_words("aeroplan") == ["aeroplane"]
    assert bert.similar_words("yelow") == []
    bert.remove("b.txt")
    assert [hit.passage.source for hit in anna.search("submarine")] == ["a.txt"]
    assert bert.passage_counts(["submarine"]) == [0]
