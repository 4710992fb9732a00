"""What answers the questions of programs, over some short texts and without models."""

from contextlib import contextmanager

from bench.word_embedder import WordEmbedder
from few_words import WordReader
from index import Index, TextSource
from rag import Assistant
from ui.work.asking import Asking
from ui.work.writers import Writers
from word_checker import WordChecker

TEXTS = {
    "bridge.txt": "The bridge over the Ester has 14 arches. It was built in 1732 by Anna Kovac.",
    "tower.txt": "The tower of Lund has 211 steps. Visitors climb them in ten minutes.",
}


class FixedWriters(Writers):
    """Offers one writer, whatever is installed."""

    def __init__(self, writer=None):
        super().__init__()
        self._writer = writer

    def listed(self):
        return [{"name": self._writer.name, "goes": None}] if self._writer else []

    all_listed = listed

    def loaded(self, name):
        return self._writer


@contextmanager
def small_asking(folder, writer=None, reader=None, texts=None):
    """An `Asking`; the first text is in the collection "works", too."""
    index = Index(folder / "index", embedder=WordEmbedder())
    assistant = Assistant(index, reader=reader or WordReader(), checker=WordChecker(), threshold=0.5)
    given = [
        TextSource(source=source, title=source.partition(".")[0], text=text)
        for source, text in (texts or TEXTS).items()
    ]
    assistant.add_texts(given[:1], collection="works")
    assistant.add_texts(given[1:])
    yield Asking(assistant, writers=FixedWriters(writer))
    assistant.close()
