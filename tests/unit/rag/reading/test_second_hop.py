"""The second hop of questions that need two places."""

from index import Hit, Passage, Section
from rag.questions.analysis import analyse
from rag.reading.evidence import Evidence
from rag.reading.second_hop import second_hop, second_question
from rag.reading.span_reader import SentenceScores


def a_hit(title, text, id_="p1", rank=1):
    passage = Passage(
        id=id_, document_id=title, title=title, source=title,
        sections=(Section(name="page 1", start=0, end=len(text)),),
        start=0, end=len(text), text=text, sentences=((0, len(text)),),
    )  # fmt: skip
    return Hit(passage=passage, score=1.0, rank=rank, sentence_scores=(0.5,))


def evidence(hit):
    return Evidence(hit=hit, number=0, scores=SentenceScores(span=None, span_logit=0, logit=0), features={})


LEE = a_hit("Ann Lee", "Ann Lee played a nurse in Night Train.")
QUERY = analyse("Who directed the film in which Ann Lee played a nurse?")


def test_half_an_answer_leads_to_its_new_names_and_the_words_it_lacks():
    assert second_question(QUERY, [LEE], evidence(LEE)) == "Night Train directed film"


def test_a_passage_that_has_all_words_of_the_question_leads_nowhere():
    assert second_question(analyse("What did Ann Lee play?"), [LEE], evidence(LEE)) is None


def test_a_passage_that_names_nothing_new_leads_nowhere():
    hit = a_hit("Ann Lee", "Ann Lee played a nurse.")
    assert second_question(QUERY, [hit], evidence(hit)) is None


def test_what_is_found_again_is_ranked_behind_and_counts_half_and_what_is_known_is_left_out():
    train = a_hit("Night Train", "Night Train was directed by Bo Ek.", "p2")
    searched = []

    def search(text, k):
        searched.append((text, k))
        return [LEE, train]

    (more,) = second_hop(QUERY, [LEE], evidence(LEE), search)
    assert (more.passage, more.rank, more.score) == (train.passage, 2, 0.5)
    assert searched == [("Night Train directed film", 5)]
