"""Which requests reach the page, and what reaches it of them."""

import json

import pytest

from asgi_requests import Recorder, request, run
from ui.web.security import Addresses, Gate, visitor_of
from ui.web.security.passwords import PasswordCheck

FOREIGN = {"origin": "http://evil.example", "sec-fetch-site": "cross-site"}
JSON = {"content-type": "application/json"}
EVENT = {"data": [], "event_data": {"ask": "a"}, "fn_index": 0, "trigger_id": 2, "session_hash": "tab1"}


class EverySession:
    def __contains__(self, name):
        return True


EVERY_SESSION = EverySession()

EVERY_KIND = [
    ("GET", "/"),
    ("GET", "/config"),
    ("GET", "/theme.css"),
    ("GET", "/manifest.json"),
    ("GET", "/assets/index.js"),
    ("GET", "/static/img/logo.svg"),
    ("GET", "/upload-token"),
    ("GET", "/alive"),
    ("GET", "/viewer/0123456789abcdef/part/0"),
    ("GET", "/viewer/0123456789abcdef/page/open/1/800"),
    ("GET", "/gradio_api/queue/data"),
    ("GET", "/gradio_api/heartbeat/tab1"),
    ("GET", "/gradio_api/file=/etc/passwd"),
    ("POST", "/gradio_api/queue/join"),
    ("POST", "/gradio_api/run/predict"),
    ("POST", "/gradio_api/upload"),
    ("POST", "/gradio_api/cancel"),
    ("POST", "/login"),
    ("OPTIONS", "/gradio_api/queue/join"),
]


@pytest.fixture
def behind():
    return Recorder()


@pytest.fixture
def gate(behind):
    return Gate(behind, Addresses.of("127.0.0.1"), {0, 1}, EVERY_SESSION)


@pytest.fixture
def locked(behind):
    return Gate(behind, Addresses.of("127.0.0.1"), {0, 1}, EVERY_SESSION, PasswordCheck("open sesame"))


def log_in(gate, password="open sesame", **more):
    return request(gate, "/login", method="POST", body=f"password={password}".encode(), **more)


def send(gate, event, cookie=""):
    headers = {**JSON, "cookie": cookie}
    body = event if isinstance(event, bytes) else json.dumps(event).encode()
    return request(gate, "/gradio_api/queue/join", method="POST", headers=headers, body=body)


@pytest.mark.parametrize(("method", "path"), EVERY_KIND)
def test_no_request_of_another_website_passes_whatever_its_kind(gate, behind, method, path):
    cookie = request(gate).cookie
    behind.scopes.clear()
    body = json.dumps(EVENT).encode()
    for foreign in (
        FOREIGN,
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9000"},
        {"origin": "https://127.0.0.1:7860"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"host": "evil.example"},
        {"host": "127.0.0.1.evil.example:7860"},
        {"host": ""},
    ):
        headers = {**JSON, "cookie": cookie, **foreign}
        answer = request(gate, path, method=method, headers=headers, body=body, query="session_hash=tab1")
        assert answer.status in (403, 421), foreign
        assert not any(name.startswith("access-control") for name in answer.headers)
    assert behind.scopes == []


@pytest.mark.parametrize(
    "own",
    [
        {},
        {"origin": "http://127.0.0.1:7860", "sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {"host": "localhost:7860", "origin": "http://localhost:7860"},
        {"host": "localhost:8000", "origin": "http://localhost:8000"},  # a tunnel
    ],
)
def test_the_page_itself_passes(gate, own):
    assert request(gate, "/config", headers=own).status == 200


def test_what_the_viewer_reads_is_for_visitors_who_have_logged_in_and_only_read(locked, behind):
    path = "/viewer/0123456789abcdef/find"
    assert request(locked, path, query="words=fee").status == 401
    headers = {"cookie": log_in(locked).cookie}
    assert request(locked, path, headers=headers, query="words=fee").status == 200
    assert [scope["query_string"] for scope in behind.scopes] == [b"words=fee"]
    assert request(locked, path, headers=headers, method="POST", body=b"{}").status == 404
    assert request(locked, "/viewer/../config", headers=headers).status == 400


def test_a_link_on_another_website_opens_the_page_and_nothing_else(gate):
    link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert request(gate, "/", headers=link).status == 200
    assert request(gate, "/config", headers=link).status == 403
    assert request(gate, "/", method="POST", headers=link).status == 403
    assert request(gate, "/", headers={**link, "sec-fetch-dest": "iframe"}).status == 403


def test_a_header_that_is_sent_twice_is_refused(gate):
    hosts = [(b"host", b"127.0.0.1:7860"), (b"host", b"evil.example")]

    async def twice(scope, receive, send_on):
        await gate({**scope, "headers": hosts}, receive, send_on)

    assert request(twice, "/config").status == 400


def test_a_websocket_is_closed(gate):
    sent = []

    async def keep(message):
        sent.append(message)

    run(gate({"type": "websocket", "path": "/", "headers": []}, None, keep))
    assert [message["type"] for message in sent] == ["websocket.close"]


def test_a_proxy_is_named_by_origin_and_gets_a_secure_cookie(behind):
    gate = Gate(behind, Addresses.of("127.0.0.1", ["https://pincite.example"]), {0}, EVERY_SESSION)
    named = {
        "host": "pincite.example",
        "origin": "https://pincite.example",
        "x-forwarded-host": "evil.example",
    }
    answer = request(gate, "/", headers=named)
    assert answer.status == 200
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(answer.headers["set-cookie"].split("; "))
    assert behind.scopes[0]["scheme"] == "https"
    assert not any(name == b"x-forwarded-host" for name, _ in behind.scopes[0]["headers"])
    assert request(gate, "/", headers={**named, "origin": "http://pincite.example"}).status == 403
    assert "Secure" not in request(gate, "/").headers["set-cookie"]


def test_the_message_for_an_unknown_name_says_what_to_do(gate):
    answer = request(gate, "/", headers={"host": "pincite.example"})
    assert b"--origin" in answer.body


@pytest.mark.parametrize(
    "path",
    ["/openapi.json", "/docs", "/redoc", "/gradio_api/info", "/gradio_api/openapi.json", "/monitoring"],
)
def test_what_the_page_does_not_use_is_switched_off_also_for_who_is_logged_in(locked, path):
    cookie = log_in(locked).cookie
    assert request(locked, path, headers={"cookie": cookie}).status == 404


@pytest.mark.parametrize(("path", "status"), [("/a\0b", 400), ("/assets/../x", 400), ("/" + "a" * 3000, 414)])
def test_a_path_that_is_none_is_refused(gate, behind, path, status):
    assert request(gate, path).status == status
    assert behind.scopes == []


def test_a_session_is_inside_its_visitors_own_names(gate, behind):
    first, second = request(gate).cookie, request(gate).cookie
    assert first != second
    behind.bodies.clear()
    for cookie in (first, second):
        send(gate, EVENT, cookie)
        request(gate, "/gradio_api/queue/data", headers={"cookie": cookie}, query="session_hash=tab1")
    sessions = [json.loads(body)["session_hash"] for body in behind.bodies if body]
    queries = [scope["query_string"].decode() for scope in behind.scopes if scope["query_string"]]
    assert sessions[0] != sessions[1]
    assert queries == [f"session_hash={session}" for session in sessions]
    assert len({visitor_of(session) for session in sessions}) == 2


def test_a_stream_in_which_nothing_is_answered_is_not_found(behind):
    gate = Gate(behind, Addresses.of("127.0.0.1"), {0}, set())
    assert request(gate, "/gradio_api/queue/data", query="session_hash=tab1").status == 404
    assert request(gate, "/gradio_api/queue/data", query="session_hash=../x").status == 404
    assert behind.scopes == []


def test_nobody_takes_anothers_session_by_its_full_name(gate, behind):
    first, second = request(gate).cookie, request(gate).cookie
    send(gate, EVENT, first)
    full = json.loads(behind.bodies[-1])["session_hash"]
    request(gate, "/gradio_api/queue/data", headers={"cookie": second}, query=f"session_hash={full}")
    assert behind.scopes[-1]["query_string"].decode() != f"session_hash={full}"


@pytest.mark.parametrize(
    "event",
    [
        b"",
        b"no json",
        b"[" * 100_000,
        b"[]",
        {**EVENT, "fn_index": 99},
        {**EVENT, "fn_index": "0"},
        {**EVENT, "fn_index": None},
        {**EVENT, "trigger_id": "x"},
        {**EVENT, "session_hash": "../x"},
        {**EVENT, "session_hash": "a" * 1000},
        {**EVENT, "session_hash": None},
        {**EVENT, "event_data": {"files": [{"stored": "/tmp/a\0b"}]}},
        {**EVENT, "event_data": {"files": [{"stored": "/tmp/" + "a" * 256}]}},
        {**EVENT, "event_data": {"files": [{"stored": "/etc/passwd"}]}},
        {**EVENT, "event_data": {"files": [{"stored": 7}]}},
        {**EVENT, "event_data": {"files": [{"path": "/tmp/a"}]}},
        {**EVENT, "event_data": json.loads("[" * 500 + "]" * 500)},
        {**EVENT, "event_data": {"a\0": 1}},
        json.dumps(EVENT).encode() + b"\xff",
    ],
    ids=str,
)
def test_an_event_that_the_page_could_not_send_is_refused(gate, behind, event):
    assert send(gate, event).status == 400
    assert behind.scopes == []


def test_only_what_belongs_to_an_event_is_passed_on(gate, behind):
    send(gate, {**EVENT, "data": [1, 2], "batched": True, "event_id": "x", "simple_format": True})
    passed = json.loads(behind.bodies[0])
    assert set(passed) == set(EVENT)
    assert passed["data"] == []
    assert passed["event_data"] == {"ask": "a"}
    assert dict(behind.scopes[0]["headers"])[b"content-length"] == str(len(behind.bodies[0])).encode()


def test_half_a_character_is_replaced(gate, behind):
    assert send(gate, {**EVENT, "event_data": {"question": "a\ud83d"}}).status == 200
    assert json.loads(behind.bodies[0])["event_data"] == {"question": "a?"}


def test_an_event_is_json_and_not_larger_than_a_megabyte(gate):
    form = {"content-type": "text/plain"}
    body = json.dumps(EVENT).encode()
    assert request(gate, "/gradio_api/queue/join", method="POST", headers=form, body=body).status == 415
    assert send(gate, {**EVENT, "event_data": "a" * 2**20}).status == 413
    # One that hides its size.
    hidden = {**JSON, "content-length": "10"}
    large = json.dumps({**EVENT, "event_data": "a" * 2**20}).encode()
    assert request(gate, "/gradio_api/queue/join", method="POST", headers=hidden, body=large).status == 413


def test_an_upload_needs_the_token_of_its_visitor(gate, behind):
    first, second = request(gate).cookie, request(gate).cookie
    behind.scopes.clear()
    token = request(gate, "/upload-token", headers={"cookie": first}).body.decode()

    def upload(cookie, given):
        headers = {"cookie": cookie, "x-pincite-token": given}
        return request(gate, "/gradio_api/upload", method="POST", headers=headers).status

    assert [upload(first, ""), upload(first, "x"), upload(second, token)] == [403, 403, 403]
    assert behind.scopes == []
    assert upload(first, token) == 200


def test_an_upload_is_read_for_the_visitor_who_sent_it_and_nobody_else():
    read = Recorder(answer=json.dumps(["/uploads/1/a.txt"]).encode())
    gate = Gate(read, Addresses.of("127.0.0.1"), {0}, EVERY_SESSION)
    first, second = request(gate).cookie, request(gate).cookie
    token = request(gate, "/upload-token", headers={"cookie": first}).body.decode()
    headers = {"cookie": first, "x-pincite-token": token, "accept-encoding": "br"}
    answer = request(gate, "/gradio_api/upload", method="POST", headers=headers)
    assert int(answer.headers["content-length"]) == len(answer.body)
    (handed_out,) = json.loads(answer.body)
    event = {**EVENT, "event_data": {"files": [{"stored": handed_out, "name": "a.txt"}]}}
    assert send(gate, event, second).status == 400
    assert send(gate, event, first).status == 200
    assert json.loads(read.bodies[-1])["event_data"]["files"] == [
        {"stored": "/uploads/1/a.txt", "name": "a.txt"}
    ]


def test_nothing_but_the_login_is_served_before_the_password(locked, behind):
    answer = request(locked)
    assert answer.status == 401
    assert b"current-password" in answer.body
    for method, path in EVERY_KIND:
        if path not in ("/", "/manifest.json", "/login", "/alive"):
            assert request(locked, path, method=method, headers=JSON).status in (401, 404, 405), path
    assert behind.scopes == []


def test_everybody_learns_whether_the_server_is_there_and_asks_for_a_password_and_nothing_else(
    gate, locked, behind
):
    def alive(gate, cookie=""):
        return json.loads(request(gate, "/alive", headers={"cookie": cookie}).body)

    assert alive(gate)["known"]
    assert not alive(locked)["known"]
    assert alive(locked, log_in(locked).cookie)["known"]
    # By its name the page sees that another process answers, and goes on in it.
    assert alive(locked) == alive(locked)
    assert alive(locked)["server"] != alive(gate)["server"]
    # Gradio would reload the page in the middle of a word.
    assert request(gate, "/gradio_api/app_id").status == 404
    assert behind.scopes == []


def test_the_right_password_opens_the_page(locked, behind):
    answer = log_in(locked)
    assert (answer.status, answer.headers["location"]) == (303, "./")
    assert {"HttpOnly", "SameSite=Lax"} <= set(answer.headers["set-cookie"].split("; "))
    assert request(locked, headers={"cookie": f'other="{{1}}"; {answer.cookie}'}).status == 200


@pytest.mark.parametrize("value", ["", ".", "x", "{number}.", "{number}.{cut}", "{other}.{signature}", "é.é"])
def test_a_cookie_that_was_made_up_is_none(locked, behind, value):
    name, _, right = log_in(locked).cookie.partition("=")
    number, _, signature = right.partition(".")
    made_up = value.format(number=number, cut=signature[:-1], other="0" * 32, signature=signature)
    assert request(locked, headers={"cookie": f"{name}={made_up}"}).status == 401
    assert behind.scopes == []


def test_wrong_passwords_are_slowed_and_the_page_says_so(locked, behind):
    answers = [log_in(locked, "wrong") for _ in range(8)]
    assert [answer.status for answer in answers] == [401] * 5 + [429] * 3
    assert b"This password is wrong." in answers[0].body
    assert b"Try again in" in answers[-1].body
    assert 0 < int(answers[-1].headers["retry-after"]) <= 12
    # Not even the right one is tried, or an attacker would be told so.
    assert log_in(locked).status == 429
    assert log_in(locked, client=("192.0.2.7", 1)).status == 303
