"""What a GGUF file says of itself."""

import contextlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import ModelError
from rag.models.gguf.header import GgufHeader, read_header

UINT32, STRING, ARRAY = 4, 8, 9


def text(value):
    return struct.pack("<Q", len(value)) + value.encode()


def fact(name, kind, value):
    return text(name) + struct.pack("<I", kind) + value


def gguf(*facts, version=3):
    return b"GGUF" + struct.pack("<IQQ", version, 0, len(facts)) + b"".join(facts)


WORDS = struct.pack("<IQ", STRING, 2) + text("a") + text("b")
NUMBERS = struct.pack("<IQ", 6, 2) + bytes(8)
WHOLE = gguf(
    fact("general.architecture", STRING, text("llama")),
    fact("tokenizer.ggml.tokens", ARRAY, WORDS),
    fact("tokenizer.ggml.scores", ARRAY, NUMBERS),
    fact("llama.context_length", UINT32, struct.pack("<I", 2048)),
    fact("tokenizer.chat_template", STRING, text("{{ messages }}")),
)


def written(tmp_path, data):
    path = tmp_path / "model.gguf"
    path.write_bytes(data)
    return path


def test_the_context_and_the_template_are_read(tmp_path):
    assert read_header(written(tmp_path, WHOLE)) == GgufHeader(context=2048, chats=True)
    assert read_header(written(tmp_path, gguf())) == GgufHeader(context=None, chats=False)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"ggml"])
def test_what_is_no_gguf_is_refused_by_its_first_characters(tmp_path, data):
    with pytest.raises(ModelError, match="is no GGUF file"):
        read_header(written(tmp_path, data))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"model\.gguf: can't be read"):
        read_header(tmp_path / "model.gguf")


@pytest.mark.parametrize("end", range(5, len(WHOLE), 7))
def test_a_file_that_ends_too_early_is_called_damaged(tmp_path, end):
    with pytest.raises(ModelError, match="damaged"):
        read_header(written(tmp_path, WHOLE[:end]))


@given(data=st.binary(max_size=200))
def test_any_bytes_end_in_facts_or_an_error_that_says_so(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "model.gguf"
    path.write_bytes(b"GGUF\x03\0\0\0" + data)
    with contextlib.suppress(ModelError):
        assert isinstance(read_header(path), GgufHeader)
