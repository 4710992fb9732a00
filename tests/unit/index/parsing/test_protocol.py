"""Messages from the parser process, which a hostile file may have taken over."""

import io
import struct

import pytest

from index.parsing import protocol
from index.parsing.protocol import receive, send


def stream_of(message, blobs=()):
    stream = io.BytesIO()
    send(stream, message, blobs)
    return io.BytesIO(stream.getvalue())


def test_a_message_and_its_bytes_come_as_they_were_sent():
    assert receive(stream_of({"a": 1}, [b"one", b""])) == ({"a": 1}, [b"one", b""])


def test_a_message_of_too_many_parts_is_refused_before_it_is_read():
    with pytest.raises(ValueError, match="too many parts"):
        receive(io.BytesIO(struct.pack("<I", 30_001)))


def test_a_message_that_is_too_large_is_refused_before_it_is_read(monkeypatch):
    with pytest.raises(ValueError, match="too large"):
        receive(io.BytesIO(struct.pack("<IQ", 0, 1_000_000_001)))
    monkeypatch.setattr(protocol, "MAX_BYTES", 100)
    with pytest.raises(ValueError, match="too large"):
        receive(stream_of({}, [b"x" * 60, b"x" * 60]))


@pytest.mark.parametrize("cut", [0, 3, 10, 13])
def test_a_message_that_ends_early_raises_eof_error(cut):
    with pytest.raises(EOFError):
        receive(io.BytesIO(stream_of({"a": 1}).getvalue()[:cut]))
