"""The contract of `Retriever`, run on the index and on a small one that counts words."""

from dataclasses import replace

import pytest

from bench.word_embedder import WordEmbedder
from index import Filter, Index, TextSource, stems
from rag import Hit
from rag.answers.pipeline import AnswerPipeline
from rag.reading.reader import TrainedReader
from word_checker import WordChecker

TEXTS = {
    "bridge": "The bridge over the Lenn was opened in 1979. It is 120 metres long.",
    "tower": "The tower was built in 1911. Its clock stopped in 1944.",
    "mill": "The mill stands by the Lenn. Its wheel was made of oak.",
}


class WordRetriever:
    """The simplest retriever: passages by the share of the question's words in them."""

    def __init__(self, index):
        self._passages = [
            passage for document in index.documents() for passage in index.passages(document.id)
        ]

    def search(self, question, k=10, *, where=None, also=()):
        words = set(stems(question))
        scores = [
            (len(words & set(stems(passage.text))) / max(1, len(words)), passage)
            for passage in self._passages
            if where is None or where.source is None or where.source == passage.source
        ]
        best = sorted(scores, key=lambda pair: (-pair[0], pair[1].id))[:k]
        return [
            Hit(passage=passage, score=score, rank=rank, sentence_scores=(score,) * len(passage.sentences))
            for rank, (score, passage) in enumerate(best, start=1)
        ]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    index = Index(tmp_path_factory.mktemp("retriever"), embedder=WordEmbedder())
    index.add_texts(TextSource(source=name, title=name, text=text) for name, text in TEXTS.items())
    yield index
    index.close()


@pytest.fixture(params=["index", "words"])
def retriever(request, index):
    return index if request.param == "index" else WordRetriever(index)


def test_hits_are_ranked_from_one_and_the_best_comes_first(retriever):
    hits = retriever.search("When was the bridge opened?")
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].passage.source == "bridge"


def test_at_most_k_are_found_and_equal_questions_find_equal_hits(retriever):
    assert len(retriever.search("the Lenn", 1)) == 1
    assert retriever.search("the Lenn", 3) == retriever.search("the Lenn", 3)


def test_a_filter_chooses_before_anything_is_ranked(retriever):
    hits = retriever.search("When was the bridge opened?", 1, where=Filter(source="mill"))
    assert [hit.passage.source for hit in hits] == ["mill"]


def test_every_sentence_of_a_hit_has_a_score_and_lies_inside_its_passage(retriever):
    for hit in retriever.search("When did the clock stop?"):
        passage = hit.passage
        assert len(hit.sentence_scores) == len(passage.sentences)
        assert all(passage.start <= start < end <= passage.end for start, end in passage.sentences)


def test_the_pipeline_answers_from_it_with_exact_quotes(retriever, index):
    pipeline = AnswerPipeline(retriever, TrainedReader(), WordChecker(), threshold=0.0, support_threshold=0.5)
    *_, answer = pipeline.stream("When was the bridge opened?", (), None, None)
    texts = {document.id: document.text for document in index.documents()}
    assert answer.citations and "1979" in answer.citations[0].quote
    for citation in answer.citations:
        assert texts[citation.document_id][citation.start : citation.end] == citation.quote
    assert replace(answer, timings={}) == replace(
        list(pipeline.stream("When was the bridge opened?", (), None, None))[-1], timings={}
    )
