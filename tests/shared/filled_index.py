"""An index of short texts that say which they are, and in which version."""

from bench.crash_safety import text_of
from bench.word_embedder import WordEmbedder
from index import Index, TextSource


def filled(folder, count=24):
    index = Index(folder, embedder=WordEmbedder())
    index.add_texts(source(number) for number in range(count))
    index.close()
    return index


def source(number, version=7):
    return TextSource(
        source=f"source{number}", title=f"source{number}", text=text_of(f"source{number}", version)
    )
