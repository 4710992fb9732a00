"""Search libraries that get nothing more from the system."""

import pytest

from index import Index, PinciteError
from index.search.words import WordIndex, WordWriter


class WithoutThreads:
    """A word index of tantivy that can't start another thread."""

    def __init__(self, index):
        self.schema = index.schema

    def searcher(self):
        return self

    def search(self, *_arguments, **_options):
        raise ValueError("Failed to spawn a thread")


def test_a_search_without_threads_is_an_error_that_says_what_to_do(tmp_path, word_embedder, monkeypatch):
    (tmp_path / "fruit.txt").write_text("The apple is red.")
    index = Index(tmp_path / "index", embedder=word_embedder)
    index.add(tmp_path / "fruit.txt")
    real = WordWriter.change

    def change(self, added, removed):
        real(self, added, removed)
        return WordIndex(WithoutThreads(self._index))

    with monkeypatch.context() as patched:
        patched.setattr(WordWriter, "change", change)
        with pytest.raises(PinciteError, match=r"can.t be searched now .*; close other programs"):
            index.search("apple", k=1)
    (tmp_path / "fruit.txt").write_text("The pear is green.")
    index.add(tmp_path / "fruit.txt")
    assert index.search("pear", k=1)[0].passage.text == "The pear is green."
