"""At which addresses the page is served."""

import pytest

from asgi_requests import Recorder, request
from rag import PinciteError
from ui.web.security import Addresses, Gate
from ui.web.security.addresses import is_loopback, parsed_origin


def status(served, sent_to, came_in_on, origin=None, origins=()):
    gate = Gate(Recorder(), Addresses.of(served, origins), {0}, ())
    headers = {"host": sent_to, **({"origin": origin} if origin else {})}
    return request(gate, headers=headers, server=(came_in_on, 7860)).status


@pytest.mark.parametrize(
    ("served", "sent_to", "came_in_on"),
    [
        ("127.0.0.2", "127.0.0.2:7860", "127.0.0.2"),
        ("::1", "[::1]:7860", "::1"),
        ("::1", "localhost:7860", "::1"),
        ("fe80::1%eth0", "[fe80::1]:7860", "fe80::1%eth0"),
        ("0.0.0.0", "192.168.7.5:7860", "192.168.7.5"),
        ("0.0.0.0", "127.0.0.1:7860", "127.0.0.1"),
        ("192.168.7.5", "192.168.7.5", "192.168.7.5"),
        ("box.lan", "BOX.lan:7860", "192.168.7.5"),
    ],
)
def test_the_address_that_is_served_on_is_known(served, sent_to, came_in_on):
    assert status(served, sent_to, came_in_on) == 200
    assert status(served, sent_to, came_in_on, f"http://{sent_to}") == 200
    assert status(served, sent_to, came_in_on, "http://evil.example") == 403


@pytest.mark.parametrize("served", ["127.0.0.1", "127.0.0.2", "192.168.7.5", "0.0.0.0"])
@pytest.mark.parametrize(
    "sent_to",
    [
        "evil.example",
        "192.168.7.6",
        "[::2]:7860",
        "localhost.evil.example",
        "127.0.0.1@evil.example",
        "[",
        "a:b",
    ],
)
def test_another_address_is_not_known(served, sent_to):
    came_in_on = served if served != "0.0.0.0" else "192.168.7.5"
    assert status(served, sent_to, came_in_on) == 421


def test_the_own_name_of_the_machine_is_known_in_a_network(monkeypatch):
    monkeypatch.setattr("socket.gethostname", lambda: "Box")
    assert status("192.168.7.5", "box.local:7860", "192.168.7.5") == 200
    assert status("127.0.0.1", "box.local:7860", "127.0.0.1") == 421


def test_a_proxy_that_does_not_pass_on_the_name_is_known_by_its_origin():
    origins = ["https://pincite.example"]
    assert status("127.0.0.1", "127.0.0.1:7860", "127.0.0.1", "https://pincite.example", origins) == 200
    assert status("127.0.0.1", "127.0.0.1:7860", "127.0.0.1", "https://evil.example", origins) == 403


@pytest.mark.parametrize(
    ("given", "parsed"),
    [
        ("https://Pincite.Example/", "https://pincite.example"),
        ("https://pincite.example:443", "https://pincite.example"),
        ("http://box.lan:8080", "http://box.lan:8080"),
        ("http://[::1]:80", "http://[::1]"),
    ],
)
def test_an_origin_is_written_as_browsers_write_it(given, parsed):
    assert parsed_origin(given) == parsed


@pytest.mark.parametrize(
    "given",
    ["pincite.example", "*", "null", "https://", "ftp://a.example", "https://a.example/b", "http://a:x", ""],
)
def test_what_is_no_origin_is_an_error_with_an_example(given):
    with pytest.raises(PinciteError, match="such as https://pincite"):
        parsed_origin(given)


@pytest.mark.parametrize(
    ("host", "only_here"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.7.5", False),
        ("box.lan", False),
    ],
)
def test_only_loopback_addresses_are_out_of_reach_of_others(host, only_here):
    assert is_loopback(host) == only_here
