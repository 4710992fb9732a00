"""Reading what is not English by likeness, with hits made here."""

from dataclasses import replace

import pytest

from index import Hit
from rag.protocols import Readings
from rag.questions.language import BY_LIKENESS
from rag.reading.similarity_reader import SimilarityReader
from readings import passage_of

RENT = "El alquiler es de 900 euros al mes."
DOG = "El perro de la vecina ladra por la noche."
BIKE = "La bicicleta está en el patio de la casa."
QUESTION = "¿Cuánto es el alquiler?"


def hit(sentences, cosines, rank=1):
    """A passage with the cosine of each of its sentences."""
    passage = passage_of(*sentences)
    return Hit(passage=passage, score=1.0 if rank == 1 else 0.5, rank=rank, sentence_scores=tuple(cosines))


class English:
    """A reader that says what it was given."""

    def __init__(self):
        self.given = None

    def warm_up(self):
        pass

    def read(self, question, hits, search):
        self.given = (question, hits, search("more", 3))
        return Readings(hits=tuple(hits), sentences=(), confidence=0.5)


def read(*hits, question=QUESTION):
    return SimilarityReader(English()).read(question, list(hits), lambda text, k: [])


def test_the_sentence_most_like_the_question_comes_first_and_no_words_are_marked():
    readings = read(hit([DOG, RENT], [0.80, 0.90]), hit([BIKE], [0.81], rank=2))
    assert [reading.text for reading in readings.sentences] == [RENT, DOG, BIKE]
    assert all(reading.span is None for reading in readings.sentences)
    assert readings.notes == (BY_LIKENESS,)


def test_a_sentence_that_stands_out_is_sure_and_one_like_all_others_is_not():
    stands_out = read(hit([DOG, RENT, BIKE] * 8, [0.80, 0.90, 0.81] * 8))
    like_others = read(hit([DOG, RENT, BIKE] * 8, [0.80, 0.83, 0.82] * 8))
    assert stands_out.confidence > 0.9
    assert like_others.confidence < 0.1


def test_the_same_distance_is_as_sure_in_a_language_with_higher_cosines():
    low = read(hit([DOG, RENT], [0.80, 0.86] * 1), hit([BIKE] * 20, [0.80] * 20, rank=2))
    high = read(hit([DOG, RENT], [0.84, 0.90] * 1), hit([BIKE] * 20, [0.84] * 20, rank=2))
    assert (
        high.confidence == pytest.approx(low.confidence, abs=0.35) and low.confidence > 0.5 < high.confidence
    )


def test_only_sentences_nearly_as_like_as_the_best_stand_beside_it():
    readings = read(hit([RENT, DOG, BIKE], [0.900, 0.895, 0.86]))
    best, near, far = readings.sentences
    assert best.probability > near.probability > 0.25 > far.probability == 0.0


def test_english_is_left_to_the_reader_of_english_with_cosines_on_its_scale():
    english = English()
    found = hit(["The rent is 900 euros a month.", "The dog barks."], [0.88, 0.76])
    SimilarityReader(english).read("How much is the rent?", [found], lambda text, k: [found])
    question, hits, more = english.given
    assert question == "How much is the rent?"
    assert [*hits[0].sentence_scores] == pytest.approx([0.6, 0.1]) == [*more[0].sentence_scores]


def test_an_english_question_about_a_document_that_is_not_english_is_read_by_likeness():
    assert read(hit([RENT], [0.88]), question="How much is the rent?").notes == (BY_LIKENESS,)


def test_a_heading_or_a_question_is_no_answer():
    heading = hit([RENT, DOG], [0.95, 0.85])
    heading = replace(heading, passage=replace(heading.passage, kinds=("heading", "paragraph")))
    assert [reading.text for reading in read(heading).sentences] == [DOG]
