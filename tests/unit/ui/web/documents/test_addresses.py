"""Which web addresses may be fetched: what a person types, and what its name stands for."""

import socket

import pytest

from rag import SourceError
from ui.web.documents.addresses import is_public, parsed, resolved


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("example.org/page", "https://example.org/page"),
        (" http://Example.org ", "http://example.org/"),
        ("https://example.org:443/a?b=c d#part", "https://example.org/a?b=c%20d"),
        ("https://example.org:8443/%C3%A9/é", "https://example.org:8443/%C3%A9/%C3%A9"),
        ("http://[2001:db8::1]:80/", "http://[2001:db8::1]/"),
        ("bücher.example/x", "https://xn--bcher-kva.example/x"),
    ],
)
def test_an_address_is_taken_as_a_person_types_it(typed, url):
    assert parsed(typed).geturl() == url


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "gopher://example.org:70/x",
        "javascript:alert(1)",
        "http://",
        "http://a:b@example.org/",
        "http://example.org:99999/",
        "x" * 3000,
        "https://example.org\\@10.0.0.1/",
    ],
)
def test_what_is_no_address_of_a_web_page_is_refused(typed):
    with pytest.raises(SourceError):
        resolved(parsed(typed), private=False)


@pytest.mark.parametrize(
    "numbers",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.0.8", "198.18.0.1", "240.0.0.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1"),
        *(
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "2002:7f00:1::",
            "2002:a00:1::1",
            "fec0::1",
        ),
    ],
)
def test_addresses_of_this_machine_and_of_its_network_are_not_public(numbers):
    assert not is_public(numbers)


@pytest.mark.parametrize("numbers", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_other_addresses_are_public(numbers):
    assert is_public(numbers)


@pytest.mark.parametrize(
    "typed", ["http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://localhost/"]
)
def test_other_ways_to_write_this_machine_are_seen_through(typed):
    with pytest.raises(SourceError, match=r"not on the public internet|no computer"):
        resolved(parsed(typed), private=False)


def test_a_name_that_also_stands_for_a_private_address_is_refused(monkeypatch):
    both = [(2, 1, 6, "", (numbers, 80)) for numbers in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(SourceError, match="not on the public internet"):
        resolved(parsed("http://two.example/"), private=False)
    assert resolved(parsed("http://two.example/"), private=True).numbers == "93.184.216.34"
