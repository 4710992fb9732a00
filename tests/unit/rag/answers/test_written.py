"""Prose in place of quotes: checked, mended once, or left out; and the quoted answer whole whatever the model does."""

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixed_writer import FixedWriter
from index import ModelError, WriterError
from rag.answer import Answer, Citation, Statement
from rag.answers.citations.citing import cite
from rag.answers.written import written_answers
from rag.protocols import Readings
from rag.questions.language import NOT_CHECKED
from rag.questions.wishes.wish import NO_WISH, Wish
from readings import passage_of, reading_of
from word_checker import WordChecker

HOUSE = passage_of(
    "The house was built in 1890.",
    "The house has six rooms.",
    "The roof is of slate.",
    "The garden lies behind it.",
    id_="h-1",
    title="House",
)
MILL = passage_of("The mill has four rooms.", id_="m-1", title="Mill")
READ = [reading_of(HOUSE, 1), reading_of(MILL, 0)]


def answer_of(*readings, **changes) -> Answer:
    statements = cite(readings)
    answer = Answer(
        question="How many rooms?", status="answered", text="The house has six rooms. [1]", short=None,
        statements=tuple(statements), citations=tuple(one for s in statements for one in s.citations),
        hits=tuple(one.hit for one in readings), confidence=0.9, standalone_question="How many rooms?", notes=("A note.",),
    )  # fmt: skip
    return replace(answer, **changes)


QUOTED = answer_of(*READ)


def stream(*replies, quoted=QUOTED, checker=None, wish=NO_WISH, **more):
    writer = FixedWriter(*replies, **more)
    readings = Readings(hits=quoted.hits, sentences=(), confidence=0.9)
    return writer, list(written_answers(quoted, readings, writer, checker or WordChecker(), {}, wish))


def last(*replies, **more):
    return stream(*replies, **more)[1][-1]


def shown(answer):
    return [(one.text, one.verdict, [c.number for c in one.citations]) for one in answer.statements]


def test_written_sentences_take_the_place_of_the_quotes_that_they_cite():
    answer = last("Six rooms has the house [2]. Four rooms has the mill [4].")
    assert shown(answer) == [
        ("Six rooms has the house.", "supported", [1]),
        ("Four rooms has the mill.", "supported", [2]),
    ]
    assert answer.citations == QUOTED.citations and answer.left_out == () and answer.notes == QUOTED.notes
    assert answer.text == "Six rooms has the house. [1] Four rooms has the mill. [2]"


def test_what_stands_around_a_quote_is_a_citation_only_if_a_sentence_cites_it():
    answer = last("Built in 1890 was the house [1]. Six rooms has the house [2].")
    assert [number for _, _, (number,) in shown(answer)] == [3, 1]
    assert [(one.number, one.quote) for one in answer.citations] == [
        (1, "The house has six rooms."),
        (3, "The house was built in 1890."),
    ]


def test_a_sentence_of_a_document_word_for_word_is_quoted():
    assert shown(last("The house has six rooms."))[0] == ("The house has six rooms.", "quoted", [1])


def test_what_fails_goes_back_once_all_together_with_the_reasons():
    writer, answers = stream(
        "The house has nine rooms [2]. Seven rooms has the mill [4].", "Six rooms has the house [2]."
    )
    assert len(writer.asked) == 2
    asked = writer.asked[1][-1].text
    assert (
        "- The house has nine rooms. (Reason: the number nine" in asked
        and "- Seven rooms has the mill. (" in asked
    )
    answer = answers[-1]
    assert shown(answer)[0] == ("Six rooms has the house.", "supported", [1])
    assert [one.text for one in answer.left_out] == ["Seven rooms has the mill."]
    assert answer.text.endswith("\n1 sentence was left out, because the documents don't say so.")


def test_what_is_supported_at_once_is_asked_for_once():
    writer, _ = stream("Six rooms has the house [2].")
    assert len(writer.asked) == 1


def test_what_fails_again_is_left_out_and_counted_and_the_quotes_stay():
    answer = last("Six rooms has the house [2]. It has nine cellars. The king slept here.")
    assert shown(answer) == [
        ("Six rooms has the house.", "supported", [1]),
        ("The mill has four rooms.", "quoted", [2]),
    ]
    assert [one.text for one in answer.left_out] == ["It has nine cellars.", "The king slept here."]
    assert all(one.reason for one in answer.left_out)
    assert "2 sentences were left out" in answer.text and "cellars" not in answer.text


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ("", "there was none"),
        (" \n ", "there was none"),
        ("%% ## ]] [1][2]", "it holds no sentence"),
        ("I'm sorry, I can't help with that.", "it says that the documents don't answer this"),
        ("The moon is made of cheese [1].", "the documents don't say what it says"),
        ("[1]" * 2000, "it holds no sentence"),
    ],
)
def test_where_nothing_written_holds_the_quoted_answer_stands_with_a_note_that_says_why(reply, why):
    answer = last(reply)
    assert (answer.statements, answer.citations) == (QUOTED.statements, QUOTED.citations)
    assert answer.notes == ("A note.", f"The model's text was left out: {why}.")
    assert answer.short == QUOTED.short and "left out, because" not in answer.text


@pytest.mark.parametrize(
    "error", [WriterError("nothing listens at 127.0.0.1:1"), ModelError("no such model")]
)
def test_a_model_that_fails_leaves_the_quoted_answer_and_says_why(error):
    writer, answers = stream("", fails=error)
    assert answers[-1].statements == QUOTED.statements and len(writer.asked) == 1
    assert answers[-1].notes[-1] == f"The model's text was left out: {error}."


def test_half_a_reply_is_kept_as_far_as_it_is_supported_beside_all_other_quotes():
    answer = last("Six rooms has the house [2]. Four rooms", fails=WriterError("the server went away"))
    assert [verdict for _, verdict, _ in shown(answer)] == ["supported", "quoted"]
    assert answer.notes[-1] == "The model stopped before its end: the server went away."


@pytest.mark.parametrize("status", ["conflicting", "not_found"])
def test_no_model_is_asked_where_the_documents_disagree_or_don_t_say(status):
    writer, answers = stream("Six rooms has the house.", quoted=replace(QUOTED, status=status))
    assert (writer.asked, answers) == ([], [])


def test_while_the_model_writes_no_quote_is_lost():
    _, answers = stream("Six rooms has the house [2]. Four rooms has the mill [4].")
    assert [[verdict for _, verdict, _ in shown(one)] for one in answers[:2]] == [
        ["supported", "quoted"],
        ["supported"] * 2,
    ]


def test_a_list_stays_whole_beside_what_is_written_of_it():
    listed = replace(QUOTED, statements=tuple(replace(one, form="item") for one in QUOTED.statements))
    assert [verdict for _, verdict, _ in shown(last("Six rooms has the house.", quoted=listed))] == [
        "supported",
        "quoted",
        "quoted",
    ]


def computed() -> Answer:
    cells: list[Citation] = [one for statement in QUOTED.statements for one in statement.citations]
    total = Statement(
        text="10 rooms together", citations=tuple(cells), verdict="computed", derivation="6 + 4"
    )
    return replace(QUOTED, statements=(total,), short="10")


def test_a_figure_that_was_computed_is_phrased_and_never_changed():
    answer = last("Together 10 rooms [1].", quoted=computed())
    assert shown(answer) == [("Together 10 rooms.", "computed", [1, 2])]
    assert answer.statements[0].derivation == "6 + 4" and answer.short == "10"
    # "10" alone says what it is of only with the question.
    asked = replace(
        computed(),
        standalone_question="How many rooms have the house and the mill?",
        statements=(replace(computed().statements[0], text="10"),),
    )
    answer = last("The house and the mill have 10 rooms [1].", quoted=asked)
    assert shown(answer) == [("The house and the mill have 10 rooms.", "computed", [1, 2])]

    wrong = last("Together 11 rooms [1].", quoted=computed())
    assert wrong.statements == computed().statements and len(wrong.left_out) == 1


def test_a_sentence_that_leaves_out_the_figure_does_not_take_its_place():
    answer = last("Built in 1890 was the house.", quoted=computed())
    assert [text for text, _, _ in shown(answer)] == ["Built in 1890 was the house.", "10 rooms together"]


def test_where_something_short_is_asked_for_its_quote_stays_unless_prose_says_it():
    fact = replace(QUOTED, kind="fact", short="six rooms")
    assert [verdict for _, verdict, _ in shown(last("The house has rooms.", quoted=fact))] == [
        "supported",
        "quoted",
    ]
    assert [verdict for _, verdict, _ in shown(last("Six rooms has the house.", quoted=fact))] == [
        "supported"
    ]


def test_a_sentence_without_the_words_that_answer_does_not_replace_their_sentence():
    marked = answer_of(reading_of(HOUSE, 1, span="six rooms"))
    assert [verdict for _, verdict, _ in shown(last("The house has rooms.", quoted=marked))] == [
        "supported",
        "quoted",
    ]
    assert [verdict for _, verdict, _ in shown(last("Six rooms has the house.", quoted=marked))] == [
        "supported"
    ]


def test_what_is_right_already_and_said_once_more_mends_nothing():
    answer = last("Six rooms has the house [2]. The house has nine rooms [2].", "Six rooms has the house.")
    assert [one.text for one in answer.left_out] == ["The house has nine rooms."]


def test_what_is_new_in_the_second_reply_is_not_shown():
    answer = last("The king slept here [2].", "The mill has four rooms [4].")
    assert answer.statements == QUOTED.statements and len(answer.left_out) == 1


@given(st.text(alphabet=string.printable + "«»…’“”é日本[]123", max_size=300))
def test_any_text_gives_plain_sentences_with_exact_citations_only(text):
    for statement in last(text).statements:
        assert statement.verdict in ("quoted", "supported") and statement.citations
        assert "\n" not in statement.text and statement.text.strip() == statement.text
        for one in statement.citations:
            passage = HOUSE if one.passage_id == "h-1" else MILL
            assert one.quote == passage.quote((one.start, one.end)) and one.number > 0


def test_of_a_message_only_the_claims_are_checked_and_its_form_is_not_counted_as_left_out():
    wish = Wish(form="email", to="Anna")
    answer = last(
        "Dear Anna, six rooms has the house [2]. I hope this finds you well. Best regards", wish=wish
    )
    assert shown(answer)[0] == ("Six rooms has the house.", "supported", [1]) and answer.left_out == ()


def test_the_form_that_is_wished_for_is_said_to_the_model_both_times():
    writer, _ = stream("Nine rooms has the house.", wish=Wish(sentences=1, simple=True))
    wished = "Write one short sentence. Use short, simple words."
    assert len(writer.asked) == 2 and all(wished in str(asked) for asked in writer.asked)


def test_sentences_of_a_comparison_stand_with_the_side_that_they_speak_of_and_those_of_both_above():
    sides = [replace(one, part=part) for one, part in zip(QUOTED.statements, ("house", "mill"), strict=True)]
    compared = replace(QUOTED, kind="comparison", statements=tuple(sides))
    answer = last(
        "Four rooms has the mill [4]. Six rooms has the house and the mill four [2][4].", quoted=compared
    )
    assert [(one.part, one.verdict) for one in answer.statements] == [
        ("", "supported"), ("house", "quoted"), ("mill", "supported"),
    ]  # fmt: skip


def test_documents_that_the_checker_can_not_read_are_quoted_and_no_model_is_asked():
    german = passage_of("Das Haus hat sechs Zimmer und ist aus dem Jahr 1890.", id_="g-1")
    writer, answers = stream("Das Haus hat Zimmer.", quoted=answer_of(reading_of(german, 0)))
    assert writer.asked == [] and answers[-1].notes[-1] == NOT_CHECKED


def test_a_question_in_another_language_is_answered_in_it_from_what_was_checked_in_english():
    quoted = replace(QUOTED, question="Wie viele Zimmer hat das Haus?")
    writer, answers = stream("Six rooms has the house [2].", "[1] Das Haus hat sechs Zimmer.", quoted=quoted)
    assert "Translate into German" in writer.asked[1][-1].text
    first = answers[-1].statements[0]
    assert (first.text, first.verdict, first.original) == (
        "Das Haus hat sechs Zimmer.", "translated", "Six rooms has the house.",
    )  # fmt: skip
