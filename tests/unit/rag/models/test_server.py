"""A writer on a server: what it asks for, what it sends, where it stops."""

import threading
import time

import pytest

pytest.importorskip("openai", reason="the extra openai is not installed")

from fake_model_server import WORDS, behaves, busy, goes_on, serving
from index import ModelError, StoppedError
from index.stopping import stoppable
from ports import free_port
from rag.models.endpoint import Endpoint
from rag.models.server import ServerWriter
from rag.protocols import Usage
from server_writers import ASKED, KEY, write, writer_at


def test_a_reply_is_streamed_and_says_what_it_cost():
    with serving(behaves) as server:
        text, usage = write(writer_at(server.url))
    assert text == "".join(WORDS)
    assert usage == Usage(prompt=12, reply=5)
    ((body, _),) = server.calls
    assert body["messages"][1] == {"role": "user", "content": "What is the capital?"}
    assert (body["model"], body["max_tokens"], body["temperature"]) == ("tiny", 50, 0)


def test_a_schema_is_asked_for_and_left_out_where_the_server_does_not_know_it():
    def knows_none(call):
        if "response_format" in call.body:
            call.refuse(400, "unknown field")
        else:
            behaves(call)

    schema = {"type": "object", "properties": {"a": {"type": "string"}}}
    with serving(knows_none) as server:
        assert write(writer_at(server.url), schema=schema)[0] == "".join(WORDS)
    bodies = [body for body, _ in server.calls]
    assert bodies[0]["response_format"]["json_schema"]["schema"] == schema
    assert len(bodies) == 2


def test_what_a_server_names_as_unknown_is_left_out_and_the_new_name_of_the_limit_is_used():
    def reasons(call):
        if "max_tokens" in call.body:
            call.refuse(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")
        elif "temperature" in call.body:
            call.refuse(400, "'temperature' does not support 0 with this model.")
        else:
            behaves(call)

    with serving(reasons) as server:
        assert write(writer_at(server.url))[0] == "".join(WORDS)
    assert server.calls[-1][0]["max_completion_tokens"] == 50


def test_nothing_but_the_request_is_sent_and_the_key_only_where_it_belongs(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_ORG_ID", "org-secret")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", f"X-Other: {KEY}\nAuthorization: Bearer {KEY}")
    with serving(behaves) as server:
        write(writer_at(server.url))
        write(writer_at(server.url, key="its-own"))
    without, with_key = (headers for _, headers in server.calls)
    assert KEY not in str(without) and "org-secret" not in str(without)
    assert without["user-agent"] == "pincite" and not any("stainless" in name for name in without)
    assert with_key["authorization"] == "Bearer its-own"


def test_no_proxy_of_the_environment_is_asked_for_a_server_on_this_machine(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
    with serving(behaves) as server:
        assert write(writer_at(server.url))[0] == "".join(WORDS)


def waits(call):
    """Says nothing, and notices when the client is gone."""
    call.handler.connection.settimeout(5)
    if call.handler.connection.recv(1) == b"":
        call.handler.server.gone.set()


@pytest.mark.parametrize("behaviour", [waits, goes_on, busy(9, Retry_After="9")])
def test_a_stop_takes_effect_within_a_second_wherever_the_reply_is(behaviour):
    stopped, asked_to = threading.Event(), []

    def then_stop(call):
        # Not before the request is there: a stop that comes earlier makes none.
        threading.Timer(0.2, lambda: asked_to.append(time.monotonic()) or stopped.set()).start()
        behaviour(call)

    with serving(then_stop) as server:
        with stoppable(stopped), pytest.raises(StoppedError):
            write(writer_at(server.url), at_most=1_000_000)
        assert time.monotonic() - asked_to[0] < 1
        if behaviour in (waits, goes_on):
            assert server.gone.wait(5)


def test_closing_the_reply_ends_the_request():
    with serving(goes_on) as server:
        reply = writer_at(server.url).write(ASKED, at_most=1_000_000)
        next(reply)
        reply.close()
        assert server.gone.wait(5)


def test_the_context_is_that_of_the_settings_or_of_the_servers_list():
    with serving(behaves) as server:
        assert writer_at(server.url).context == 2048
        assert ServerWriter("w", Endpoint(url=server.url, context=99), "tiny").context == 99
    assert writer_at(f"http://127.0.0.1:{free_port()}/v1").context == 4096


@pytest.mark.parametrize(
    "url", ["127.0.0.1:8000", "file:///etc/passwd", "http://", f"http://user:{KEY}@host/v1"]
)
def test_an_address_that_is_none_or_has_a_password_is_refused(url):
    with pytest.raises(ModelError) as refused:
        Endpoint(url=url)
    assert KEY not in str(refused.value)


def test_the_destination_of_a_model_that_ollama_passes_on_is_where_it_goes():
    endpoint = Endpoint(url="http://127.0.0.1:11434/v1")
    assert ServerWriter("a", endpoint, "llama3.2").destination == "127.0.0.1:11434"
    assert ServerWriter("a", endpoint, "gpt-oss:120b-cloud").destination.startswith("ollama.com")
