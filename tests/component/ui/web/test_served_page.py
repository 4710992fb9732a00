"""The served page, over real connections."""

import json
import socket
import threading
import time
from types import SimpleNamespace

import httpx
import pytest

from bench.attack.tab import Tab
from rag import PinciteError
from served_page import WaitingReader, opened, served
from ui.web.server import launch

# Over an index without accounts, which is not read.
NOBODY = SimpleNamespace(index=SimpleNamespace(has_app_database=lambda _name: False))


@pytest.fixture(scope="module")
def reader():
    return WaitingReader()


@pytest.fixture(scope="module")
def url(tmp_path_factory, reader):
    with served(tmp_path_factory.mktemp("served"), reader=reader) as address:
        yield address


def outputs(messages):
    """The states of the page in a stream, as text."""
    return json.dumps([message.get("output") for message in messages])


def test_a_tab_asks_and_gets_its_answer(url):
    tab = opened(url)
    assert tab.send("ask", {"ask": "a1", "question": "How many arches?"}).status_code == 200
    assert "arches" in outputs(tab.stream())


def test_a_stranger_who_knows_the_names_gets_no_stream_and_stops_nothing(url, reader):
    owner, stranger = opened(url, "shared-name"), opened(url, "shared-name")
    reader.go.clear()
    event = owner.send("ask", {"ask": "a1", "question": "How many arches?"}).json()["event_id"]
    heard = []
    listening = threading.Thread(target=lambda: heard.extend(owner.stream()))
    listening.start()
    time.sleep(0.5)
    assert "arches" not in outputs(stranger.stream())
    stranger.run("stop", {"ask": "a1"})
    cancelled = {"session_hash": "shared-name", "fn_index": 0, "event_id": event}
    assert stranger.client.post("/gradio_api/cancel", json=cancelled).status_code == 404
    assert stranger.client.get("/gradio_api/heartbeat/shared-name").status_code == 404
    reader.go.set()
    listening.join(20)
    assert "arches" in outputs(heard)
    assert "stopped" not in outputs(heard)


def test_the_owner_stops_an_answer(url, reader):
    tab = opened(url, "stopping")
    reader.go.clear()
    tab.send("ask", {"ask": "a2", "question": "How many arches are there?"})
    heard = []
    listening = threading.Thread(target=lambda: heard.extend(tab.stream()))
    listening.start()
    time.sleep(0.5)
    assert tab.run("stop", {"ask": "a2"}).status_code == 200
    listening.join(20)
    reader.go.set()
    assert "stopped" in outputs(heard)


@pytest.mark.parametrize("path", ["/" + "a" * 5000, "a/" * 3000, "/tmp/a\0b"], ids=["name", "path", "null"])
def test_a_path_that_no_file_can_have_gets_a_clean_refusal(url, path, capfd):
    data = {"files": [{"stored": path, "name": "a.txt", "key": "f1"}]}
    assert opened(url, "long-path").send("read", data).status_code == 400
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize(
    "data",
    [None, 7, "x", [], {"files": [{"name": None}, None], "unsent": {"a": 1}}],
    ids=["nothing", "number", "text", "list", "nonsense"],
)
@pytest.mark.parametrize(
    "event",
    [
        "address",
        "again",
        "ask",
        "cancel",
        "follow",
        "forget",
        "look",
        "read",
        "readon",
        "remove",
        "rename",
        "sample",
        "stop",
        "text",
        "trywriter",
        "undo",
        "unfollow",
        "unlock",
    ],
)
def test_an_event_of_nonsense_ends_without_a_traceback(url, event, data, capfd):
    tab = opened(url, "nonsense")
    tab.send(event, data)
    messages = list(tab.stream())
    assert [m["success"] for m in messages if m["msg"] == "process_completed"] == [True]
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize(
    "path", ["/%00", "/assets/%00", "/static/" + "a" * 1500, "/a" * 5000, "/svelte/%2e%2e/x"]
)
def test_an_address_that_is_none_gets_a_clean_refusal(url, path, capfd):
    assert 400 <= httpx.get(url + path).status_code < 500
    assert "Traceback" not in capfd.readouterr().err


def test_no_answer_is_marked_as_readable_for_other_websites(url):
    evil = {"origin": "http://evil.example", "access-control-request-method": "POST"}
    for host in ("127.0.0.1", "pincite.example"):
        for method in ("OPTIONS", "GET", "POST"):
            answer = httpx.request(method, f"{url}/config", headers={**evil, "host": host})
            assert answer.status_code in (403, 421)
            assert not [name for name in answer.headers if name.startswith("access-control")]
            assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_icon_and_the_manifest_are_ours(url):
    manifest = httpx.get(f"{url}/manifest.json").json()
    assert manifest["name"] == "Pincite"
    for icon in [image["src"] for image in manifest["icons"]] + ["/favicon.ico"]:
        assert "#0d5c63" in httpx.get(url + icon).text, icon


def test_an_upload_arrives_with_the_token_and_is_read_for_its_visitor_only(url):
    tab = opened(url, "uploads")
    files = {"files": ("a.txt", b"A lamp.")}
    assert tab.client.post("/gradio_api/upload", files=files).status_code == 403
    token = {"x-pincite-token": tab.client.get("/upload-token").text}
    (handed_out,) = tab.client.post("/gradio_api/upload", files=files, headers=token).json()
    data = {"files": [{"stored": handed_out, "name": "a.txt", "key": "f1"}]}
    assert opened(url, "stranger").send("read", data).status_code == 400
    assert tab.send("read", data).status_code == 200
    reported = outputs(tab.stream())
    assert "a.txt" in reported and "did not arrive" not in reported


def test_the_page_is_served_with_a_password_and_its_streams_need_it(tmp_path):
    with served(tmp_path, password="open sesame") as url:
        assert httpx.get(f"{url}/config").status_code == 401
        assert httpx.get(f"{url}/gradio_api/queue/data?session_hash=a").status_code == 401
        with httpx.Client(base_url=url, follow_redirects=True) as client:
            assert "This password is wrong." in client.post("/login", data={"password": "x"}).text
            assert "gradio_config" in client.post("/login", data={"password": "open sesame"}).text
            tab = Tab(client, "tab1")
            tab.send("ask", {"ask": "a1", "question": "How many arches?"})
            assert "arches" in outputs(tab.stream())


@pytest.mark.skipif(not socket.has_ipv6, reason="Python was built without IPv6")
def test_the_page_is_served_on_ipv6(tmp_path):
    try:
        with socket.socket(socket.AF_INET6) as tried:
            tried.bind(("::1", 0))
    except OSError:
        pytest.skip("this machine has no IPv6")
    with served(tmp_path, "::1") as url:
        assert url.startswith("http://[::1]:")
        assert opened(url).send("ask", {"ask": "a1", "question": "Arches?"}).status_code == 200
        assert httpx.get(f"{url}/config", headers={"origin": "http://evil.example"}).status_code == 403


@pytest.mark.parametrize("host", ["192.0.2.77", "no-such-name.invalid", "2001:db8::7"])
def test_an_address_of_another_machine_is_an_error_at_once(host):
    began = time.monotonic()
    with pytest.raises(PinciteError, match="no such address"):
        launch(NOBODY, host, allow_public=True)
    assert time.monotonic() - began < 5


def test_a_port_in_use_is_an_error_that_says_so():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(PinciteError, match="in use"):
            launch(NOBODY, port=taken.getsockname()[1])


def test_a_name_for_a_proxy_needs_a_password_as_a_network_does():
    with pytest.raises(PinciteError, match="other machines could read"):
        launch(NOBODY, origins=["https://pincite.example"])
    with pytest.raises(PinciteError, match="is not an origin"):
        launch(NOBODY, origins=["pincite.example"])
