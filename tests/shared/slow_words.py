"""An embedder that takes its time, so that there is a moment in which a worker can be killed."""

import time

from bench.word_embedder import WordEmbedder


class SlowWordEmbedder(WordEmbedder):
    def embed_passages(self, texts, sentences):
        time.sleep(0.02 * len(texts))
        return super().embed_passages(texts, sentences)


def slow_embedder_called(name, dimensions=None):
    return SlowWordEmbedder()
