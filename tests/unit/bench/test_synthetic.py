"""Made-up collections have the statistics of real ones, are the same each time, and have the requested size."""

import numpy as np
import pytest

from bench.synthetic import DIMENSIONS, DOCUMENT_PASSAGES, SENTENCES, Collection
from index import stems


@pytest.fixture(scope="module")
def vectors():
    collection = Collection(2_000)
    return np.concatenate([collection.vectors(number) for number in range(len(collection))])


def test_vectors_have_length_1(vectors):
    assert vectors.shape == (2_000, DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_passages_are_as_near_to_each_other_as_real_ones(vectors):
    cosines = vectors @ vectors.T
    assert 0.05 < cosines.mean() < 0.12
    nearest = np.sort(cosines, axis=1)[:, ::-1]
    assert 0.70 < np.median(nearest[:, 1]) < 0.80
    assert 0.46 < np.median(nearest[:, 10]) < 0.56


def test_vectors_fill_as_many_directions_as_real_ones(vectors):
    eigenvalues = np.linalg.eigvalsh(np.cov(vectors.T))
    assert 50 < eigenvalues.sum() ** 2 / (eigenvalues**2).sum() < 100


def test_no_coordinate_stands_out(vectors):
    variances = vectors.var(axis=0)
    assert variances.max() < 3 * variances.mean()


def test_questions_are_as_near_to_their_passages_as_real_ones(vectors):
    questions = Collection(2_000).questions(100)
    nearest = (questions.vectors @ vectors.T).max(axis=1)
    assert 0.5 < np.median(nearest) < 0.7
    assert all(stems(text) for text in questions.texts)


@pytest.mark.parametrize("passages", [1, 99, 100, 101, 250])
def test_a_collection_has_the_requested_number_of_passages(passages):
    collection = Collection(passages)
    documents = [collection.document(number) for number in range(len(collection))]
    assert sum(len(document.passages) for document in documents) == passages
    assert [int(passage.section) for document in documents for passage in document.passages] == list(
        range(passages)
    )
    assert all(len(document.passages) <= DOCUMENT_PASSAGES for document in documents)


def test_offsets_fit_the_text():
    new = Collection(DOCUMENT_PASSAGES).document(0)
    texts = Collection(DOCUMENT_PASSAGES).texts(0)
    for passage, vectors, sentences in zip(new.passages, new.vectors, texts, strict=True):
        assert new.document.text[passage.start : passage.end] == passage.text
        assert [passage.quote(span) for span in passage.sentences] == sentences
        assert vectors.sentences.shape == (SENTENCES, DIMENSIONS)


def test_the_same_seed_gives_the_same_collection():
    first, again, other = (Collection(300, seed=seed) for seed in (0, 0, 1))
    assert first.texts(2) == again.texts(2) != other.texts(2)
    assert np.array_equal(first.vectors(2), again.vectors(2))
    assert not np.allclose(first.vectors(2), other.vectors(2))
    assert first.questions(3).texts == again.questions(3).texts


def test_a_smaller_collection_is_the_beginning_of_a_larger_one():
    small, large = Collection(150), Collection(1_000)
    assert small.texts(1) == large.texts(1)[:50]
    assert np.allclose(small.vectors(1), large.vectors(1)[:50], atol=1e-6)


def test_sentences_lie_around_their_passage():
    vectors = Collection(100).document(0).vectors
    cosines = np.concatenate([vector.sentences @ vector.whole for vector in vectors])
    assert np.median(cosines) == pytest.approx(0.9, abs=0.01)
