"""Prose over quoted answers: what is written is checked before it counts."""

from fixed_writer import FixedWriter

QUESTION = "How many military construction workers are part of the latest deployment?"


def test_a_supported_sentence_is_shown_with_the_quoted_answers_citation(seeds):
    quoted = seeds.ask(QUESTION)
    answer = seeds.ask(
        QUESTION,
        writer=FixedWriter("The latest deployment includes 5,000 military construction workers [1]."),
    )
    assert [statement.verdict for statement in answer.statements] == ["supported"]
    assert answer.citations == quoted.citations[:1]
    assert "5,000" in answer.text


def test_a_wrong_number_is_marked_and_kept_out_of_the_text(seeds):
    writer = FixedWriter(
        "The latest deployment includes 5,000 military construction workers [1]. "
        "The latest deployment includes 9,000 military construction workers [1]."
    )
    answer = seeds.ask(QUESTION, writer=writer)
    assert [statement.verdict for statement in answer.statements] == ["supported", "unsupported"]
    assert "9,000" not in answer.text


def test_where_nothing_written_is_supported_the_quoted_answer_stands(seeds):
    answer = seeds.ask(QUESTION, writer=FixedWriter("The moon is made of 7 cheeses."))
    assert answer.text == seeds.ask(QUESTION).text


def test_of_two_places_that_disagree_both_stay_where_the_writer_tells_one(seeds):
    writer = FixedWriter("Ukrainian officials had earlier placed the figure at around 3,800 to 4,000 [2].")
    answer = seeds.ask("How many North Korean soldiers were killed or wounded?", writer=writer)
    assert answer.status == "conflicting"
    assert [statement.verdict for statement in answer.statements] == ["supported", "quoted"]
    assert "more than 6,000" in answer.text and "3,800 to 4,000" in answer.text


def test_closing_the_stream_stops_the_writer(seeds):
    writer = FixedWriter("One sentence. " * 50)
    stream = seeds.stream(QUESTION, writer=writer)
    while all(statement.verdict == "quoted" for statement in next(stream).statements):
        pass
    stream.close()
    assert writer.closed
