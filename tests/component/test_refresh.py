"""Search structures follow the store: what they find does not depend on how they came about."""

import threading

import numpy as np
import pytest

from index import Index, refresh, vectors
from index.base import base_folders

WORDS = "apple pear plum cherry quince fig date lemon olive grape melon peach mango kiwi lime guava".split()


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Bases and codes from a few passages on, so that all kinds of structure occur."""
    monkeypatch.setattr(refresh, "UNSAVED_MOST", 20)
    monkeypatch.setattr(refresh, "_CHANGED_LEAST", 30)
    monkeypatch.setattr(vectors, "EXACT_MOST", 40)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def make(folder, word_embedder):
    return lambda: Index(folder, embedder=word_embedder)


def write(folder, number, salt=0):
    folder.mkdir(exist_ok=True)
    random = np.random.default_rng((number, salt))
    sentences = [f"{' '.join(random.choice(WORDS, 9))} number{number} version{salt}." for _ in range(30)]
    path = folder / f"{number}.txt"
    path.write_text(" ".join(sentences).capitalize(), encoding="utf-8")
    return str(path)


def answers(index):
    return [
        [(hit.passage.text, round(hit.dense_score, 3)) for hit in index.search(f"{one} and {other}", k=8)]
        for one, other in zip(WORDS, WORDS[3:], strict=False)
    ]


def grown(make, docs):
    """An index that was asked while it was added to, changed and removed from."""
    index = make()
    for number in range(30):
        index.add(write(docs, number))
        if number % 3 == 0:
            index.search("apple and plum")
        if number % 5 == 4:
            index.add(write(docs, number - 2, salt=1))
        if number % 7 == 6:
            index.remove(str(docs / f"{number - 4}.txt"))
            index.search("pear")
    index.close()
    return index


def test_a_grown_index_finds_what_one_made_anew_finds(make, folder, tmp_path):
    index = grown(make, tmp_path / "docs")
    assert base_folders(folder), "it has grown past what is kept in memory"
    found = answers(index)
    assert found == answers(make())
    index._searcher.refresher.write()
    assert [set(it) for it in answers(index)] == [set(it) for it in found]
    for path in base_folders(folder):
        (path / "manifest.json").unlink()
    assert [set(it) for it in answers(make())] == [set(it) for it in found]


def test_what_is_removed_after_the_base_was_written_is_found_no_more(make, tmp_path):
    index = make()
    sources = [write(tmp_path / "docs", number) for number in range(12)]
    index.add(*sources)
    index._searcher.refresher.write()
    index.search("apple")
    index.remove(sources[3])
    assert index._searcher.refresher._overlay is not None and not index._searcher.refresher._overlay.in_memory
    for question in ("number3", "apple pear", "version0"):
        assert all(hit.passage.source != sources[3] for hit in index.search(question, k=200))


def test_a_base_is_written_once_much_has_changed_and_the_old_one_goes(make, folder, tmp_path):
    index = make()
    index.add(*(write(tmp_path / "docs", number) for number in range(12)))
    index.close()
    (first,) = base_folders(folder)
    index.add(write(tmp_path / "docs", 100))
    index.close()
    assert base_folders(folder) == [first], "one document of thirteen is laid over it"
    for number in range(12, 40):
        index.add(write(tmp_path / "docs", number))
    index.close()
    (second,) = base_folders(folder)
    assert second.name > first.name


def test_questions_go_on_while_a_base_is_written(make, tmp_path):
    index = make()
    index.add(*(write(tmp_path / "docs", number) for number in range(40)))
    index.close()
    before = answers(index)
    writing = threading.Thread(target=index._searcher.refresher.write)
    writing.start()
    during = []
    while writing.is_alive() or not during:
        during.append([set(it) for it in answers(index)])
    writing.join()
    assert all(it == [set(one) for one in before] for it in during)


def test_a_second_process_follows_what_the_first_adds(make, tmp_path):
    first, second = make(), make()
    first.add(*(write(tmp_path / "docs", number) for number in range(12)))
    second.search("apple")
    first.add(write(tmp_path / "docs", 50))
    assert second.search("number50", k=1)[0].passage.source.endswith("50.txt")
    first.remove(str(tmp_path / "docs/50.txt"))
    assert all("number50" not in hit.passage.text for hit in second.search("number50", k=50))


def test_nothing_is_left_behind_when_an_index_is_closed(make, folder, tmp_path):
    index = grown(make, tmp_path / "docs")
    index.search("apple")
    index.add(write(tmp_path / "docs", 60))
    index.search("apple")
    del index
    again = make()
    again.search("apple")
    again._searcher.refresher.write()
    names = [path.name for path in (folder / "search").iterdir()]
    assert [name for name in names if name.startswith((".copy-", ".unfinished-"))] == []
