"""An exported answer checked again: which quotes are there, have moved or are gone, and which sentences hold."""

import json
import re
from hashlib import sha256

import pytest

from exported import BRIDGE, QUESTION, TEXTS, assistant_over
from index import Document
from rag import TextSource
from rag.export import Current, from_json, to_json, verified_answer
from rag.export.quotes import MOST_PLACES, located
from word_checker import FixedChecker, WordChecker


class TextsNow:
    """Documents by their source, as they are now."""

    def __init__(self, **changed):
        self._texts = TEXTS | {f"{name}.txt": text for name, text in changed.items()}

    def of(self, citation):
        text = self._texts[citation.source]
        if text is None:
            return Current(problem="there is no such file")
        document = Document(id="1", title=citation.title, source=citation.source, text=text)
        return Current(document=document, content_hash=sha256(text.encode()).hexdigest())


@pytest.fixture(scope="module")
def answer(tmp_path_factory):
    assistant = assistant_over(tmp_path_factory.mktemp("verified") / "index")
    return assistant.export(assistant.ask(QUESTION))


def states(verified):
    return [(quote.state, quote.document) for quote in verified.quotes]


def changed(answer, change):
    whole = json.loads(to_json(answer))
    change(whole)
    return from_json(json.dumps(whole))


def test_in_the_same_texts_all_holds(answer):
    verified = verified_answer(answer, TextsNow(), WordChecker())
    assert verified.holds and not verified.moved
    assert states(verified) == [("there", "unchanged")] * len(answer.citations)
    assert all(statement.holds for statement in verified.statements) and verified.statements


def test_a_quote_that_has_moved_is_told_with_its_new_place(answer):
    text = f"A new first line.\n\n{BRIDGE}"
    verified = verified_answer(answer, TextsNow(bridge=text), WordChecker())
    assert states(verified)[0] == ("moved", "changed") and not verified.holds and verified.moved
    (place,) = verified.quotes[0].places
    assert text[place.start : place.end] == verified.quotes[0].quote
    # What it says is still there.
    assert all(statement.holds for statement in verified.statements)


def test_a_quote_that_stands_in_several_places_now_has_all_of_them_the_likeliest_first(answer):
    quote = answer.citations[0].quote
    text = f"{quote} It fell in 1950.\n\nMore.\n\n{BRIDGE}"
    verified = verified_answer(answer, TextsNow(bridge=text), WordChecker()).quotes[0]
    # The first place has the same offsets, so that nothing has moved for who looks there.
    assert verified.state == "there" and verified.document == "changed"
    text = f"Old: {text}"
    verified = verified_answer(answer, TextsNow(bridge=text), WordChecker()).quotes[0]
    assert [text[place.end :].split()[1] for place in verified.places] == ["was", "fell"]
    assert "2 other places" in verified.reason


def test_lines_that_break_elsewhere_are_the_same_quote():
    assert located("twelve cars. It leaves", 0, "Now: twelve\ncars.  It leaves.").spans == ((5, 28),)
    assert located("twelve cars", 0, "twelve  bars").state == "gone"
    assert len(located("ha", 1, "ha" * 500).spans) == MOST_PLACES


def test_a_quote_that_is_gone_takes_its_sentence_with_it(answer):
    verified = verified_answer(answer, TextsNow(bridge=BRIDGE.replace("fourteen", "fifteen")), WordChecker())
    assert states(verified)[0] == ("gone", "changed") and not verified.holds and not verified.moved
    assert verified.statements[0].holds is False and "[1]" in verified.statements[0].reason


def test_a_document_that_is_missing_is_said_to_be(answer):
    verified = verified_answer(answer, TextsNow(bridge=None), WordChecker())
    assert states(verified)[0] == ("gone", "missing") and "no such file" in verified.quotes[0].reason


def test_in_the_index_a_removed_and_a_replaced_document_are_told_apart(tmp_path):
    assistant = assistant_over(tmp_path / "index")
    answer = assistant.export(assistant.ask(QUESTION))
    assert assistant.verify_answer(answer).holds
    old = TextSource(source="bridge.txt", title="bridge.txt", text=f"It is old. {BRIDGE}")
    assistant.add_texts([old])
    assert states(assistant.verify_answer(answer))[0] == ("moved", "changed")
    assistant.remove("bridge.txt")
    assert states(assistant.verify_answer(answer, quotes_only=True))[0] == ("gone", "missing")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda whole: whole["statements"][0].update(text="The bridge has forty arches."), "40|forty|not"),
        (lambda whole: whole.update(short="forty"), "none of the sentences has these words"),
        (lambda whole: whole["statements"][0].update(verdict="supported", citations=[]), "cites nothing"),
    ],
)
def test_a_sentence_that_was_altered_does_not_hold(answer, change, reason):
    verified = verified_answer(changed(answer, change), TextsNow(), FixedChecker())
    failed = [statement for statement in verified.statements if statement.holds is False]
    assert len(failed) == 1 and re.search(reason, failed[0].reason) and not verified.holds
    assert all(quote.state == "there" for quote in verified.quotes)


def test_a_part_of_a_quote_that_turns_it_round_is_not_taken_for_the_quote(tmp_path):
    assistant = assistant_over(
        tmp_path / "index", {"a.txt": "Nobody says that the bridge has fourteen arches.\n"}
    )
    answer = assistant.export(assistant.ask(QUESTION))
    said = changed(
        answer,
        lambda whole: (
            whole["statements"][0].update(text="the bridge has fourteen arches.") or whole.update(short=None)
        ),
    )
    assert assistant.verify_answer(answer).holds
    assert not assistant.verify_answer(said).statements[0].holds


def test_without_a_model_what_is_no_quote_is_not_checked_and_does_not_fail(answer):
    written = changed(
        answer,
        lambda whole: whole["statements"][0].update(verdict="supported", text="Fourteen arches it has."),
    )
    verified = verified_answer(written, TextsNow(), None)
    assert verified.holds and verified.statements[0].holds is None
    assert verified_answer(written, TextsNow(), FixedChecker(supported=1.0)).statements[0].holds
