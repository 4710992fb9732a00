"""What an answer is worth, by the patterns of the question."""

import pytest

from bench.everyday import field, realdocs
from bench.everyday.asking import Judged, Reply, judged
from bench.everyday.tables import curve, share, totals
from rag import Answer, Citation, Statement


def statement(text, number=1):
    citation = Citation(
        number=number, document_id="d", passage_id="p", title="Guide", source="guide.md", section="p. 4",
        start=0, end=len(text), quote=text,
    )  # fmt: skip
    return Statement(text=text, citations=(citation,))


def answer(*texts, short=None, status="answered", confidence=0.8, text=None):
    statements = tuple(statement(text, number) for number, text in enumerate(texts, start=1))
    return Answer(
        question="q", status=status, text=" ".join(texts) if text is None else text, short=short, statements=statements,
        citations=tuple(statement.citations[0] for statement in statements), hits=(), confidence=confidence,
        standalone_question="q",
    )  # fmt: skip


REFUSED = answer(status="not_found", text="Not found.")


def real(kind="fact", **fields):
    return realdocs.RealQuestion.model_validate({"id": "r", "question": "q", "kind": kind, **fields})


def of_case(**fields):
    return field.FieldQuestion.model_validate({"q": "q", **fields})


@pytest.mark.parametrize(
    ("question", "given", "expected"),
    [
        (real(lead=["1.9 m"]), answer("It is 1.9 M long.", "Blue."), ("good", "")),
        (real(lead=["1.9 m"]), answer("It is blue.", short="1.9 m"), ("good", "")),
        (real(lead=["1.9 m"]), answer("It is blue.", "It is 1.9 m long."), ("later", "not first")),
        (real(lead=["1.9 m", "blue"]), answer("Blue.", "It is 1.9 m long."), ("later", "not first")),
        (real(lead=["1.9 m"]), answer("It is blue."), ("wrong", "not there")),
        (real(lead=["1.9 m"]), REFUSED, ("refused", "refused")),
        (real(within=["a", "b"]), answer("Only a."), ("wrong", "1 of 2 parts")),
        (real(within=["xa", "xb"], n=1), answer("Only xa."), ("good", "")),
        (real(within=["xa"], most=1), answer("Only xa.", "More."), ("later", "2 statements")),
        (real(within=["xa"], **{"not": ["page \\d"]}), answer("xa", "Page 7"), ("wrong", "shows page \\d")),
        (real(status="conflicting", within=["xa"]), answer("xa"), ("wrong", "status answered")),
        (real(refuse=True), REFUSED, ("good", "")),
        (real(refuse=True), answer("xa"), ("wrong", "answered what no document says")),
        (real("library", within=["nine documents"]), answer(text="You have nine documents."), ("good", "")),
        (real("fact", within=["nine documents"]), answer(text="You have nine documents."), ("wrong", "0 of 1 parts")),
    ],
)  # fmt: skip
def test_an_answer_about_real_documents_is_judged_by_what_it_shows_and_where(question, given, expected):
    assert realdocs.verdict(question, given) == expected


@pytest.mark.parametrize(
    ("question", "given", "expected"),
    [
        (of_case(expect=["1.9", "two"]), answer("It is 1.9 m long."), "good"),
        (of_case(expect=["1.9"]), answer("Blue.", short="1.9 m", text="1.9 m: Blue."), "good"),
        (of_case(expect=["1.9"]), answer("Blue.", "It is 1.9 m long."), "later"),
        (of_case(expect=["p. 4"]), answer("Blue."), "later"),
        (of_case(expect=["green"]), answer("Blue."), "wrong"),
        (of_case(expect=["blue"], never=["\\?$"]), answer("Blue.", "Which?"), "wrong"),
        (of_case(expect=["blue"], status="conflicting"), answer("Blue."), "wrong"),
        (of_case(expect=["blue"], short="^blue$"), answer("Blue.", short="Blue or so"), "later"),
        (of_case(expect=["blue"], short="^blue$"), answer("Blue."), "good"),
        (of_case(expect=["blue"]), REFUSED, "refused"),
        (of_case(refuse=True), REFUSED, "good"),
        (of_case(refuse=True), answer("Blue."), "wrong"),
    ],
)
def test_an_answer_about_a_small_input_is_judged_by_what_it_shows_and_where(question, given, expected):
    assert field.verdict(question, given) == expected


def test_a_refused_question_is_judged_once_more_as_if_nothing_was_refused():
    question = of_case(expect=["blue"])
    reply = Reply(answer=REFUSED, unrefused=answer("Blue."))
    result = judged("case", "q", lambda: reply, lambda given: (field.verdict(question, given), ""))
    assert (result.verdict, result.unrefused, result.text) == ("refused", "good", "Blue.")


def test_a_question_that_raises_is_wrong_and_says_what_was_raised():
    def raises():
        raise IndexError("here")

    result = judged("case", "q", raises, lambda _: ("good", ""))
    assert (result.verdict, result.why) == ("wrong", "raised IndexError: here")


def one(verdict, unrefused, confidence, group="a"):
    return Judged(
        group=group, question="q", verdict=verdict, unrefused=unrefused, why="", confidence=confidence,
        text="t", statements=1,
    )  # fmt: skip


def test_totals_count_by_group_and_of_all():
    asked = [one("good", "good", 0.9), one("later", "later", 0.8), one("refused", "good", 0.2, "b")]
    rows = totals("field", asked, "partly", ["x.pdf: damaged"]).rows
    assert [row[:5] for row in rows[:3]] == [
        ["a", "1", "1", "0", "0"],
        ["b", "0", "0", "1", "0"],
        ["all", "1", "1", "1", "0"],
    ]
    assert rows[3][5] == "66.7 (21 to 94)"


def test_the_curve_counts_what_is_refused_as_it_would_be_answered():
    asked = [one("good", "good", 0.9), one("wrong", "wrong", 0.7), one("refused", "good", 0.4), one("refused", "wrong", 0.1)]  # fmt: skip
    rows = curve(asked, 0.5).rows
    assert ("0.900", "25", "0") in rows
    assert ("0.500 (in use)", "50", "50") in rows
    assert ("0.400", "75", "33") in rows
    assert ("0.100", "100", "50") in rows


def test_an_interval_of_none_or_all_is_not_empty():
    assert share(0, 10) == "0.0 (0 to 28)"
    assert share(10, 10) == "100.0 (72 to 100)"
    assert share(0, 0) == ""
