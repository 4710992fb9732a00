"""A small index with three documents, and answers of it that were exported."""

from bench.word_embedder import WordEmbedder
from few_words import WordReader
from index import Index
from rag import Assistant, TextSource
from word_checker import WordChecker

FERRY = "The ferry takes twelve cars. It leaves at nine.\n\nThe ferry is closed in winter.\n"
BRIDGE = "The bridge has fourteen arches. It was built in 1979 by Müller & Söhne.\n"
TEXTS = {"ferry.txt": FERRY, "bridge.txt": BRIDGE}
QUESTION = "How many arches has the bridge?"


def assistant_over(folder, texts=TEXTS):
    index = Index(folder, embedder=WordEmbedder())
    index.add_texts(TextSource(source=name, title=name, text=text) for name, text in texts.items())
    return Assistant(index, reader=WordReader(), checker=WordChecker(), threshold=0.5)
