"""Search structures follow the store: what they find does not depend on how they came about."""

import threading

import numpy as np
import pytest

from bench.crash_safety import small_thresholds
from index import Index, TextSource
from index.search.local.segment import segment_folders

WORDS = "apple pear plum cherry quince fig date lemon olive grape melon peach mango kiwi lime guava".split()


@pytest.fixture(autouse=True)
def small():
    """Bases and codes from a few passages on, so that all kinds of structure occur."""
    with small_thresholds():
        yield


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def make(folder, word_embedder):
    return lambda: Index(folder, embedder=word_embedder)


def note(number, salt=0):
    random = np.random.default_rng((number, salt))
    sentences = [f"{' '.join(random.choice(WORDS, 9))} number{number} version{salt}." for _ in range(30)]
    return TextSource(source=f"{number}.txt", title=str(number), text=" ".join(sentences).capitalize())


def answers(index):
    return [
        [(hit.passage.text, round(hit.dense_score, 3)) for hit in index.search(f"{first} and {second}", k=8)]
        for first, second in zip(WORDS, WORDS[3:], strict=False)
    ]


def unordered(found):
    """Without the order of hits, in which equal scores may differ from one base to another."""
    return [set(hits) for hits in found]


def grown(make):
    """An index that was asked while it was added to, changed and removed from."""
    index = make()
    for number in range(30):
        index.add_texts([note(number)])
        if number % 3 == 0:
            index.search("apple and plum")
        if number % 5 == 4:
            index.add_texts([note(number - 2, salt=1)])
        if number % 7 == 6:
            index.remove(f"{number - 4}.txt")
            index.search("pear")
    index.close()
    return index


def test_a_grown_index_finds_what_one_made_anew_finds(make, folder):
    index = grown(make)
    assert segment_folders(folder), "it has grown past what is kept in memory"
    assert answers(index) == answers(make())
    found = unordered(answers(index))
    index.rebuild()
    assert unordered(answers(index)) == found
    for path in segment_folders(folder):
        (path / "manifest.json").unlink()
    assert unordered(answers(make())) == found


def test_what_is_removed_after_the_base_was_written_is_found_no_more(make, folder):
    index = make()
    index.add_texts([note(number) for number in range(12)])
    index.rebuild()
    index.search("apple")
    bases = segment_folders(folder)
    index.remove("3.txt")
    index.close()
    assert len(bases) == 1 and segment_folders(folder) == bases, "the document is still in the base"
    for question in ("number3", "apple pear", "version0"):
        assert all(hit.passage.source != "3.txt" for hit in index.search(question, k=200))


def test_a_base_is_written_once_much_has_changed_and_the_old_one_goes(make, folder):
    index = make()
    index.add_texts([note(number) for number in range(12)])
    index.close()
    (first,) = segment_folders(folder)
    index.add_texts([note(100)])
    index.close()
    assert segment_folders(folder) == [first], "one document of thirteen is laid over it"
    for number in range(12, 40):
        index.add_texts([note(number)])
    index.close()
    (second,) = segment_folders(folder)
    assert second.name > first.name


def test_questions_go_on_while_a_base_is_written(make, folder):
    index = make()
    index.add_texts([note(number) for number in range(40)])
    # Adding has started the writing, and closing waits for it.
    writing = threading.Thread(target=index.close)
    writing.start()
    during = []
    while writing.is_alive() or not during:
        during.append(unordered(answers(index)))
    writing.join()
    assert segment_folders(folder)
    after = unordered(answers(index))
    assert all(found == after for found in during)


def test_a_second_process_follows_what_the_first_adds(make):
    first, second = make(), make()
    first.add_texts([note(number) for number in range(12)])
    second.search("apple")
    first.add_texts([note(50)])
    assert second.search("number50", k=1)[0].passage.source == "50.txt"
    first.remove("50.txt")
    assert all("number50" not in hit.passage.text for hit in second.search("number50", k=50))


def test_nothing_is_left_behind_when_an_index_is_closed(make, folder):
    index = grown(make)
    index.search("apple")
    index.add_texts([note(60)])
    index.search("apple")
    del index
    again = make()
    again.search("apple")
    again.add_texts([note(number) for number in range(70, 100)])  # so many that a base is due
    again.close()
    names = [path.name for path in (folder / "search").iterdir()]
    assert [name for name in names if name.startswith((".copy-", ".unfinished-"))] == []


def test_words_are_counted_and_compared_in_the_newest_state(make, folder):
    index = make()
    assert index.passage_counts(["apple", "the"]) == [0, 0] and index.similar_words("aple") == []
    index.add_texts([note(number) for number in range(12)])
    index.search("apple")
    assert segment_folders(folder), "the words are in files"
    index.add_texts([TextSource(source="a.txt", title="a", text="Quinoa, she said. Quinoas!")])
    assert index.passage_counts(["quinoa", "QUINOAS", "the", "pineapple"])[:2] == [1, 1]
    assert index.similar_words("qiunoa") == ["quinoa"]
    index.remove("a.txt")
    assert index.passage_counts(["quinoa"]) == [0] and index.similar_words("qiunoa") == []
    assert index.passage_counts(["the"]) == [sum(len(index.passages(d.id)) for d in index.documents())]
