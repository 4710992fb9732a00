"""What people are told in each way that a model server fails."""

import logging
import time
import traceback
from http import HTTPStatus

import pytest

pytest.importorskip("openai", reason="the extra openai is not installed")

from fake_model_server import WORDS, behaves, busy, goes_on, serving
from index import WriterError
from ports import free_port
from rag.models.server import Patience
from server_writers import ASKED, KEY, QUICK, failure, write, writer_at


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
