from dataclasses import replace

import pytest

from index import EvaluationSetError
from rag.evaluation import CitedSentence, Evaluation, Record, compare, is_right, load, save, scores, summarise
from rag.evaluation.records import Indexing
from ui.cli.measuring.report import html_report

RIGHT = CitedSentence(
    document="a", place="A, page 1", quote="It was built in 1066.", exact=True, supports=True
)
WRONG = replace(RIGHT, quote="It is tall.", supports=False)
ANSWERED = Record(
    id="1",
    question="When was it built?",
    answerable=True,
    golds=("1066",),
    quotes=("It was built in 1066.",),
    quotes_cited=1,
    relevant_documents=("a",),
    found_documents=("b", "a"),
    relevant_passages=("a-1",),
    found_passages=("b-1", "a-1"),
    status="answered",
    confidence=0.8,
    short="1066",
    cited=(RIGHT, WRONG),
    seconds={"search": 0.01, "total": 0.02},
)
REFUSED = replace(ANSWERED, id="2", status="not_found", confidence=0.2)
UNANSWERABLE = replace(
    ANSWERED, id="3", answerable=False, golds=(), quotes=(), relevant_documents=(), relevant_passages=()
)


def evaluation(*records):
    return Evaluation(
        set_name="a/set",
        date="2026-01-01T00:00:00+00:00",
        version="1",
        settings={"threshold": "0.45"},
        problems=(),
        indexing=Indexing(documents=2, passages=10, megabytes=1.0, seconds=2.0),
        peak_memory=100.0,
        records=records,
    )


def figure(name, *records):
    figures = {figure.name: figure.estimate for figure in summarise(evaluation(*records))}
    return figures[name]


def test_an_answer_is_scored_by_what_it_showed():
    found = scores(ANSWERED)
    assert found["Finding passages", "Recall@1"] == 0 and found["Finding passages", "Recall@5"] == 1
    assert found["Finding documents", "MRR@10"] == 0.5
    assert found["Answers", "Exact match of the short answer"] == 1
    assert found["Citations", "Precision of cited sentences"] == 0.5
    assert found["Citations", "F1 of cited sentences"] == pytest.approx(2 / 3)


def test_an_answer_that_was_held_back_scores_nothing_but_its_hits_count():
    found = scores(REFUSED)
    assert (
        found["Answers", "A right answer in a quote"] == found["Citations", "Recall of gold sentences"] == 0
    )
    assert ("Citations", "Precision of cited sentences") not in found
    assert found["Finding passages", "Recall@5"] == 1
    assert is_right(REFUSED)  # had it been shown


def test_an_unanswerable_question_has_no_score_of_its_own_and_no_right_answer():
    assert scores(UNANSWERABLE) == {} and not is_right(UNANSWERABLE)


def test_where_only_the_document_is_known_citing_it_is_right():
    known = replace(ANSWERED, golds=(), quotes=(), cited=(WRONG,))
    assert is_right(known) and not is_right(replace(known, cited=(replace(WRONG, document="b"),)))


def test_refusing_is_measured_over_all_questions():
    refused_rightly = replace(UNANSWERABLE, id="4", status="not_found", confidence=0.1)
    records = (ANSWERED, REFUSED, UNANSWERABLE, refused_rightly)
    assert figure("Precision of refusing", *records).value == 0.5
    assert figure("Recall of refusing", *records).value == 0.5
    assert figure("Questions answered", *records).value == 0.5
    assert figure("Wrong among those answered", *records).value == 0.5
    assert figure("AUROC of the confidence", *records).value == pytest.approx(0.625)


def test_one_quote_that_is_not_its_document_is_seen():
    forged = replace(ANSWERED, cited=(RIGHT, replace(RIGHT, exact=False)))
    assert figure("Quotes that are their document's characters", forged).value == 0.5


def test_rates_and_memory_are_told():
    assert figure("Passages indexed", ANSWERED).value == 5
    assert figure("Text indexed", ANSWERED).value == 0.5
    assert figure("Peak memory of the evaluation", ANSWERED).value == 100


def test_a_set_without_unanswerable_questions_has_no_figure_of_finding_them():
    names = [figure.name for figure in summarise(evaluation(ANSWERED, REFUSED))]
    assert not {"Precision of refusing", "Recall of refusing", "AUROC of the confidence"} & set(names)


def test_two_evaluations_are_compared_question_by_question():
    worse = replace(ANSWERED, short="1067", cited=(WRONG,), quotes_cited=0)
    differences = compare(evaluation(ANSWERED, REFUSED), evaluation(worse, REFUSED))
    changes = {difference.name: difference for difference in differences}
    exact = changes["Exact match of the short answer"]
    assert (exact.first, exact.second, exact.wins, exact.losses) == (0.5, 0.0, 0, 1)
    assert exact.change.value == -0.5 and exact.p == 1.0  # one question proves nothing
    assert changes["Recall@5"].wins == changes["Recall@5"].losses == 0


def test_evaluations_without_a_common_question_can_not_be_compared():
    with pytest.raises(EvaluationSetError, match="share no question"):
        compare(evaluation(ANSWERED), evaluation(REFUSED))


def test_what_was_saved_is_loaded_the_same(tmp_path):
    whole = evaluation(ANSWERED, REFUSED, UNANSWERABLE)
    save(whole, tmp_path / "deep" / "a.json")
    assert load(tmp_path / "deep" / "a.json") == whole


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "something else"}'])
def test_another_file_is_no_evaluation(tmp_path, text):
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(EvaluationSetError, match="is not the result of an evaluation"):
        load(tmp_path / "a.json")


def test_the_report_is_the_same_for_the_same_data_and_its_data_can_not_end_its_script():
    hostile = replace(ANSWERED, cited=(), question="</script><script>alert(1)</script> ${x} $js")
    page = html_report(evaluation(hostile, UNANSWERABLE))
    assert page == html_report(evaluation(hostile, UNANSWERABLE))
    assert page.count("</script>") == 2 and "alert(1)" in page


def test_a_report_of_one_question_can_be_made():
    assert "<svg" in html_report(evaluation(ANSWERED))
