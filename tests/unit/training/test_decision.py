"""Fitting what makes of sights an answer and a probability."""

import numpy as np
import pytest

from index import Hit, Passage, Section
from rag.evaluation.sets import SetQuestion
from rag.questions.analysis import analyse
from rag.reading.evidence import sentence_evidence
from rag.reading.span_reader import SentenceScores, SpanScores
from training.decision import _logistic, fit, sentence_scores, shown
from training.figures import curve, folded, thresholds
from training.seen import ScoredQuestion


def seen(number, *, answerable):
    """A question, one passage of three sentences, and a model that sees the answer in one of them if it is there."""
    random = np.random.default_rng(number)
    sentences = [f"Sentence {it} of {number}." for it in range(3)]
    text = " ".join(sentences)
    places = tuple((text.index(sentence), text.index(sentence) + len(sentence)) for sentence in sentences)
    passage = Passage(
        id=f"p{number}", document_id="d", title="T", source="t.txt",
        sections=(Section(name="page 1", start=0, end=len(text)),),
        start=0, end=len(text), text=text, sentences=places,
    )  # fmt: skip
    cosines = tuple(random.uniform(0, 0.5, 3))
    hit = Hit(passage=passage, score=float(random.uniform(0.5, 1)), rank=1, sentence_scores=cosines)
    right = number % 3
    logits = [float(random.normal(2 if answerable and it == right else -2)) for it in range(3)]
    sight = SpanScores(
        logit=float(random.normal(2 if answerable else -2)),
        sentences=tuple(SentenceScores(span=place, span_logit=logit, logit=logit) for place, logit in zip(places, logits, strict=True)),
    )  # fmt: skip
    asked = analyse("What is it?")
    return ScoredQuestion(
        set_name=("squad/valid", "clapnq/valid", "hotpotqa/valid")[number % 2 + (number % 5 == 0)],
        question=SetQuestion(id=str(number), question="What is it?", answerable=answerable, answers=("x",) if answerable else ()),
        asked=asked, hits=[hit], sights=[sight], evidence=sentence_evidence(asked, [hit], [sight], first=20),
        gold=[frozenset({0}) if answerable and it == right else frozenset() for it in range(3)],
        quotes=int(answerable), documents=["t.txt"],
    )  # fmt: skip


@pytest.fixture(scope="module")
def questions():
    return [seen(number, answerable=number % 4 != 0) for number in range(240)]


def test_it_learns_to_show_what_answers_and_to_be_surer_of_it(questions):
    outcomes = folded(questions)
    right = [outcome for outcome in outcomes if outcome.seen.question.answerable]
    assert np.mean([it.right for it in right]) > 0.9
    assert np.mean([it.confidence for it in right]) > 0.6
    assert np.mean([outcome.confidence for outcome in outcomes if not outcome.seen.question.answerable]) < 0.4


def test_equal_data_give_equal_weights(questions):
    assert fit(questions) == fit(questions)


def test_the_best_sentence_is_shown_first(questions):
    fitted = fit(questions)
    assert all(len(shown(fitted, question)) >= 1 for question in questions)


def test_the_curve_of_promises_never_falls_and_covers_all(questions):
    rows = curve(folded(questions))
    threshold, covered, wrong = (list(it) for it in zip(*rows, strict=True))
    assert threshold == sorted(threshold, reverse=True)
    assert covered == sorted(covered) and wrong == sorted(wrong)


def test_a_threshold_between_both_kinds_refuses_rightly(questions):
    gains = thresholds(folded(questions), [("squad/valid", "squad/valid")])
    assert gains[0.5] > 0.7 and all(-1 <= gain <= 1 for gain in gains.values())


def test_precision_and_recall_of_sentences_count_quotes(questions):
    it = questions[1]  # its second sentence is gold
    assert sentence_scores(it, [1]) == (1, 1, 1)
    assert sentence_scores(it, [0, 1]) == pytest.approx((0.5, 1, 2 / 3))
    assert sentence_scores(it, [0]) == (0, 0, 0)


def test_a_logistic_regression_finds_the_relation_that_made_the_data():
    random = np.random.default_rng(0)
    x = random.normal(size=(4000, 2))
    labels = random.random(4000) < 1 / (1 + np.exp(-(2 * x[:, 0] - x[:, 1] + 0.5)))
    rows = [{"a": float(a), "b": float(b)} for a, b in x]
    found = _logistic(("a", "b"), rows, labels.tolist(), [1.0] * 4000)
    assert (found.weights["a"], found.weights["b"], found.bias) == pytest.approx((2, -1, 0.5), abs=0.2)
