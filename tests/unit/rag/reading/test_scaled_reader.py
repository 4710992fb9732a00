"""The scale of a model's cosines, and the reader that an index gets by its model."""

import numpy as np
import pytest

from bench.word_embedder import WordEmbedder
from index import Hit, MiniLmEmbedder, MultilingualE5Embedder
from index.embedding.embedder import PassageVectors
from rag.protocols import Readings
from rag.reading.reader import TrainedReader
from rag.reading.scale import _MINI_LM_LIKE, _MINI_LM_UNLIKE, Scale, mean_cosines, measured_scale
from rag.reading.scaled_reader import ScaledReader, reader_for
from rag.reading.similarity_reader import SimilarityReader
from readings import passage_of


class Squeezed:
    """Another model's vectors with one number more, which makes all texts alike."""

    name = "squeezed"

    def __init__(self, embedder, common):
        self.embedder, self.common, self.calls = embedder, common, 0
        self.dimensions = embedder.dimensions + 1

    def _with_common(self, vectors):
        added = np.hstack([vectors, np.full((len(vectors), 1), self.common, np.float32)])
        return added / np.linalg.norm(added, axis=1, keepdims=True)

    def embed(self, texts):
        self.calls += 1
        return self._with_common(self.embedder.embed(texts))

    def embed_passages(self, texts, sentences):
        return [
            PassageVectors(
                whole=self._with_common(vectors.whole[None])[0],
                sentences=self._with_common(vectors.sentences),
            )
            for vectors in self.embedder.embed_passages(texts, sentences)
        ]

    def count_tokens(self, texts):
        return self.embedder.count_tokens(texts)


class Kept:
    """A reader that keeps what it is given."""

    def read(self, question, hits, search):
        self.hits, self.more = hits, search("more", 1)
        return Readings(hits=tuple(hits), sentences=(), confidence=0.0)

    def warm_up(self):
        pass


def hit(*cosines):
    sentences = ["The rent is 900 euros a month.", "The dog barks."][: len(cosines)]
    return Hit(passage=passage_of(*sentences), score=1.0, rank=1, sentence_scores=cosines)


def test_the_scale_of_mini_lm_is_as_it_is_written_down(mini_lm):
    like, unlike = mean_cosines(mini_lm)
    assert (like, unlike) == (
        pytest.approx(_MINI_LM_LIKE, abs=0.005),
        pytest.approx(_MINI_LM_UNLIKE, abs=0.005),
    )


def test_a_model_that_finds_everything_alike_is_brought_back_to_the_scale_of_mini_lm(mini_lm):
    squeezed = Squeezed(mini_lm, common=2.0)
    asked, said = "How high is the tower?", "The tower is 90 metres high."
    cosine = float(squeezed.embed([asked])[0] @ squeezed.embed([said])[0])
    expected = float(mini_lm.embed([asked])[0] @ mini_lm.embed([said])[0])
    assert cosine > 0.9
    assert measured_scale(squeezed).likeness(cosine) == pytest.approx(expected, abs=0.02)


def test_a_model_that_tells_nothing_apart_is_not_stretched_without_end():
    class Blind(WordEmbedder):
        def _vector(self, text):
            return super()._vector("the same for all")

    scale = measured_scale(Blind())
    assert scale.likeness(1.0) == pytest.approx(_MINI_LM_UNLIKE, abs=0.01)


def test_the_reader_gets_cosines_on_the_scale_also_of_its_second_search_and_the_scale_is_measured_once(
    mini_lm,
):
    embedder, kept = Squeezed(mini_lm, common=2.0), Kept()
    reader = ScaledReader(kept, embedder)
    for _ in range(2):
        reader.read("How much is the rent?", [hit(0.96, 0.81)], lambda text, k: [hit(0.81)])
    assert embedder.calls == 1
    (first, second), (more,) = kept.hits[0].sentence_scores, kept.more[0].sentence_scores
    assert first > 0.6 and second == more < 0.2


def test_a_scale_never_leaves_what_a_cosine_can_be():
    scale = Scale(unlike=(0.7, 0.0), like=(0.8, 0.7))
    assert (scale.likeness(1.0), scale.likeness(-1.0)) == (1.0, -1.0)


def test_the_model_of_the_index_decides_who_reads():
    assert isinstance(reader_for(MiniLmEmbedder()), TrainedReader)
    assert isinstance(reader_for(MultilingualE5Embedder()), SimilarityReader)
    assert isinstance(reader_for(WordEmbedder()), ScaledReader)
