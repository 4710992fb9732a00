"""Fitting the weights that turn span scores into an answer and a probability."""

import numpy as np
import pytest

from index import Hit, Passage, Section
from rag.evaluation.sets import SetQuestion
from rag.questions.analysis import analyse
from rag.reading.evidence import sentence_evidence
from rag.reading.span_reader import SentenceScores, SpanScores
from training.decision import fit, fit_logistic, sentence_scores, shown
from training.decision_metrics import cross_validated, curve, thresholds
from training.scoring import ScoredQuestion


def scored_question(number, *, answerable):
    """A question, one passage of three sentences, and a model that finds those that answer: none, one, or sometimes two."""
    random = np.random.default_rng(number)
    sentences = [f"Sentence {place} of {number}." for place in range(3)]
    text = " ".join(sentences)
    places = tuple((text.index(sentence), text.index(sentence) + len(sentence)) for sentence in sentences)
    passage = Passage(
        id=f"p{number}", document_id="d", title="T", source="t.txt",
        sections=(Section(name="page 1", start=0, end=len(text)),),
        start=0, end=len(text), text=text, sentences=places,
    )  # fmt: skip
    cosines = tuple(random.uniform(0, 0.5, 3))
    hit = Hit(passage=passage, score=float(random.uniform(0.5, 1)), rank=1, sentence_scores=cosines)
    right = [number % 3, (number + 1) % 3][: 2 if number % 7 == 0 else 1] if answerable else []
    logits = [float(random.normal(2 if place in right else -2)) for place in range(3)]
    scores = SpanScores(
        logit=float(random.normal(2 if answerable else -2)),
        sentences=tuple(SentenceScores(span=span, span_logit=logit, logit=logit) for span, logit in zip(places, logits, strict=True)),
    )  # fmt: skip
    query = analyse("What is it?")
    return ScoredQuestion(
        set_name=("squad/valid", "clapnq/valid", "hotpotqa/valid")[number % 2 + (number % 5 == 0)],
        question=SetQuestion(id=str(number), question="What is it?", answerable=answerable, answers=("x",) if answerable else ()),
        query=query, hits=[hit], span_scores=[scores], evidence=sentence_evidence(query, [hit], [scores], first=20),
        gold=[frozenset({right.index(place)}) if place in right else frozenset() for place in range(3)],
        quotes=len(right), documents=["t.txt"],
    )  # fmt: skip


@pytest.fixture(scope="module")
def questions():
    return [scored_question(number, answerable=number % 4 != 0) for number in range(240)]


@pytest.fixture(scope="module")
def outcomes(questions):
    return cross_validated(questions)


def test_the_fit_learns_to_show_what_answers_with_a_higher_confidence(outcomes):
    answerable = [outcome for outcome in outcomes if outcome.answerable]
    assert np.mean([outcome.right for outcome in answerable]) > 0.9
    assert np.mean([outcome.confidence for outcome in answerable]) > 0.6
    assert np.mean([outcome.confidence for outcome in outcomes if not outcome.answerable]) < 0.4


def test_equal_data_give_equal_weights(questions):
    assert fit(questions) == fit(questions)


def test_the_best_sentence_is_shown_first(questions):
    calibration = fit(questions)
    for question in questions:
        scores = [calibration.sentence.score(sentence.features) for sentence in question.evidence]
        assert shown(calibration, question)[0] == int(np.argmax(scores))


def test_the_curve_has_lower_thresholds_with_coverage_and_risk_that_never_fall(outcomes):
    rows = curve(outcomes)
    threshold, coverage, risk = (list(column) for column in zip(*rows, strict=True))
    assert threshold == sorted(threshold, reverse=True)
    assert coverage == sorted(coverage) and risk == sorted(risk)
    assert coverage[-1] > 0.95


def test_a_threshold_between_both_kinds_refuses_rightly(outcomes):
    gains = thresholds(outcomes, [("squad/valid", "squad/valid")])
    assert gains[0.5] > 0.7 and all(-1 <= gain <= 1 for gain in gains.values())


def test_precision_and_recall_of_sentences_count_quotes(questions):
    question = questions[1]  # its second sentence is gold
    assert sentence_scores(question, [1]) == (1, 1, 1)
    assert sentence_scores(question, [0, 1]) == pytest.approx((0.5, 1, 2 / 3))
    assert sentence_scores(question, [0]) == (0, 0, 0)


def test_a_logistic_regression_finds_the_relation_that_made_the_data():
    random = np.random.default_rng(0)
    x = random.normal(size=(4000, 2))
    labels = random.random(4000) < 1 / (1 + np.exp(-(2 * x[:, 0] - x[:, 1] + 0.5)))
    rows = [{"a": float(a), "b": float(b)} for a, b in x]
    fitted = fit_logistic(("a", "b"), rows, labels.tolist(), np.full(4000, 1 / 4000))
    assert (fitted.weights["a"], fitted.weights["b"], fitted.bias) == pytest.approx((2, -1, 0.5), abs=0.2)
