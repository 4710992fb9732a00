"""The client of a running server: what it takes from it, and when it leaves the answer to the command itself."""

import json
import os
import socket
import threading
from contextlib import contextmanager
from dataclasses import replace
from importlib import metadata

import pytest

from rag import PinciteError
from ui.api.running import RunningServer, announced
from ui.cli.running import client
from ui.cli.running.client import NoServerError, answer_events, usable_server

OK = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
ANSWER = 'event: answer\ndata: {"n": 1}\n\n'
DONE = 'event: done\ndata: {"n": 1}\n\n'


@contextmanager
def saying(text, *, then_silent=False):
    """A server that sends the text to whoever comes, and then hangs up or says nothing more; gives what it was sent."""
    end, heard = threading.Event(), []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve():
            connection, _ = listening.accept()
            with connection:
                # Head and body come apart.
                sent = connection.recv(65_536)
                while not sent.endswith(b"}"):
                    sent += connection.recv(65_536)
                heard.append(sent.decode())
                connection.sendall(text.encode())
                if then_silent:
                    end.wait(10)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield running(f"http://127.0.0.1:{listening.getsockname()[1]}"), heard
        end.set()
        thread.join(5)


def running(address):
    return RunningServer(
        address=address, token="secret", pid=os.getpid(), version=metadata.version("pincite")
    )


def events(server):
    return list(answer_events(server, {"question": "q"}))


def test_events_come_one_by_one_and_the_question_goes_with_the_token():
    comment = ": still working\n\n"
    with saying(OK + comment + 'event: hits\r\ndata: {"a":\r\ndata: 2}\r\n\r\n' + ANSWER + DONE) as (
        server,
        heard,
    ):
        assert events(server) == [("hits", '{"a":\n2}'), ("answer", '{"n": 1}'), ("done", '{"n": 1}')]
    head, _, body = heard[0].partition("\r\n\r\n")
    assert head.startswith("POST /api/v1/ask ") and "Authorization: Bearer secret" in head
    assert json.loads(body) == {"question": "q"}


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("", False),
        ("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", False),
        ("HTTP/1.1 307 Moved\r\nLocation: http://example.com/\r\nContent-Length: 0\r\n\r\n", False),
        ("SSH-2.0-OpenSSH\r\n", False),
        (OK, False),
        (OK + ANSWER, True),
        (
            OK + ANSWER + 'event: error\ndata: {"type": "urn:pincite:problem:internal", "detail": "x"}\n\n',
            True,
        ),
        (OK + "event: error\ndata: no JSON\n\n", False),
        (OK.encode().decode() + "event: answer\ndata: \u00e9", False),
    ],
)
def test_a_server_that_fails_or_is_none_leaves_the_answer_to_the_command(text, begun):
    with saying(text) as (server, _), pytest.raises(NoServerError) as failed:
        events(server)
    assert failed.value.to_tell is begun and "secret" not in str(failed.value)


@pytest.mark.parametrize("text", ["", OK, OK + ANSWER])
def test_a_server_that_hangs_is_not_waited_for_for_ever(text, monkeypatch):
    monkeypatch.setattr(client, "_FIRST_SECONDS", 0.1)
    monkeypatch.setattr(client, "_SILENT_SECONDS", 0.1)
    with saying(text, then_silent=True) as (server, _), pytest.raises(NoServerError) as failed:
        events(server)
    assert failed.value.to_tell


def test_what_the_command_would_say_itself_is_said_as_the_server_says_it():
    problem = {"type": "urn:pincite:problem:question", "detail": "the question is empty"}
    with (
        saying(f"{OK}event: error\ndata: {json.dumps(problem)}\n\n") as (server, _),
        pytest.raises(PinciteError, match="the question is empty"),
    ):
        events(server)


def test_a_server_that_has_gone_is_not_waited_for():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(NoServerError):
        events(running(f"http://127.0.0.1:{port}"))


@pytest.mark.parametrize(
    "change",
    [
        {"version": "0.0.1"},
        {"address": "http://192.0.2.7:7860"},
        {"address": "http://pincite.example:7860"},
        {"address": "https://127.0.0.1:7860"},
        {"usual_threshold": False},
    ],
)
def test_only_a_server_on_this_machine_that_answers_alike_is_asked(tmp_path, change):
    server = running("http://127.0.0.1:7860")
    with announced(tmp_path, server):
        assert usable_server(tmp_path) == server
    with announced(tmp_path, replace(server, **change)), pytest.raises(NoServerError):
        usable_server(tmp_path)


def test_of_several_servers_one_is_asked_that_listens(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        lives = running(f"http://127.0.0.1:{listening.getsockname()[1]}")
        # Newer, but its port is closed: its number is that of another process by now.
        gone, old = running("http://127.0.0.1:1"), replace(lives, version="0.0.1")
        with announced(tmp_path, lives), announced(tmp_path, gone), announced(tmp_path, old):
            assert usable_server(tmp_path) == lives
        with announced(tmp_path, gone), announced(tmp_path, old), pytest.raises(NoServerError):
            usable_server(tmp_path)
