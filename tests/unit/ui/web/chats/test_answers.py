"""What the page asks for an answer that is there: copies, ratings, and places in documents."""

import pytest

from bench.word_embedder import WordEmbedder
from chat_files import chats_in
from index import Index, TextSource
from rag import Answer, Assistant, Citation, Statement, UnknownDocumentError
from rag.export import from_json
from ui.chats.asking import end, put
from ui.chats.chat import ChatError, Message
from ui.web.chats.answers import AnswerCalls

CHAT, ME = "chat-number-one", "local"
TEXT = "The north bridge has 14 arches.\n\nIt was built  by Anna\nBerg in 1840. The lamp is lit.\n\nThe lamp is lit."
ASKED = {"chat": CHAT, "message": "message-1"}


@pytest.fixture
def assistant(tmp_path):
    assistant = Assistant(Index(tmp_path / "index", embedder=WordEmbedder()))
    assistant.add_texts([TextSource(source="https://example.org/b", title="Bridge", text=TEXT)])
    yield assistant
    assistant.close()


@pytest.fixture
def document(assistant):
    return assistant.documents()[0]


@pytest.fixture
def calls(assistant, tmp_path, document):
    store = chats_in(tmp_path)
    quote = "The north bridge has 14 arches."
    citation = Citation(
        number=1, document_id=document.id, passage_id="p", title="Bridge", source=document.source, section=None,
        start=0, end=len(quote), quote=quote,
    )  # fmt: skip
    answer = Answer(
        question="?", status="answered", text=quote, short=None, confidence=0.9, hits=(), standalone_question="?",
        statements=(Statement(text=quote, citations=(citation,)),), citations=(citation,),
    )  # fmt: skip
    put(store, ME, CHAT, Message(id="message-1", question="?", asked=1.0))
    end(store, ME, CHAT, "message-1", state="done", answer=answer)
    yield AnswerCalls(assistant, store)
    store.close()


def test_an_answer_is_copied_in_both_forms_by_its_owner_only(calls):
    assert "[1] Bridge, https://example.org/b" in calls.copy(ME, {**ASKED, "form": "text"})["text"]
    assert "[^1]: Bridge, <https://example.org/b>" in calls.copy(ME, {**ASKED, "form": "markdown"})["text"]
    with pytest.raises(ChatError, match="is not there"):
        calls.copy("bert", ASKED)


def test_a_cited_document_is_referred_to_in_both_forms_as_far_as_it_is_known(calls, document):
    asked = {"document": document.id, "section": "p. 4, Arches", "form": "short"}
    assert calls.reference(ME, asked) == {"text": "Bridge (n.d.), p. 4"}
    entry = calls.reference(ME, {**asked, "form": "bibtex"})["text"]
    assert entry == "@misc{bridge,\n  title = {Bridge},\n  url = {https://example.org/b}\n}\n"
    with pytest.raises(UnknownDocumentError):
        calls.reference(ME, {**asked, "document": "gone"})


def test_an_answer_is_saved_as_what_can_be_verified(calls, assistant):
    saved = calls.save(ME, ASKED)
    exported = from_json(saved["text"])
    assert (saved["kind"], exported.created) == ("application/json", "1970-01-01T00:00:01+00:00")
    assert saved["name"].endswith(".answer.json")
    assert assistant.verify_answer(exported, quotes_only=True).holds
    with pytest.raises(ChatError, match="is not there"):
        calls.save("bert", ASKED)


def test_selected_words_are_those_of_the_document_whatever_spaces_the_page_gave_them(calls, document):
    shown = {"document": document.id, "words": "It was built by Anna Berg in 1840."}
    place = calls.right_place(ME, {**ASKED, **shown})["rating"]["place"]
    assert place["quote"] == "It was built  by Anna\nBerg in 1840."
    assert place["quote"] in document.text and place["source"] == document.source
    copied = "“It was built by Anna Berg in 1840.” – Bridge, paragraph 2, https://example.org/b"
    assert calls.cite(ME, shown)["text"] == copied


def test_of_words_that_stand_twice_the_place_is_the_one_that_is_read(calls, document):
    shown = {
        "document": document.id,
        "words": "The lamp is lit.",
        "near": document.text.rindex("The lamp") - 1,
    }
    assert calls.right_place(ME, {**ASKED, **shown})["rating"]["place"]["section"] == "paragraph 3"


def test_the_place_of_a_card_is_taken_by_its_offsets_and_one_that_is_none_is_refused(calls, document):
    start = document.text.index("It was")
    shown = {"document": document.id, "start": start, "end": start + 6}
    assert calls.right_place(ME, {**ASKED, **shown})["rating"]["place"]["quote"] == "It was"
    for first, last in ((5, 5), (-1, 4), (0, 10_000), ("0", 4)):
        with pytest.raises(ChatError, match="Select"):
            calls.right_place(ME, {**ASKED, "document": document.id, "start": first, "end": last})


def test_words_that_are_not_in_the_document_are_refused_with_what_to_do(calls, document):
    for words in ("It was built by nobody.", "", "x" * 3_000):
        with pytest.raises(ChatError, match=r"[Ss]elect"):
            calls.right_place(ME, {**ASKED, "document": document.id, "words": words})


def test_a_rating_comes_back_as_it_is_kept(calls):
    sent = {"good": False, "fault": "incomplete", "words": "the year"}
    assert calls.rate(ME, {**ASKED, "rating": sent})["rating"] == {**sent, "place": None}
    assert calls.rate(ME, {**ASKED, "rating": None}) == {"rating": None}
