"""Fetching a web page, from a real server on this machine."""

import gzip
import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from rag import SourceError
from ui.web.documents.fetching import FetchLimits, fetch

PAGE = b"<!doctype html><title>Mill</title><p>The mill of Ostrava turns at noon."


class Pages(BaseHTTPRequestHandler):
    """Answers each path in its own way."""

    asked: ClassVar[list[tuple[str, dict]]] = []

    def do_GET(self):
        self.asked.append((self.path, dict(self.headers)))
        if self.path.startswith("/to"):
            self.answer(302, b"", {"Location": self.path[3:] or "/to"})
        elif self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            for _ in range(200):
                self.wfile.write(b"x")
                time.sleep(0.1)
        elif self.path == "/bomb":
            self.answer(200, gzip.compress(b"0" * 50_000_000), {"Content-Encoding": "gzip"})
        elif self.path == "/packed":
            self.answer(200, gzip.compress(PAGE), {"Content-Encoding": "gzip", "Content-Type": "text/html"})
        elif self.path == "/broken":
            self.answer(200, PAGE[:20], {"Content-Length": str(len(PAGE))})
        elif self.path == "/gone":
            self.answer(404, b"no")
        elif self.path.startswith("/export"):
            self.answer(200, b"a,b\n1,2\n", {"Content-Type": "text/csv; charset=utf-8"})
        else:
            self.answer(200, PAGE, {"Content-Type": "text/html"})

    def answer(self, status, body, headers=()):
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **dict(headers)}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def into(tmp_path):
    return tmp_path / "page"


@pytest.mark.parametrize("path", ["/page", "/packed", "/to/page", "/to/to/to/to/to/page"])
def test_a_page_is_fetched_also_packed_and_sent_on(site, into, path):
    fetched = fetch(site + path, into, private=True)
    assert into.read_bytes() == PAGE
    assert fetched.url == f"{site}/{path.rpartition('/')[2]}"
    assert fetched.name.endswith(".html")


def test_the_type_that_a_server_states_tells_what_it_is(site, into):
    assert fetch(f"{site}/export?format=csv", into, private=True).name == "export.csv"


@pytest.mark.parametrize(
    ("path", "limits", "reason"),
    [
        ("/gone", FetchLimits(), "no such page"),
        ("/to", FetchLimits(), "sent on more than 5 times"),
        ("/page", FetchLimits(size=20), "larger than"),
        ("/bomb", FetchLimits(size=1_000_000), "larger than 1 MB"),
        ("/slow", FetchLimits(seconds=0.5), "too long"),
        ("/broken", FetchLimits(wait=1.0), "broke off|too long|can't be reached"),
        ("/tofile:///etc/passwd", FetchLimits(), "not the address of a web page"),
        ("/tohttp://127.0.0.1:1/", FetchLimits(), "can't be reached"),
    ],
)
def test_what_can_not_be_fetched_says_why_and_ends(site, into, path, limits, reason):
    began = time.monotonic()
    with pytest.raises(SourceError, match=reason):
        fetch(site + path, into, private=True, limits=limits)
    assert time.monotonic() - began < 5


def test_a_stop_takes_effect_at_once(site, into):
    stopped = threading.Event()
    threading.Timer(0.3, stopped.set).start()
    began = time.monotonic()
    with pytest.raises(SourceError, match="cancelled"):
        fetch(f"{site}/slow", into, private=True, stopped=stopped)
    assert time.monotonic() - began < 2


def test_nothing_of_this_machine_is_asked_for_a_page_that_is_served_to_others(site, into):
    before = len(Pages.asked)
    with pytest.raises(SourceError, match="not on the public internet"):
        fetch(f"{site}/page", into, private=False)
    assert len(Pages.asked) == before and not into.exists()


@contextmanager
def names(monkeypatch, **answers):
    """Answers of a name server that says something else each time."""
    real, asked = socket.getaddrinfo, []

    def answer(host, port, *args, **kwargs):
        if host not in answers:
            return real(host, port, *args, **kwargs)
        asked.append(host)
        numbers = answers[host][min(asked.count(host), len(answers[host])) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (numbers, port))]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    yield asked


def test_a_name_that_changes_its_address_is_connected_to_where_it_was_checked(site, into, monkeypatch):
    port = site.rpartition(":")[2]
    # Public when it is checked, this machine a moment later.
    with names(monkeypatch, rebind=["198.51.100.7", "127.0.0.1"]) as asked:
        monkeypatch.setattr("ui.web.documents.addresses.is_public", lambda numbers: numbers == "198.51.100.7")
        before = len(Pages.asked)
        with pytest.raises(SourceError):
            fetch(f"http://rebind:{port}/page", into, private=False, limits=FetchLimits(wait=0.5, seconds=1))
    assert asked == ["rebind"] and len(Pages.asked) == before


def test_each_place_that_a_page_is_sent_on_to_is_checked_again(site, into, monkeypatch):
    port = site.rpartition(":")[2]
    with names(monkeypatch, first=["127.0.0.1"], second=["127.0.0.1"]):
        seen = []
        monkeypatch.setattr(
            "ui.web.documents.addresses.is_public",
            lambda numbers: not seen.append(numbers) and len(seen) == 1,
        )
        with pytest.raises(SourceError, match="second is not on the public internet"):
            fetch(f"http://first:{port}/tohttp://second:{port}/page", into, private=False)


def test_no_cookie_and_no_name_of_this_machine_goes_with_it(site, into):
    fetch(f"{site}/page", into, private=True)
    _, headers = Pages.asked[-1]
    assert set(headers) == {"Host", "Accept-Encoding", "Accept", "User-Agent", "Connection"}
