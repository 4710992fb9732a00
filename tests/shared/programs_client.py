"""A server for programs over a small index, asked without sockets."""

from contextlib import contextmanager

from starlette.testclient import TestClient

from bench.word_embedder import WordEmbedder
from index import Index, TextSource
from rag import Assistant
from ui.api.app import Programs
from ui.api.guard import GuardRules
from ui.api.keys import KeyStore
from ui.web.security import Addresses
from ui.work.served import Served

OWN_TOKEN = "the token of the user's own commands"
TEXT = "The north bridge has 14 arches and 20 lamps. Anna Berg, who built it, was born in Ulm."


@contextmanager
def programs_client(folder, *, open_here=True, embedder=None, with_metrics=False, reader=None):
    """A client, with `served` and `keys`; the index has one text about a bridge in the collection "town"."""
    assistant = Assistant(Index(folder, embedder=embedder or WordEmbedder()), reader=reader)
    assistant.add_texts([TextSource(source="bridge.txt", title="bridge", text=TEXT)], collection="town")
    served, keys = Served.of(assistant), KeyStore.of(assistant.index)
    served.warm_up._done.set()
    rules = GuardRules(
        addresses=Addresses.of("127.0.0.1"),
        keys=keys,
        accounts=served.accounts,
        own_token=OWN_TOKEN,
        open_here=open_here,
    )
    with TestClient(
        Programs(served, rules, with_metrics=with_metrics),
        base_url="http://localhost",
        raise_server_exceptions=False,
    ) as client:
        client.served, client.keys = served, keys
        yield client
    served.chats.close()
    served.uploads.close()
    assistant.close()


def with_key(key):
    return {"authorization": f"Bearer {key}"}
