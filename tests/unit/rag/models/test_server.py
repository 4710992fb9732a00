"""A writer on a server, and what people are told in each way that a server fails."""

import logging
import threading
import time
import traceback
from http import HTTPStatus

import pytest

pytest.importorskip("openai", reason="the extra openai is not installed")

from fake_model_server import WORDS, behaves, goes_on, serving
from index import ModelError, StoppedError, WriterError
from index.stopping import stoppable
from ports import free_port
from rag.models.endpoint import Endpoint
from rag.models.server import Patience, ServerWriter
from rag.protocols import Message, Usage

KEY = "sk-very-secret-0123456789"
ASKED = [Message(role="system", text="Be brief."), Message(role="user", text="What is the capital?")]
QUICK = Patience(first=0.3, between=0.3)


def writer_at(url, *, key=None, model="tiny", patience=None):
    return ServerWriter(
        "test/tiny", Endpoint(url=url, key=key, key_from="the variable SOME_KEY"), model, patience
    )


def write(writer, **options):
    """The whole reply and what it cost."""
    pieces, reply = [], writer.write(ASKED, **{"at_most": 50, **options})
    while True:
        try:
            pieces.append(next(reply))
        except StopIteration as end:
            return "".join(pieces), end.value


def failure(behaviour, *, patience=None, **options) -> str:
    with serving(behaviour) as server, pytest.raises(WriterError) as failed:
        write(writer_at(server.url, patience=patience, **options))
    return str(failed.value)


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


def test_nobody_answers():
    port = free_port()
    with pytest.raises(WriterError, match=f"nobody answers at 127.0.0.1:{port}; start the model server"):
        write(writer_at(f"http://127.0.0.1:{port}/v1"))


def test_a_server_that_stays_silent_is_given_up():
    assert "said nothing for" in failure(lambda call: time.sleep(0.8), patience=QUICK)


def test_a_server_that_falls_silent_is_given_up():
    def stalls(call):
        call.start()
        call.piece("Oslo ")
        time.sleep(0.8)

    assert "said nothing for" in failure(stalls, patience=Patience(between=0.3))


@pytest.mark.parametrize("status", [HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN])
def test_a_wrong_key_is_told_by_where_it_comes_from(status):
    def denies(call):
        call.refuse(status, f"Incorrect API key: {KEY}")

    assert "wants a key; set the variable SOME_KEY" in failure(denies)
    assert "refused the key; correct the variable SOME_KEY" in failure(denies, key=KEY)


def test_an_unknown_model_is_told_with_those_there_are():
    said = failure(lambda call: call.refuse(404, "model not found"), model="huge")
    assert said.endswith("has no model 'huge'; it has: tiny, small")


@pytest.mark.parametrize(
    "message",
    [
        "This model's maximum context length is 2048 tokens.",
        "request (9 tokens) exceeds the available context size",
    ],
)
def test_a_context_that_is_too_small_is_told(message):
    assert "too long for the model" in failure(lambda call: call.refuse(400, message))

    def later(call):
        call.start()
        call.event({"error": {"message": message}})

    assert "too long for the model" in failure(later)


def half(call):
    call.start()
    call.piece("Oslo is")


def half_of_its_length(call):
    call.start(length=10_000)
    call.piece("Oslo is")


@pytest.mark.parametrize("behaviour", [half, half_of_its_length])
def test_half_a_reply_is_an_error_after_what_came_of_it(behaviour):
    with serving(behaviour) as server:
        reply = writer_at(server.url).write(ASKED, at_most=50)
        assert next(reply) == "Oslo is"
        with pytest.raises(WriterError, match="broke off"):
            next(reply)


def sends(text):
    def behaviour(call):
        call.start()
        call.send(text)

    return behaviour


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html>Welcome to nginx</html>\n\n",
        "data: {not json}\n\n",
        "data: [1, 2]\n\n",
        'data: "text"\n\n',
        "data: 17\n\n",
        "data: null\n\n",
        'data: {"choices": 5}\n\n',
        'data: {"choices": null}\n\n',
        'data: {"choices": ["a"]}\n\n',
        'data: {"choices": [{"delta": "a"}]}\n\n',
        'data: {"choices": [{"delta": {"content": 17}}]}\n\n',
        'data: {"choices": [{"delta": {"content": {"a": 1}}}]}\n\n',
        'data: {"choices": [], "usage": "much"}\n\n',
        "data: " + "[" * 100_000 + "\n\n",
        "data: \x00\xff\n\n",
    ],
)  # fmt: skip
def test_rubbish_is_called_no_reply(text):
    assert "is no reply of a model server" in failure(sends(text))


def test_an_empty_reply_says_that_nothing_was_written():
    def empty(call):
        call.start()
        call.finish()

    assert "wrote nothing" in failure(empty)


@pytest.mark.parametrize("delta", [{"refusal": "I can't."}, {}])
def test_a_refusal_is_told(delta):
    def declines(call):
        call.start()
        ending = None if delta else "content_filter"
        call.event({"choices": [{"index": 0, "delta": delta, "finish_reason": ending}]})
        call.send("data: [DONE]\n\n")

    assert "declined to write" in failure(declines)


def test_endless_text_is_cut_and_the_request_ended():
    with serving(goes_on) as server:
        text, _ = write(writer_at(server.url), at_most=10)
        assert len(text) == 80
        assert server.gone.wait(5)


def test_an_endless_line_is_cut():
    def one_line(call):
        call.start()
        call.send("data: ")
        while True:
            call.send("x" * 100_000)

    assert "broke off" in failure(one_line)


def busy(times, **headers):
    left = [times]

    def behaviour(call):
        left[0] -= 1
        if left[0] >= 0:
            call.refuse(429, "slow down", **headers)
        else:
            behaves(call)

    return behaviour


def test_a_busy_server_is_asked_once_more_after_the_time_that_it_says():
    with serving(busy(1, Retry_After="0.2")) as server:
        started = time.monotonic()
        assert write(writer_at(server.url))[0] == "".join(WORDS)
        assert time.monotonic() - started >= 0.2
    with serving(busy(9, Retry_After="0")) as server:
        with pytest.raises(WriterError, match="too much to do"):
            write(writer_at(server.url))
        assert len(server.calls) == 2


@pytest.mark.parametrize(
    ("headers", "when"), [({}, "in a minute"), ({"Retry_After": "3600"}, "in 3600 seconds")]
)
def test_a_server_that_is_busy_for_long_is_not_asked_again(headers, when):
    with serving(busy(9, **headers)) as server:
        with pytest.raises(WriterError, match=f"try again {when}"):
            write(writer_at(server.url))
        assert len(server.calls) == 1


def test_a_failing_server_is_asked_once_and_quoted_without_the_key():
    with serving(lambda call: call.refuse(500, f"CUDA out of memory for {KEY}")) as server:
        with pytest.raises(WriterError) as failed:
            write(writer_at(server.url, key=KEY))
        assert len(server.calls) == 1
    assert "status 500" in str(failed.value) and "CUDA out of memory" in str(failed.value)
    assert KEY not in str(failed.value)


def test_requests_are_not_sent_on_to_another_host():
    with serving(behaves) as other:
        redirects = lambda call: call.start(307, Location=f"{other.url}/chat/completions", length=0)  # noqa: E731
        assert "another address" in failure(redirects, key=KEY)
        assert other.calls == []


def test_the_key_is_in_no_representation_log_or_traceback(caplog):
    caplog.set_level(logging.DEBUG)
    writer = writer_at("http://127.0.0.1:1/v1", key=KEY)
    seen = [repr(writer), repr(vars(writer))]
    for status in (401, 500):
        with serving(lambda call, status=status: call.refuse(status, KEY)) as server:
            try:
                write(writer_at(server.url, key=KEY))
            except WriterError as error:
                seen.append("".join(traceback.format_exception(error)))
    assert len(seen) == 4
    assert KEY not in "".join(seen) + caplog.text


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
