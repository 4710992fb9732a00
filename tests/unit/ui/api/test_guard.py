"""Who is let in to what programs reach."""

import logging

import pytest

from programs_client import OWN_TOKEN, programs_client, with_key
from rag import PinciteError
from ui.api.guard import LARGEST

QUESTION = {"question": "How many arches has the north bridge?"}


def paths(client):
    """Each method and path of the API, with an id where one is wanted."""
    described = client.app.app.openapi()["paths"]
    return [
        (method, path.replace("{document_id}", "x").replace("{chat_id}", "x" * 8).replace("{page}", "1"))
        for path, methods in described.items()
        for method in methods
    ]


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    with programs_client(tmp_path_factory.mktemp("closed") / "index", open_here=False) as client:
        yield client


def test_no_address_answers_without_a_key_or_with_a_wrong_one(closed):
    tried = [one for one in paths(closed) if one[1] not in ("/health", "/ready")]
    tried += [
        ("get", path) for path in ("/api/v1/openapi.json", "/api/v1/nothing", "/api/v1/documents/", "/v1/x")
    ]
    assert len(tried) > 20
    for method, path in tried:
        for headers in ({}, with_key("x"), with_key(""), {"authorization": "Basic eDp5"}):
            answer = closed.request(method, path, headers=headers)
            assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer"), (method, path)


def test_whether_the_server_runs_is_told_to_everybody(closed):
    assert [closed.get(path).status_code for path in ("/health", "/ready")] == [200, 200]


def test_why_the_index_can_not_be_read_is_told_to_nobody_who_is_not_known(client, monkeypatch):
    def failing():
        raise PinciteError("/home/me/index is damaged")

    monkeypatch.setattr(client.served.assistant.index, "count", failing)
    answer = client.get("/ready")
    assert (answer.status_code, answer.json()) == (503, {"status": "failing"})


def test_on_this_machine_a_key_is_needed_as_soon_as_there_is_one(client):
    assert client.get("/api/v1/status").status_code == 200
    key = client.keys.add("program")
    assert client.get("/api/v1/status").status_code == 401
    assert client.get("/api/v1/status", headers=with_key(key)).status_code == 200
    assert client.get("/api/v1/status", headers=with_key(OWN_TOKEN)).status_code == 200


def test_a_key_that_is_none_opens_nothing_more_and_nothing_less_while_there_are_none(client):
    # Clients of OpenAI's protocol can't send none.
    assert client.get("/v1/models", headers=with_key("none")).status_code == 200
    foreign = {"origin": "http://evil.example", **with_key("none")}
    assert client.get("/v1/models", headers=foreign).status_code == 403
    client.keys.add("program")
    assert client.get("/v1/models", headers=with_key("none")).status_code == 401


def test_if_the_keys_can_not_be_read_nobody_gets_in_without_one(client):
    folder = client.served.assistant.index.folder
    (folder / "keys.json").write_text("{")
    answer = client.get("/api/v1/status")
    # Nor does who is not known learn where they lie.
    assert answer.status_code == 503 and str(folder) not in answer.text


@pytest.mark.parametrize(
    ("method", "path", "right"),
    [
        ("post", "/api/v1/search", "ask"),
        ("get", "/api/v1/chats", "ask"),
        ("get", "/v1/models", "ask"),
        ("post", "/v1/responses", "ask"),
        ("post", "/mcp", "ask"),
        ("post", "/api/v1/texts", "add"),
        ("delete", "/api/v1/documents/x", "all"),
        ("patch", "/api/v1/documents/x", "all"),
    ],
)
def test_a_key_opens_what_it_was_made_for(client, method, path, right):
    for other in ("ask", "add", "all"):
        key = client.keys.add(other, [other])
        status = client.request(method, path, headers=with_key(key), json={}).status_code
        assert (status != 403) == (other in (right, "all")), other


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"host": "evil.example"},
        {"host": "localhost.evil.example"},
    ],
)
def test_a_website_in_a_browser_of_this_machine_gets_nothing(shared_client, headers):
    answer = shared_client.post("/api/v1/search", json=QUESTION, headers=headers)
    assert answer.status_code in (403, 421) and "arches" not in answer.text
    assert "access-control-allow-origin" not in answer.headers


def test_too_many_requests_of_a_key_are_told_when_to_come_again(client):
    headers = with_key(client.keys.add("busy", per_minute=2))
    answers = [client.get("/api/v1/status", headers=headers) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[-1].headers["retry-after"] == "30"
    assert client.get("/api/v1/status", headers=with_key(OWN_TOKEN)).status_code == 200


def test_a_body_that_is_too_large_is_refused_whether_it_says_so_or_not(shared_client):
    def pieces():
        for _ in range(LARGEST // 1000 + 2):
            yield b" " * 1000

    said = shared_client.post("/api/v1/search", content=b" " * (LARGEST + 1))
    unsaid = shared_client.post(
        "/api/v1/search", content=pieces(), headers={"content-type": "application/json"}
    )
    assert (said.status_code, unsaid.status_code) == (413, 413)


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "application/pdf", ""])
def test_a_file_that_is_sent_in_no_form_is_refused_with_how_to_send_it(shared_client, kind):
    answer = shared_client.post("/api/v1/documents", content=b"%PDF &&&", headers={"content-type": kind})
    assert answer.status_code == 415 and "curl -F file=@" in answer.json()["detail"]


@pytest.mark.parametrize("right", ["ask", None])
def test_nothing_of_a_file_is_received_of_those_who_may_not_add_it(client, right):
    received = []

    def pieces():
        for _ in range(3):
            received.append(1)
            yield b" " * 1000

    key = client.keys.add("reader", [right or "add"])
    headers = {"content-type": "multipart/form-data; boundary=b", **(with_key(key) if right else {})}
    answer = client.post("/api/v1/documents", content=pieces(), headers=headers)
    assert (answer.status_code, received) == (403 if right else 401, [])


@pytest.mark.parametrize("length", ["x", "-1", "1_0", " 1"])
def test_a_length_that_is_none_is_refused(shared_client, length):
    answer = shared_client.get("/api/v1/status", headers={"content-length": length})
    assert answer.status_code == 400


def test_websockets_are_closed(shared_client):
    from starlette.websockets import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect), shared_client.websocket_connect("/api/v1/ask"):
        pass


def test_neither_keys_nor_questions_are_logged(client, caplog):
    key = client.keys.add("program")
    with caplog.at_level(logging.DEBUG):
        client.post("/api/v1/search", json=QUESTION, headers=with_key(key))
        client.post("/api/v1/ask", json={"question": "?"}, headers=with_key(key))
        client.post("/api/v1/search", json=QUESTION, headers=with_key(f"{key}x"))
    ours = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("httpx"))
    assert key not in ours and "arches" not in ours


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/v1/nothing"])
def test_a_refusal_has_the_form_of_its_protocol(shared_client, path):
    answer = shared_client.get(path)
    assert answer.status_code == 404
    if path.startswith("/v1"):
        assert set(answer.json()["error"]) == {"message", "type", "param", "code"}
    else:
        assert answer.headers["content-type"] == "application/problem+json"
        assert {"type", "title", "status", "detail"} <= set(answer.json())
