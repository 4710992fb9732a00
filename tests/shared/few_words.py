"""A pipeline over some short texts whose search and reader only compare words: what is missed or refused is up to the test."""

from bench.word_embedder import WordEmbedder
from index import Hit, Index, TextSource
from rag.answers.pipeline import AnswerPipeline
from rag.protocols import Reading, Readings
from rag.questions.analysis import analyse
from word_checker import WordChecker


class WordSearch:
    """Finds the passages that share a content word with what is searched for, the one with the most first."""

    def __init__(self, index):
        self._passages = [p for document in index.documents() for p in index.passages(document.id)]
        self.searched = []

    def search(self, question, k=10, *, where=None, also=()):
        self.searched.append(question)
        words = set(analyse(question).terms)
        shared = [(len(words & set(analyse(p.text).terms)), p) for p in self._passages]
        best = sorted((pair for pair in shared if pair[0]), key=lambda pair: (-pair[0], pair[1].title))[:k]
        return [
            Hit(passage=p, score=1.0, rank=rank, sentence_scores=(1.0,) * len(p.sentences))
            for rank, (_, p) in enumerate(best, start=1)
        ]


class WordReader:
    """As sure of a sentence as the share of the question's content words that its title and it have.

    `knows` are words that mean the same as others to it, and not to the search.
    """

    def __init__(self, knows=None):
        self._knows = knows or {}

    def warm_up(self):
        pass

    def read(self, question, hits, search):
        asked = set(analyse(question).terms)
        read = [self._reading(asked, hit, sentence) for hit in hits for sentence in hit.passage.sentences]
        read.sort(key=lambda one: -one.probability)
        sure = read[0].probability if read else 0.0
        return Readings(hits=tuple(hits), sentences=tuple(read), confidence=sure)

    def _reading(self, asked, hit, sentence):
        text = f"{hit.passage.title} {hit.passage.quote(sentence)}"
        words = set(analyse(" ".join([text, *(self._knows.get(w, "") for w in text.lower().split())])).terms)
        share = len(asked & words) / max(len(asked), 1)
        return Reading(hit=hit, sentence=sentence, span=None, probability=share)


class Asker:
    """Asks the pipeline.

    Attributes:
        searched: All that was searched for, in order.
    """

    def __init__(self, folder, texts, knows=None, threshold=0.7):
        self.index = Index(folder, embedder=WordEmbedder())
        self.index.add_texts(TextSource(source=name, title=name, text=text) for name, text in texts.items())
        self._search = WordSearch(self.index)
        self.searched = self._search.searched
        self._pipeline = AnswerPipeline(
            self._search,
            WordReader(knows),
            WordChecker(),
            threshold=threshold,
            support_threshold=0.6,
            library=self.index,
        )

    def stream(self, question, history=(), writer=None, **options):
        self.searched.clear()
        return self._pipeline.stream(question, history, None, writer, **options)

    def ask(self, question, history=(), writer=None, **options):
        return list(self.stream(question, history, writer, **options))[-1]
