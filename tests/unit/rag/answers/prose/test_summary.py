"""A summary by a model: part by part, each sentence checked, the quotes standing for whatever is not written."""

import pytest

from bench.word_embedder import WordEmbedder
from fixed_writer import FixedWriter
from index import Index, TextSource, WriterError
from rag.answers.pipeline import AnswerPipeline
from rag.protocols import Readings
from rag.questions.language import NOT_CHECKED
from rag.questions.wishes.wish import NO_WISH, Wish
from word_checker import WordChecker

TAILS = (
    "that stands beside the kettle at home",
    "made of good steel and oak",
    "before anybody drinks any tea",
    "which costs nine coins in town",
    "if guests come from far away",
    "whenever winter brings snow and ice",
    "so nobody waits very long outside",
)
THINGS = {
    "Boiling": "lamp cord plug base cup spoon clock",
    "Cleaning": "cloth brush sponge bowl towel mop rag",
    "Storing": "shelf box lid key lock drawer rack",
}
TEXT = "# Kettle\n\nThis manual describes the kettle.\n\n" + "".join(
    f"## {name}\n\n"
    + " ".join(f"{name} needs a {thing} {tail}." for thing, tail in zip(things.split(), TAILS, strict=True))
    + "\n\n"
    for name, things in THINGS.items()
)
NAMES = tuple(THINGS)
BOILING = "Boiling needs a lamp [1]."
CLEANING = "Cleaning needs a cloth [1]."
STORING = "Storing needs a shelf [1]."


class SilentReader:
    """Finds nothing: a summary needs no reader."""

    def warm_up(self):
        pass

    def read(self, question, hits, search):
        return Readings(hits=tuple(hits), sentences=(), confidence=0.0)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("summary")
    index = Index(folder / "index", embedder=WordEmbedder())
    (folder / "kettle.md").write_text(TEXT)
    index.add(folder / "kettle.md")
    index.add_texts(
        [
            TextSource(
                source="lease.txt",
                title="Lease",
                text="The landlord lets the flat in Mill Lane from May. The tenant pays the rent on the first day.",
            ),
            TextSource(source="note.txt", title="Note", text="Milk, eggs"),
        ]
    )
    return index


def stream(index, question, *replies, wish=NO_WISH, **more):
    pipeline = AnswerPipeline(
        index, SilentReader(), WordChecker(), threshold=0.5, support_threshold=0.5,
        library=index, catalogue=index, documents=index,
    )  # fmt: skip
    writer = FixedWriter(*replies, **more)
    return writer, list(pipeline.stream(question, (), None, writer, wish=wish))


def shown(answer):
    return [(one.part, one.verdict, one.text) for one in answer.statements]


def test_each_part_is_summed_up_from_its_own_sentences_and_takes_the_place_of_its_quotes(index):
    writer, answers = stream(index, "Summarise the kettle", BOILING, CLEANING, STORING)
    assert len(writer.asked) == 3, "the line before the first heading belongs to the part behind it"
    for name, asked in zip(NAMES, writer.asked, strict=True):
        data = asked[-1].text
        assert f"{name} needs a" in data and not any(
            f"{other} needs" in data for other in NAMES if other != name
        )
    assert [one for one in shown(answers[-1]) if one[1] == "supported"] == [
        ("Boiling", "supported", "Boiling needs a lamp."),
        ("Cleaning", "supported", "Cleaning needs a cloth."),
        ("Storing", "supported", "Storing needs a shelf."),
    ]
    assert "quoted" not in {verdict for _, verdict, _ in shown(answers[-1])[1:]}


def test_every_citation_is_the_exact_characters_of_a_hit_and_counted_in_the_order_of_the_answer(index):
    for answer in stream(index, "Summarise the kettle", BOILING, CLEANING, STORING)[1]:
        found = {hit.passage.id for hit in answer.hits}
        for citation in answer.citations:
            text = index.document(citation.document_id).text
            assert text[citation.start : citation.end] == citation.quote and citation.passage_id in found
            assert citation.content_hash or not answer.activity
        numbers = [one.number for statement in answer.statements for one in statement.citations]
        assert list(dict.fromkeys(numbers)) == list(range(1, len(answer.citations) + 1))


def test_while_it_is_written_it_says_which_part_is_read_and_the_others_are_quoted(index):
    _, answers = stream(index, "Summarise the kettle", BOILING, CLEANING, STORING)
    activities = list(dict.fromkeys(answer.activity for answer in answers if answer.activity))
    assert activities == [f"Reading part {n} of 3" for n in (1, 2, 3)]
    assert answers[-1].activity == "" and answers[-1].notes == ()
    second = next(answer for answer in answers if answer.activity == "Reading part 2 of 3")
    assert second.notes == ("The model has summed up 1 of 3 parts; the others are quoted.",)
    parts = {part: verdict for part, verdict, _ in shown(second)}
    assert (parts["Boiling"], parts["Cleaning"], parts["Storing"]) == ("supported", "quoted", "quoted")


def test_an_error_leaves_what_was_checked_before_it_and_says_how_far_the_model_came(index):
    error = WriterError("nothing listens at 127.0.0.1:1")
    writer, answers = stream(index, "Summarise the kettle", BOILING, fails=error)
    assert len(writer.asked) == 1
    parts = {part: verdict for part, verdict, _ in shown(answers[-1])}
    assert (parts["Boiling"], parts["Storing"]) == ("supported", "quoted")
    assert answers[-1].notes == (
        "The model has summed up no part yet; all are quoted. The model stopped: nothing listens at 127.0.0.1:1.",
    )


def test_a_part_of_which_nothing_holds_stays_quoted_and_what_failed_is_counted(index):
    quoted = stream(index, "Summarise the kettle", "")[1][-1]
    answer = stream(index, "Summarise the kettle", BOILING, "The queen had nine kettles [1].", STORING)[1][-1]
    assert [one for one in shown(answer) if one[0] == "Cleaning"] == [
        one for one in shown(quoted) if one[0] == "Cleaning"
    ]
    assert [one.text for one in answer.left_out] == ["The queen had nine kettles."]
    assert "1 sentence was left out" in answer.text and "queen" not in answer.text
    assert quoted.notes[-1].startswith("The model's text was left out")


TWO_EACH = [
    f"{name} needs a {first}. {name} needs a {second}."
    for name, first, second in zip(NAMES, ("lamp", "cloth", "shelf"), ("cord", "brush", "box"), strict=True)
]


def test_much_is_made_one_short_text_that_is_checked_against_the_document_and_stands_first(index):
    overview = "A lamp boiling needs [1]. A cloth cleaning needs [3]. Nine queens [5]."
    answer = stream(index, "Summarise the kettle", *TWO_EACH, overview)[1][-1]
    first, second, third, *_ = answer.statements
    assert (first.text, first.part, first.verdict) == ("A lamp boiling needs.", "", "supported")
    assert [one.quote[:20] for one in first.citations] == ["Boiling needs a lamp"]
    assert second.citations[0].quote.startswith("Cleaning needs a cloth") and third.part != ""
    assert [one.text for one in answer.left_out] == ["Nine queens."]


def test_a_joined_text_of_which_too_little_holds_is_not_shown_and_the_parts_stand(index):
    answer = stream(index, "Summarise the kettle", *TWO_EACH, "All is well [1]. A lamp boiling needs [1].")[
        1
    ][-1]
    parts = [part for part, verdict, _ in shown(answer) if verdict == "supported"]
    assert parts == [name for name in NAMES for _ in "12"]


def test_of_several_documents_each_has_its_lines_under_its_title_and_one_without_sentences_its_quote(index):
    writer, answers = stream(
        index,
        "Summarise everything",
        "The kettle is described [1].",
        "From May the landlord lets the flat [1].",
    )
    assert len(writer.asked) == 2 and "Reading document 2 of 2" in {answer.activity for answer in answers}
    said = {part: (verdict, text) for part, verdict, text in shown(answers[-1])}
    assert said["Lease"] == ("supported", "From May the landlord lets the flat.")
    assert said["Note"][0] == "quoted"


def test_a_document_of_one_sentence_is_quoted_and_no_model_is_asked(tmp_path):
    index = Index(tmp_path / "index", embedder=WordEmbedder())
    index.add_texts(
        [TextSource(source="a.txt", title="A", text="The kettle boils a litre of water in two minutes.")]
    )
    writer, answers = stream(index, "Summarise everything", "")
    assert writer.asked == [] and [verdict for _, verdict, _ in shown(answers[-1])] == ["quoted"]


def test_a_shorter_summary_is_the_text_for_all_parts_alone_or_a_sentence_of_each_part(index):
    overview = "A lamp boiling needs [1]. A cloth cleaning needs [3]."
    writer, answers = stream(index, "Summarise the kettle", *TWO_EACH, overview, wish=Wish(sentences=2))
    assert [text for _, _, text in shown(answers[-1])] == ["A lamp boiling needs.", "A cloth cleaning needs."]
    assert "Write two short sentences." in writer.asked[-1][-1].text
    alone = stream(index, "Summarise the kettle", *TWO_EACH, "", wish=Wish(length="shorter"))[1][-1]
    assert [part for part, _, _ in shown(alone)] == list(NAMES)
    assert [one.number for one in alone.citations] == [1, 2, 3]


def test_a_summary_of_what_the_checker_can_not_read_is_quoted_and_no_model_is_asked(tmp_path):
    index = Index(tmp_path / "index", embedder=WordEmbedder())
    text = "Der Kessel kocht einen Liter Wasser in zwei Minuten. Die Kanne ist aus Stahl und steht im Schrank der Tante."
    index.add_texts([TextSource(source="a.txt", title="Kessel", text=text)])
    writer, answers = stream(index, "Summarise everything", "")
    assert writer.asked == [] and NOT_CHECKED in answers[-1].notes


def test_of_a_question_in_another_language_what_was_checked_is_translated(index):
    german = "[1] Das Kochen braucht eine Lampe.\n[2] Die Reinigung braucht ein Tuch.\n[3] Die Lagerung braucht ein Regal."
    writer, answers = stream(
        index, "Summarise the kettle", BOILING, CLEANING, STORING, german, wish=Wish(language="de")
    )
    assert len(writer.asked) == 4
    written = [one for one in answers[-1].statements if one.part in NAMES]
    assert [one.verdict for one in written] == ["translated"] * 3 and written[
        0
    ].original == "Boiling needs a lamp."
