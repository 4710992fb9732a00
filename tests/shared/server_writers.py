"""Writers on the small server of tests, and what they write or fail with."""

import pytest

from fake_model_server import serving
from index import WriterError
from rag.models.endpoint import Endpoint
from rag.models.server import Patience, ServerWriter
from rag.protocols import Message

KEY = "sk-very-secret-0123456789"
ASKED = [Message(role="system", text="Be brief."), Message(role="user", text="What is the capital?")]
QUICK = Patience(first=0.3, between=0.3)


def writer_at(url, *, key=None, model="tiny", patience=None):
    return ServerWriter(
        "test/tiny", Endpoint(url=url, key=key, key_from="the variable SOME_KEY"), model, patience
    )


def write(writer, **options):
    """The whole reply and what it cost."""
    pieces, reply = [], writer.write(ASKED, **{"at_most": 50, **options})
    while True:
        try:
            pieces.append(next(reply))
        except StopIteration as end:
            return "".join(pieces), end.value


def failure(behaviour, *, patience=None, **options) -> str:
    with serving(behaviour) as server, pytest.raises(WriterError) as failed:
        write(writer_at(server.url, patience=patience, **options))
    return str(failed.value)
