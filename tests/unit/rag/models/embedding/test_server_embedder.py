"""An embedding model on a server: what is asked of it, and what is said when it fails."""

import threading
import time

import numpy as np
import pytest

pytest.importorskip("openai", reason="the extra openai is not installed")

from embedding_server import WORDS, at_most, busy_first, embeds, gives, no_longer_than, of_one_length
from fake_model_server import serving
from index import ModelError, StoppedError
from index.stopping import stoppable
from ports import free_port
from rag.models.embedding.server_embedder import ServerEmbedder
from rag.models.endpoint import Endpoint
from rag.models.server import Patience

KEY = "sk-very-secret-0123456789"
TEXTS = [f"The bridge number {n} has {n} arches." for n in range(300)]


def embedder_at(url, model="tiny", *, key=None, dimensions=None):
    endpoint = Endpoint(url=url, key=key, key_from="the variable SOME_KEY")
    return ServerEmbedder(f"office/{model}", endpoint, model, dimensions, Patience(first=5))


def failure(behaviour, texts=("a bridge",), **options) -> str:
    with serving(behaviour) as server, pytest.raises(ModelError) as failed:
        embedder_at(server.url, **options).embed(texts)
    return str(failed.value)


def asked(server) -> list[list[str]]:
    return [body["input"] for body, _ in server.calls]


def test_vectors_come_in_the_order_of_the_texts_and_have_the_length_1():
    with serving(embeds) as server:
        vectors = embedder_at(server.url).embed(TEXTS)
    assert vectors.dtype == np.float32 and of_one_length(vectors)
    assert np.allclose(vectors, WORDS.embed(TEXTS), atol=1e-5)
    assert [len(texts) for texts in asked(server)] == [128, 128, 44]


def test_a_server_that_takes_fewer_texts_at_once_gets_fewer_from_then_on():
    with serving(at_most(32)) as server:
        embedder = embedder_at(server.url)
        assert np.allclose(embedder.embed(TEXTS), WORDS.embed(TEXTS), atol=1e-5)
        before = len(server.calls)
        embedder.embed_passages(TEXTS[:64], [[(0, len(text))] for text in TEXTS[:64]])
    assert [len(texts) for texts in asked(server)[before:]] == [32, 32]


def test_a_text_that_is_too_long_for_the_model_is_cut_and_costs_the_others_nothing():
    texts = [*TEXTS[:3], "bridge " * 200, *TEXTS[3:6]]
    with serving(no_longer_than(400)) as server:
        embedder = embedder_at(server.url)
        vectors = embedder.embed(texts)
        before = len(server.calls)
        embedder.embed(TEXTS[10:60])
    assert np.allclose(vectors[:3], WORDS.embed(TEXTS[:3]), atol=1e-5)
    assert np.allclose(vectors[3], WORDS.embed(["bridge " * 50])[0], atol=1e-5)
    assert len(server.calls) == before + 1, "it was no batch that was too large"


def test_words_before_questions_and_passages_are_those_of_the_models_card():
    with serving(embeds) as server:
        nomic, unknown = (embedder_at(server.url, model) for model in ("nomic-embed-text:v1.5", "tiny"))
        for embedder in (nomic, unknown):
            embedder.embed(["How long?"])
            embedder.embed_passages(["It is long. It is old."], [[(0, 11), (12, 22)]])
    assert asked(server) == [
        ["search_query: How long?"],
        [
            "search_document: It is long. It is old.",
            "search_document: It is long.",
            "search_document: It is old.",
        ],
        ["How long?"],
        ["It is long. It is old.", "It is long.", "It is old."],
    ]


def test_what_was_asked_a_moment_ago_and_equal_sentences_are_not_sent_again():
    with serving(embeds) as server:
        embedder = embedder_at(server.url)
        first = embedder.embed(["How long?"])
        assert (embedder.embed(["How long?", "How old?"])[0] == first[0]).all()
        embedder.embed_passages(["One. Two.", "Two."], [[(0, 4), (5, 9)], [(0, 4)]])
    assert asked(server) == [["How long?"], ["How old?"], ["One. Two.", "Two.", "One."]]


def test_a_busy_server_is_asked_once_more_when_it_says_that_waiting_is_worth_it():
    with serving(busy_first(1, retry_after="0.2")) as server:
        started = time.monotonic()
        assert embedder_at(server.url).embed(["a"]).shape == (1, WORDS.dimensions)
    assert len(server.calls) == 2 and time.monotonic() - started >= 0.2


@pytest.mark.parametrize(
    ("headers", "calls"), [({"retry_after": "0"}, 2), ({"retry_after": "60"}, 1), ({}, 1)]
)
def test_a_server_that_stays_busy_is_left_alone(headers, calls):
    with serving(busy_first(99, **headers)) as server, pytest.raises(ModelError, match="too much to do"):
        embedder_at(server.url).embed(TEXTS)
    assert len(server.calls) == calls


def test_a_server_that_is_gone_is_named_with_what_to_do():
    port = free_port()
    with pytest.raises(ModelError, match=f"office/tiny failed: nobody answers at 127.0.0.1:{port}; start"):
        embedder_at(f"http://127.0.0.1:{port}/v1").embed(["a"])


def test_an_unknown_model_is_answered_with_those_there_are():
    said = failure(lambda call: call.refuse(404, "model not found"), model="mini")
    assert "has no model 'mini'; it has: tiny, small" in said


def test_a_key_that_is_missing_or_wrong_is_asked_for_by_its_variable_and_never_shown():
    def wants_key(call):
        call.refuse(401, f"bad key {call.handler.headers.get('Authorization')}")

    assert "wants a key; set the variable SOME_KEY" in failure(wants_key)
    said = failure(wants_key, key=KEY)
    assert "refused the key; correct the variable SOME_KEY" in said and KEY not in said
    said = failure(lambda call: call.refuse(400, f"no embeddings for {KEY}"), key=KEY)
    assert "no embeddings for [key]" in said and KEY not in said


@pytest.mark.parametrize(
    "behaviour",
    [
        gives([1.0, 0.0]),
        gives([0.0, 0.0], [0.0, 0.0]),
        gives([1.0, float("nan")], [1.0, 0.0]),
        gives([1.0], [1.0, 2.0]),
        gives([], []),
        gives("no", "numbers"),
        lambda call: call.start(200, "text/html", 0),
    ],
    ids=["too few", "zeros", "no number", "of two lengths", "empty", "words", "a page"],
)
def test_what_are_no_vectors_of_the_texts_is_refused(behaviour):
    assert "no reply of a model server" in failure(behaviour, ["a", "b"])


def test_vectors_of_another_length_than_the_indexs_are_refused_with_the_command_that_helps():
    said = failure(embeds, dimensions=768)
    assert "gives vectors of 32 numbers, and the index has 768" in said
    assert "pincite rebuild --embeddings --embedder office/tiny" in said


def test_the_length_of_the_vectors_is_asked_for_once_and_not_at_all_if_it_is_known():
    with serving(embeds) as server:
        embedder = embedder_at(server.url)
        assert embedder.dimensions == embedder.dimensions == 32
        assert embedder_at(server.url, dimensions=32).dimensions == 32
    assert len(server.calls) == 1


def test_a_stop_takes_effect_within_a_second_and_ends_the_request():
    def slow(call):
        # It notices that the client is gone when it writes.
        call.start(200, "application/json")
        for _ in range(100):
            time.sleep(0.05)
            call.send(" ")

    stopped = threading.Event()
    with serving(slow) as server:
        threading.Timer(0.2, stopped.set).start()
        started = time.monotonic()
        with stoppable(stopped), pytest.raises(StoppedError):
            embedder_at(server.url).embed(["a"])
        assert time.monotonic() - started < 1.2
        assert server.gone.wait(3)


def test_a_failure_while_documents_are_added_says_that_what_was_added_stays():
    with (
        serving(lambda call: call.refuse(500, "out of memory")) as server,
        pytest.raises(ModelError) as failed,
    ):
        embedder_at(server.url).embed_passages(["One."], [[(0, 4)]])
    assert "out of memory" in str(failed.value) and str(failed.value).endswith("what was added before stays")
