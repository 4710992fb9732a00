import pytest

from index import Provision
from rag.questions.cited_parts import (
    cited_parts,
    is_in_part,
    is_in_unmarked_part,
    is_lookup,
    is_within,
    part_words,
)


@pytest.mark.parametrize(
    ("question", "name", "numbers"),
    [
        ("What does Art. 17(3) say?", "article", "17 3"),
        ("What does Art. 5(1)(c) require?", "article", "5 1 c"),
        ("Article 18 paragraph 2", "article", "18 2"),
        ("What is in paragraph 3 of Article 9?", "article", "9 3"),
        ("Point (b) of Article 5(1)", "article", "5 1 b"),
        ("the second paragraph of article 12", "article", "12 2"),
        ("What happens under clause 7.2(c)?", "clause", "7.2 c"),
        ("section 4.1", "section", "4.1"),
        ("What does Item 9B say?", "item", "9b"),
        ("Article 5 paragraph 2 item 3", "article", "5 2 3"),
        ("Was steht in § 5 Abs. 2 Satz 1 Nr. 3?", "section", "5 2 3"),
        ("§5a", "section", "5a"),
        ("Art. 6 Abs. 1 lit. f DSGVO", "article", "6 1 f"),
        ("Absatz 2 von § 8", "section", "8 2"),
        ("Que dit l'article L. 121-4, alinéa 2 ?", "article", "l121-4 2"),
        ("article L121-4", "article", "l121-4"),
        ("¿Qué establece el art. 7, apartado 2?", "article", "7 2"),
        ("paragraph 2 of Schedule 1", "annex", "1 2"),
        ("What is in Article III?", "article", "iii"),
    ],
)
def test_the_part_that_a_question_names_is_understood_from_the_outer_to_the_inner(question, name, numbers):
    assert cited_parts(question)[0] == Provision(name=name, numbers=tuple(numbers.split()))
    assert is_lookup(question)


def test_a_number_with_a_dot_may_be_a_paragraph_of_an_article():
    assert [way.numbers for way in cited_parts("¿Qué dice el artículo 5.2?")] == [("5.2",), ("5", "2")]


@pytest.mark.parametrize(
    "question",
    ["What is the fee?", "number 5", "In which articles are ships named?", "He has a clause", "Satz 3"],
)
def test_a_question_without_a_numbered_part_names_none(question):
    assert cited_parts(question) == ()
    assert not is_lookup(question)
    assert part_words(question) == ()


@pytest.mark.parametrize(
    ("question", "within"),
    [
        ("Who pays under clause 3?", True),
        ("What does section 2.2 say about prices?", False),
        ("Welche Frist gilt nach § 5 Abs. 3?", True),
        ("Which fines apply to a breach of Article 33?", False),
    ],
)
def test_a_question_may_ask_for_something_in_the_part(question, within):
    assert cited_parts(question)
    assert not is_lookup(question)
    assert is_within(question) is within


def test_the_part_and_those_around_it_are_searched_by_a_word_of_their_own():
    assert part_words("Art. 5(1)(c)") == ("provision5x1xc", "provision5x1", "provision5")


def test_a_part_is_found_by_its_number_and_word_and_not_by_a_mention():
    section, article = Provision(name="section", numbers=("4",)), Provision(name="article", numbers=("4",))
    bare = Provision(name="", numbers=("4",))
    assert is_in_part([section], [section], "It is so.")
    assert is_in_part([Provision(name="clause", numbers=("4",))], [bare], "It is so.")
    assert not is_in_part([section], [article], "Section 4 is so.")
    assert not is_in_part([Provision(name="annex", numbers=("4",))], [bare], "It is so.")


def test_a_point_inside_a_sentence_is_found_in_its_paragraph():
    paragraph = Provision(name="article", numbers=("5", "1"))
    text = "It shall be: (a) open; (b) brief."
    assert is_in_part(cited_parts("Article 5(1)(b)"), [paragraph], text)
    assert not is_in_part(cited_parts("Article 5(1)(c)"), [paragraph], text)
    assert not is_in_part(cited_parts("Article 6(1)(b)"), [paragraph], text)


def test_without_known_parts_headings_and_labels_tell():
    assert is_in_unmarked_part(("33", "1"), "Law > Article 33 Notices", "1. It is told.")
    assert not is_in_unmarked_part(("33", "1"), "Law > Article 34", "1. It is told.")
