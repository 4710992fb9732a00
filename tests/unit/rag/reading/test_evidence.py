"""The evidence for a sentence: its words, its form, and what stands around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Hit
from rag.questions.analysis import analyse
from rag.reading.context import contexts
from rag.reading.evidence import Evidence, form_features, question_features
from rag.reading.rules import is_kind_nowhere
from rag.reading.span_reader import SentenceScores
from rag.reading.word_evidence import label_features, rarity, share, word_features
from readings import heading, passage_of


def hit(*sentences, **more):
    return Hit(passage=passage_of(*sentences, **more), score=0.5, rank=1)


def words_of(question, *sentences, number=0, **more):
    """The word features of one sentence of a passage that is all there is; each word weighs the same."""
    query, held = analyse(question), passage_of(*sentences, **more)
    weights = dict.fromkeys(query.terms, 1.0)
    text = held.quote(held.sentences[number])
    return word_features(query, weights, text, contexts(held)[number])


def test_words_of_the_sentence_and_those_around_it_are_told_apart():
    sentences = ("The prices are:", "- lamp: 12", "It rained.")
    found = words_of("What are the prices of the Luna lamp?", *sentences, number=1, title="Luna")
    assert (found["words"], found["under"], found["lead"]) == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert found["before"] == 0 and found["asked"] == 0


def test_words_of_the_sentence_before_count_apart():
    found = words_of("How old is the bridge?", "The bridge is of stone.", "Built in 1979.", number=1)
    assert (found["words"], found["before"]) == (0, 1)


def test_an_answer_is_asked_by_the_question_in_the_text_before_it():
    found = words_of("What does parking cost?", "Q: What does parking cost?", "A: 4 euros.", number=1)
    assert (found["words"], found["asked"], found["lead"]) == (0, 1, 1)


def test_the_heading_above_a_sentence_has_words_of_the_question():
    sections = [heading("Constitution > Article 19")]
    found = words_of("What does article 19 protect?", "It protects opinions.", sections=sections)
    assert (found["under"], found["exact"]) == (pytest.approx(2 / 3), 1)


@pytest.mark.parametrize(
    ("text", "exact", "missing"),
    [("ERR-4012 means no paper.", 1, 0), ("ERR-4013 means no ink.", 0, 1)],
)
def test_a_number_of_the_question_must_stand_there_as_it_is(text, exact, missing):
    found = words_of("What does ERR-4012 mean?", text)
    assert (found["exact"], found["exact_missing"]) == (exact, missing)


def test_without_a_number_in_the_question_none_is_missing():
    found = words_of("What is red?", "It is red.")
    assert (found["exact"], found["exact_missing"]) == (0, 0)


def test_a_question_without_words_of_content_has_no_evidence_of_words():
    found = words_of("What is it?", "It is red.")
    assert all(value == 0 for value in found.values())


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("What is the weight of the lamp?", "Lamp weight: 6.4 kg", 1),
        ("What is the weight of the lamp?", "Weight: 6.4 kg", 0.5),
        ("How many points has Ajax?", "Team: Ajax | Points: 32", 1),
        ("How many points has Ajax?", "Team: PSV | Points: 32", 0.5),
        ("How many points has Ajax?", "Ajax has 32 points.", 0),
        ("How many points has Ajax?", "Wins: 32", 0),
        ("How many points has Ajax?", "Lee said: Ajax has 32 points.", 0),
        ("What is max_retries?", "max_retries = 4", 1),
    ],
)
def test_a_label_has_its_share_of_the_question(question, text, expected):
    query = analyse(question)
    weights = dict.fromkeys(query.terms, 1.0)
    assert label_features(query, weights, text, frozenset())["label"] == pytest.approx(expected, abs=0.26)


def test_a_label_is_named_by_how_the_question_asks_and_by_the_words_around():
    query = analyse("How heavy is the lamp?")
    weights = dict.fromkeys(query.terms, 1.0)
    alone = label_features(query, weights, "Weight: 6.4 kg", frozenset())["label"]
    under = label_features(query, weights, "Weight: 6.4 kg", frozenset(query.terms))["label"]
    assert 0 < alone < under == 1


@pytest.mark.parametrize(
    ("question", "text", "kind", "features"),
    [
        ("How many?", "It has 5 wheels.", "paragraph", {"kind_there"}),
        ("How many?", "It has some wheels.", "paragraph", {"kind_missing"}),
        ("Why?", "It has 5 wheels.", "paragraph", set()),
        ("Why?", "Red.", "paragraph", {"brief"}),
        ("Why?", "Team: Ajax | Points: 32", "table_row", set()),
        ("Why?", "return 3 if it is so", "code", {"code"}),
        ("Why?", "max_retries = 4", "code", {"code", "brief"}),
        ("What is a mutex?", "A mutex is a lock.", "paragraph", {"defines"}),
        ("Why?", "Note: it is closed today.", "paragraph", set()),
    ],
)
def test_the_form_of_a_sentence_is_told(question, text, kind, features):
    found = form_features(analyse(question), text, kind)
    assert {name for name, value in found.items() if value} == features


def evidence(held, number=0, **features):
    scores = SentenceScores(span_logit=0.0, logit=0.0, span=None)
    return Evidence(
        hit=held,
        number=number,
        scores=scores,
        features={"answer": 0.0, "span": 0.0, "cosine": 0.5, **features},
    )


def asked_of(question, *hits):
    best = evidence(hits[0])
    return question_features(analyse(question), hits, [(1.0, best)])


def test_names_and_words_that_no_passage_has_are_told():
    found = asked_of("Did Ann Lee sell the bridge to Bo Ek?", hit("Ann Lee sold the bridge."))
    assert found["names_missing"] == 1 and 0 < found["nowhere"] < 1
    found = asked_of("Did Ann Lee sell the bridge?", hit("Ann Lee sells the bridge."))
    assert (found["names_missing"], found["nowhere"]) == (0, 0)


def test_of_a_name_the_last_word_must_be_there():
    assert asked_of("Where does Sergei Shoigu live?", hit("Shoigu lives there."))["names_missing"] == 0


@pytest.mark.parametrize(
    ("question", "text", "foreign"),
    [
        ("How old is it?", "It is old and it is red.", 0),
        ("Wie alt ist die Brücke?", "It is old and it is red.", 1),
        ("How old is it?", "Die Brücke ist sehr alt und rot.", 1),
    ],
)
def test_another_language_is_told(question, text, foreign):
    assert asked_of(question, hit(text))["foreign"] == foreign


def test_the_question_as_a_whole_is_told():
    found = asked_of("What is a mutex?", hit("A mutex is a lock."))
    assert (found["open"], found["few"]) == (1, 1)
    found = asked_of("How many mutexes are there?", *[hit("A mutex is a lock.")] * 20)
    assert (found["open"], found["few"]) == (0, 0)


def test_a_kind_that_no_sentence_has_is_told():
    assert is_kind_nowhere(analyse("How many?"), [hit("It is red.")])
    assert not is_kind_nowhere(analyse("How many?"), [hit("It has 5 wheels.")])
    assert not is_kind_nowhere(analyse("Why?"), [hit("It is red.")])


def test_a_rare_word_weighs_more_than_a_frequent_one():
    weights = rarity(analyse("Is the red lamp broken?"), [hit("A lamp.", "The lamp is red.", "My lamp.")])
    assert weights["lamp"] < weights["red"] < weights["broken"]
    assert share(weights, set(weights)) == pytest.approx(1) and share({}, {"lamp"}) == 0


TEXTS = st.lists(
    st.sampled_from(["Ajax has 32 points.", "Points: 32", "Q: Who?", "The teams are:", "- Ajax", "", "2019"]),
    min_size=1,
    max_size=5,
)
QUESTIONS = st.sampled_from(["How many points has Ajax in 2019?", "Why?", "Who is Ann Lee?", "它多重？"])


@given(QUESTIONS, TEXTS)
def test_every_share_is_between_0_and_1_and_all_together_too(question, sentences):
    held = hit(*sentences)
    query = analyse(question)
    weights = rarity(query, [held])
    for number, context in enumerate(contexts(held.passage)):
        text = held.passage.quote(held.passage.sentences[number])
        found = word_features(query, weights, text, context)
        assert all(0 <= value <= 1 + 1e-9 for value in found.values())
        assert found["words"] + found["under"] + found["lead"] + found["before"] <= 1 + 1e-9
