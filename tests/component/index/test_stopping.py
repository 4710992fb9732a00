"""What nobody waits for is stopped, wherever it is, and leaves the index whole."""

import threading
import time

import pytest

from bench.word_embedder import WordEmbedder
from index import Index, TextSource, stoppable
from index.errors import StoppedError
from index.ingest.steps import embedding


class StoppingEmbedder(WordEmbedder):
    """Counts what it embeds, and sets an event at the first passages or at the first count of tokens."""

    def __init__(self, at):
        self.at, self.stopped = at, threading.Event()
        self.passages = self.counted = 0

    def embed_passages(self, texts, sentences):
        self.passages += len(texts)
        if self.at == "embedding":
            self.stopped.set()
        return super().embed_passages(texts, sentences)

    def count_tokens(self, texts):
        self.counted += len(texts)
        if self.at == "cutting":
            self.stopped.set()
            time.sleep(0.1)
        return super().count_tokens(texts)


def book(name, sentences):
    lines = [
        f"Sentence {number} of the {name} tells of the bridge and its lamps." for number in range(sentences)
    ]
    return TextSource(source=name, title=name, text=" ".join(lines))


@pytest.mark.parametrize("at", ["embedding", "cutting"])
def test_adding_stops_between_two_batches_and_keeps_what_was_saved(tmp_path, at):
    embedder = StoppingEmbedder(at)
    index = Index(tmp_path / "index", embedder=embedder)
    index.add_texts([book("leaflet", 5)])
    embedder.passages = embedder.counted = 0
    embedder.stopped.clear()
    with stoppable(embedder.stopped), pytest.raises(StoppedError):
        index.add_texts([book("book", 20_000)])
    assert embedder.passages <= embedding._TOGETHER
    if at == "cutting":
        assert embedder.counted < 20_000 / 2
    assert [document.source for document in index.documents()] == ["leaflet"]
    assert index.check().problems == ()
    # Nothing is left locked or half done.
    assert index.add_texts([book("other", 5)]).added == ("other",)
    index.close()


def test_a_short_text_does_not_wait_for_a_long_one(tmp_path):
    class SlowEmbedder(WordEmbedder):
        def embed_passages(self, texts, sentences):
            if len(texts) > 1:
                time.sleep(0.1)
            return super().embed_passages(texts, sentences)

    index = Index(tmp_path / "index", embedder=SlowEmbedder())
    embedding, stopped = threading.Event(), threading.Event()

    def show(progress):
        if progress.step == "embedding":
            embedding.set()

    def add_long():
        with stoppable(stopped), pytest.raises(StoppedError):
            index.add_texts([book("long", 40_000)], progress=show)

    long = threading.Thread(target=add_long)
    long.start()
    assert embedding.wait(20)
    index.add_texts([book("short", 3)])
    assert long.is_alive() and [document.source for document in index.documents()] == ["short"]
    stopped.set()
    long.join(20)
    assert not long.is_alive()
    index.close()
