"""Keys where there are accounts: each does what its account may do now, and nobody comes in without one."""

import pytest

from programs_client import OWN_TOKEN, with_key
from ui.api.callers import owner_of_key


@pytest.fixture
def anna(client):
    """The id of an editor's account; there is an admin, too."""
    store = client.served.accounts.store
    store.add("ada", "admin")
    client.served.accounts._look = 0.0
    return store.add("anna", "editor").id


def status(client, key, method="GET", path="/api/v1/status", **more):
    headers = with_key(key) if key else {}
    return client.request(method, path, headers=headers, **more).status_code


def test_from_the_first_account_on_a_program_of_this_machine_needs_a_key(client):
    assert status(client, None) == 200
    client.served.accounts.store.add("ada", "admin")
    client.served.accounts._look = 0.0
    assert status(client, None) == status(client, "any word") == 401
    # The commands of the user that runs the server can read its files anyway.
    assert status(client, OWN_TOKEN) == 200


def test_a_key_of_an_account_has_its_chats_and_ends_with_it(client, anna):
    key = client.keys.add("mine", account=anna)
    begun = client.post("/api/v1/chats", json={"question": "How many arches?"}, headers=with_key(key))
    assert client.served.chats.chats(anna, 10)[1] == 1 == begun.json()["questions"]
    client.served.accounts.store.close("anna")
    assert status(client, key) == 401


def test_a_readers_key_only_asks_whatever_it_was_made_for(client, anna):
    key = client.keys.add("mine", ["all"], account=anna)
    texts = {"texts": [{"source": "notes/may", "text": "The south bridge has 3 arches."}]}
    assert status(client, key, "POST", "/api/v1/texts", json=texts) == 200
    client.served.accounts.store.set_role("anna", "reader")
    assert status(client, key, "POST", "/api/v1/texts", json=texts) == 403
    assert status(client, key) == 200


def test_the_keys_of_an_account_are_removed_together(client, anna):
    one, other = client.keys.add("one", account=anna), client.keys.add("other")
    assert client.keys.remove_of(anna) == 1 and client.keys.remove_of(anna) == 0
    assert status(client, one) == 401 and status(client, other) == 200
    (left,) = client.keys.keys()
    assert left.name == "other"
    assert client.keys.caller(other).owner == owner_of_key("other")
