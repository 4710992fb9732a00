"""A comparison shows what is said of each side, and never of a side what is said of something else."""

from rag.answers.decide import Decision
from rag.answers.ways.compare import compared
from rag.answers.ways.way import Asked, PlainAnswer
from rag.protocols import Readings
from rag.questions.analysis import analyse
from readings import passage_of, reading, reading_of

OAK = reading("Oak is a hard wood that lasts for centuries.", 0.7, id_="d-1")
OAK_FLOOR = reading("A floor of oak is laid in ten days.", 0.4, id_="d-2")
PINE = reading("Pine is a soft wood that grows quickly.", 0.6, id_="d-3")
BOTH = reading("Pine grows quickly, whereas oak takes a hundred years.", 0.2, id_="d-4")
ELM = reading("Elm is a wood that is rarely sold today.", 0.9, id_="d-5")


def plain(*readings, status="answered"):
    found = Readings(hits=tuple(one.hit for one in readings), sentences=readings, confidence=0.6)
    return PlainAnswer(
        readings=found, decision=Decision(status=status, readings=readings[:1], confidence=0.6)
    )


def answer(question, by_word, first=None):
    first = first or plain(ELM)
    return compared(
        Asked(
            question=question,
            terms=analyse(question),
            plain=first,
            where=None,
            documents=None,
            search=lambda text, k: [],
            ask=lambda text: next(
                (found for word, found in by_word.items() if word in text), plain(ELM, status="not_found")
            ),
            apart=lambda text: plain(ELM, status="not_found"),
        )
    )


def shown(found):
    return [(item.part, item.readings[0].text) for item in found.items]


def test_each_side_has_its_sentences_under_its_name():
    found = answer(
        "How do oak and pine differ?", {"oak": plain(OAK, OAK_FLOOR, ELM), "pine": plain(PINE, ELM)}
    )
    assert found.kind == "comparison"
    assert shown(found) == [("oak", OAK.text), ("oak", OAK_FLOOR.text), ("pine", PINE.text)]


def test_a_sentence_that_sets_both_sides_against_each_other_leads():
    found = answer("oak vs pine", {"oak": plain(OAK, BOTH), "pine": plain(PINE, BOTH)})
    assert shown(found) == [("", BOTH.text), ("oak", OAK.text), ("pine", PINE.text)]


def test_a_side_that_is_not_found_is_named_and_nothing_else_is_shown_for_it():
    found = answer("oak vs teak", {"oak": plain(OAK, ELM)}, first=plain(ELM, status="not_found"))
    assert shown(found) == [("oak", OAK.text)]
    assert found.notes == ("Nothing was found about “teak” alone.",)
    assert found.confidence < 0.6


def test_neither_side_found_is_no_comparison():
    assert answer("teak vs yew", {}) is None


def test_fragments_questions_and_headings_are_no_side():
    held = passage_of(
        "What is oak good for?",
        "Oak floors",
        "of the oak that is on the",
        kinds=("paragraph", "heading", "paragraph"),
    )
    fragments = [reading_of(held, number) for number in range(3)]
    assert answer("oak vs pine", {"oak": plain(*fragments)}) is None
