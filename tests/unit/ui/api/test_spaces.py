"""Programs where people are kept apart: each sees and changes what its account may."""

import pytest

from programs_client import OWN_TOKEN, programs_client, with_key
from served_page import WaitingReader
from ui.api.mcp_server import sessions

SECRET = "The vault of anna opens with the word swordfish."


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """One for all. Without models: what is found is shown, and that is enough to see who sees it."""
    with programs_client(tmp_path_factory.mktemp("spaces") / "index", reader=WaitingReader()) as client:
        yield client


@pytest.fixture(scope="module")
def people(client):
    """The key of each account, and of a program of the machine; anna has a document, and so has her group."""
    accounts, keys = client.served.accounts, client.keys
    made = {name: accounts.store.add(name, role) for name, role in
            (("ada", "admin"), ("anna", "editor"), ("bert", "editor"), ("cleo", "reader"))}  # fmt: skip
    client.served.accounts._look = 0.0
    law = accounts.groups.add("Law")
    accounts.groups.join(law, made["anna"], "editor")
    accounts.groups.join(law, made["cleo"], "editor")
    people = {name: keys.add(f"of {name}", ["all"], account=one.id) for name, one in made.items()}
    people["machine"] = OWN_TOKEN
    people["old key"] = keys.add("made before", ["all"])
    assert add(client, people["anna"], "vault", SECRET).status_code == 200
    assert (
        add(client, people["anna"], "contract", "The contract of Law ends in May.", place="Law").status_code
        == 200
    )
    return people


def add(client, key, source, text, **more):
    body = {"texts": [{"source": source, "text": text}], **more}
    return client.post("/api/v1/texts", json=body, headers=with_key(key))


def sources(client, key):
    listed = client.get("/api/v1/documents", headers=with_key(key)).json()["documents"]
    return {one["source"]: one["id"] for one in listed}


def test_each_sees_what_everybody_sees_their_own_and_what_their_groups_have(client, people):
    seen = {name: set(sources(client, key)) for name, key in people.items()}
    assert seen == {
        "ada": {"bridge.txt"},
        "anna": {"bridge.txt", "vault", "contract"},
        "bert": {"bridge.txt"},
        "cleo": {"bridge.txt", "contract"},
        "machine": {"bridge.txt"},
        "old key": {"bridge.txt"},
    }


def test_a_document_of_somebody_else_is_as_one_that_is_not_there(client, people):
    vault = sources(client, people["anna"])["vault"]
    for name in ("bert", "ada", "machine", "old key"):
        for id_ in (vault, "vault"):
            for path in ("", "/text", "/passages", "/boxes", "/pages/1"):
                answer = client.get(f"/api/v1/documents/{id_}{path}", headers=with_key(people[name]))
                assert answer.status_code == 404 and "swordfish" not in answer.text, (name, path)
            gone = client.get("/api/v1/documents/0000000000000000", headers=with_key(people[name])).json()
            assert gone["type"].endswith("unknown-document")
        for method, body in (("DELETE", None), ("PATCH", {"title": "mine"})):
            answer = client.request(
                method, f"/api/v1/documents/{vault}", json=body, headers=with_key(people[name])
            )
            assert answer.status_code == 404
    assert sources(client, people["anna"])["vault"] == vault


def test_no_search_and_no_answer_has_words_of_somebody_else(client, people):
    question = {"question": "With which word does the vault of anna open?"}
    for name, key in people.items():
        texts = [
            client.post(path, json=question, headers=with_key(key)).text
            for path in ("/api/v1/search", "/api/v1/ask")
        ]
        assert ("swordfish" in texts[0]) == ("swordfish" in texts[1]) == (name == "anna"), name


def test_the_same_question_is_kept_apart_for_those_who_see_different_documents(client, people):
    question = {"question": "Which word opens the vault?"}
    found = {
        name: "swordfish" in client.post("/api/v1/ask", json=question, headers=with_key(people[name])).text
        for name in ("anna", "bert", "machine")
    }
    # Once more: by now each answer is kept.
    again = {
        name: "swordfish" in client.post("/api/v1/ask", json=question, headers=with_key(people[name])).text
        for name in ("machine", "bert", "anna")
    }
    assert found == again == {"anna": True, "bert": False, "machine": False}


def test_who_may_not_change_a_place_is_refused_and_nothing_changes(client, people):
    bridge = sources(client, people["ada"])["bridge.txt"]
    contract = sources(client, people["anna"])["contract"]
    before = {name: sources(client, key) for name, key in people.items()}
    for name, place in (
        ("bert", "Law"),
        ("bert", "*"),
        ("anna", "*"),
        ("anna", "group:x"),
        ("anna", "'; --"),
        ("ada", "Law"),
    ):
        assert add(client, people[name], "x", "Something else.", place=place).status_code == 403, (
            name,
            place,
        )
    # A reader's key only asks, also in a group where it is an editor.
    assert add(client, people["cleo"], "x", "Something else.").status_code == 403
    assert client.delete(f"/api/v1/documents/{contract}", headers=with_key(people["cleo"])).status_code == 403
    for name in ("anna", "bert"):
        assert client.delete(f"/api/v1/documents/{bridge}", headers=with_key(people[name])).status_code == 403
    assert {name: sources(client, key) for name, key in people.items()} == before
    assert add(client, people["ada"], "for all", "The mill has 2 wheels.", place="*").status_code == 200
    assert "for all" in sources(client, people["bert"])
    mill = sources(client, people["ada"])["for all"]
    assert client.delete(f"/api/v1/documents/{mill}", headers=with_key(people["ada"])).status_code == 200


def test_two_people_add_the_same_file_and_neither_learns_of_the_other(client, people):
    for name in ("anna", "bert", "ada"):
        report = add(client, people[name], "notes", "The tower has 5 bells.").json()
        assert report["added"] == ["notes"], name
    ids = [sources(client, people[name])["notes"] for name in ("anna", "bert", "ada")]
    assert len(set(ids)) == 3
    client.delete(f"/api/v1/documents/{ids[1]}", headers=with_key(people["bert"]))
    assert "notes" in sources(client, people["anna"]) and "notes" not in sources(client, people["bert"])
    for name, id_ in (("anna", ids[0]), ("ada", ids[2])):
        client.delete(f"/api/v1/documents/{id_}", headers=with_key(people[name]))


def test_a_quota_refuses_what_would_be_too_much(client, people):
    from ui.accounts import Quota

    accounts = client.served.accounts
    accounts.quotas.set(accounts.store.named("bert").space, Quota(documents=1))
    assert add(client, people["bert"], "one", "The first.").status_code == 200
    refused = add(client, people["bert"], "two", "The second.")
    assert refused.status_code == 403 and "1 documents" in refused.json()["detail"]
    accounts.quotas.set(accounts.store.named("bert").space, Quota())
    client.delete(
        f"/api/v1/documents/{sources(client, people['bert'])['one']}", headers=with_key(people["bert"])
    )


def test_what_is_done_is_written_down_and_what_was_asked_is_not(client, people):
    accounts = client.served.accounts
    client.post(
        "/api/v1/ask", json={"question": "Which word opens the vault?"}, headers=with_key(people["ada"])
    )
    client.post("/api/v1/search", json={"question": "vault"}, headers=with_key(people["ada"]))
    add(client, people["ada"], "letter", "The letter is green.")
    letter = sources(client, people["ada"])["letter"]
    client.delete(f"/api/v1/documents/{letter}", headers=with_key(people["ada"]))
    lines = accounts.audit.lines(account=accounts.store.named("ada").id, k=4)
    assert [(line.what, dict(line.about)) for line in lines] == [
        ("removed", {"documents": ["letter"]}),
        ("added", {"documents": ["letter"], "to": ""}),
        ("asked", {}),
        ("asked", {}),
    ]


def test_a_new_role_or_group_counts_at_the_next_request(client, people):
    accounts = client.served.accounts
    law, bert = accounts.groups.named("Law"), accounts.store.named("bert")
    accounts.groups.join(law, bert, "reader")
    assert "contract" in sources(client, people["bert"])
    assert add(client, people["bert"], "x", "Else.", place="Law").status_code == 403
    accounts.groups.leave(law, bert)
    assert "contract" not in sources(client, people["bert"])


def call_mcp(client, key, method, session=None, **params):
    headers = {**with_key(key), "accept": "application/json, text/event-stream"}
    if session:
        headers["mcp-session-id"] = session
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    return client.post("/mcp", json=body, headers=headers)


BEGUN = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}


def test_a_session_of_the_model_context_protocol_is_used_by_whoever_has_begun_it(client, people, caplog):
    def call(name, method, session=None, **params):
        return call_mcp(client, people[name], method, session, **params)

    session = call("anna", "initialize", **BEGUN).headers["mcp-session-id"]
    assert call("anna", "tools/list", session).status_code == 200
    for name in ("bert", "ada", "machine", "old key"):
        assert call(name, "tools/list", session).status_code == 404, name
        headers = {**with_key(people[name]), "mcp-session-id": session}
        assert client.delete("/mcp", headers=headers).status_code == 404
    assert session not in caplog.text
    assert call("anna", "tools/list", session).status_code == 200


def test_nobody_uses_up_the_sessions_of_the_others(client, people, monkeypatch):
    monkeypatch.setattr(sessions, "MOST_EACH", 2)

    def begin(name):
        return call_mcp(client, people[name], "initialize", **BEGUN)

    # One that is refused is none.
    assert call_mcp(client, people["cleo"], "tools/list").status_code == 400
    first, second, refused = (begin("cleo") for _ in range(3))
    assert (first.status_code, second.status_code, refused.status_code) == (200, 200, 429)
    assert begin("bert").status_code == 200
    headers = {**with_key(people["cleo"]), "mcp-session-id": first.headers["mcp-session-id"]}
    client.delete("/mcp", headers=headers)
    assert begin("cleo").status_code == 200 and begin("cleo").status_code == 429
