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


def test_a_wrong_number_goes_back_once_and_is_left_out(seeds):
    writer = FixedWriter(
        "The latest deployment includes 5,000 military construction workers [1]. "
        "The latest deployment includes 9,000 military construction workers [1]."
    )
    answer = seeds.ask(QUESTION, writer=writer)
    assert answer.statements[0].verdict == "supported"
    assert len(writer.asked) == 2 and "9,000" in answer.left_out[0].text
    assert "9,000" not in answer.text and "1 sentence was left out" in answer.text


def test_where_nothing_written_is_supported_the_quoted_answer_stands(seeds):
    answer, quoted = (
        seeds.ask(QUESTION, writer=FixedWriter("The moon is made of 7 cheeses.")),
        seeds.ask(QUESTION),
    )
    assert (answer.text, answer.statements, answer.citations) == (
        quoted.text,
        quoted.statements,
        quoted.citations,
    )
    assert answer.notes[-1].startswith("The model's text was left out: ")


def test_no_model_answers_where_places_disagree_or_the_documents_don_t_say(seeds):
    writer = FixedWriter("Ukrainian officials had earlier placed the figure at around 3,800 to 4,000 [2].")
    answer = seeds.ask("How many North Korean soldiers were killed or wounded?", writer=writer)
    assert answer.status == "conflicting" and [one.verdict for one in answer.statements] == [
        "quoted",
        "quoted",
    ]
    assert writer.asked == []
    # For what the documents don't say it may only propose other searches, and is told once that this was none.
    assert seeds.ask("Who invented the zip fastener?", writer=writer).status == "not_found"
    assert len(writer.asked) == 2 and all("other searches" in one[0].text for one in writer.asked)


def test_the_quoted_answer_comes_before_the_model_is_asked(seeds):
    writer = FixedWriter("The latest deployment includes 5,000 military construction workers [1].")
    for answer in seeds.stream(QUESTION, writer=writer):
        if answer.statements:
            assert [one.verdict for one in answer.statements] == ["quoted"] and writer.asked == []
            break


def test_every_citation_of_prose_is_the_exact_characters_of_a_hit_of_its_own_question(seeds):
    writer = FixedWriter(
        "Sergei Shoigu visited Pyongyang [2]. The deployment has 5,000 construction workers."
    )
    answer = seeds.ask(QUESTION, writer=writer)
    assert "supported" in {statement.verdict for statement in answer.statements}
    for citation in answer.citations:
        text = seeds.document(citation.document_id).text
        assert text[citation.start : citation.end] == citation.quote
        assert citation.passage_id in {hit.passage.id for hit in answer.hits}


def test_closing_the_stream_stops_the_writer(seeds):
    writer = FixedWriter(
        "The latest deployment includes 5,000 military construction workers [1]. " + "It is so. " * 50
    )
    stream = seeds.stream(QUESTION, writer=writer)
    while not any(statement.verdict == "supported" for statement in next(stream).statements):
        pass
    stream.close()
    assert writer.closed
