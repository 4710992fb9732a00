"""Files whose senders do not wait: a job at once, which tells how far it is."""

import time

from programs_client import with_key
from ui.work import adding

NOT_WAITING = {"prefer": "return=minimal, Respond-Async; wait=10"}


def send(client, name="mill.txt", content=b"The mill has 2 wheels.", headers=None, **form):
    files = {"file": (name, content)}
    return client.post(
        "/api/v1/documents", files=files, data=form, headers={**NOT_WAITING, **(headers or {})}
    )


def done(client, address, headers=None):
    until = time.monotonic() + 30
    while (job := client.get(address, headers=headers).json())["state"] != "done":
        assert time.monotonic() < until, job
        time.sleep(0.02)
    return job


def test_the_answer_is_a_job_that_reads_the_file(client):
    answer = send(client, collection="town")
    job = answer.json()
    assert answer.status_code == 202 and answer.headers["preference-applied"] == "respond-async"
    assert (job["files"], job["done"], job["state"], job["reading"]) == (1, 0, "reading", ["mill.txt"])
    ended = done(client, answer.headers["location"])
    assert (ended["id"], ended["done"], ended["reading"], ended["failed"]) == (job["id"], 1, [], [])
    assert client.get("/api/v1/jobs").json()["jobs"] == [ended]
    listed = client.get("/api/v1/documents?collection=town").json()["documents"]
    assert [one["source"] for one in listed] == ["bridge.txt", "mill.txt"]
    # What lay there until it was read is gone.
    assert not [path for path in client.served.uploads.path.rglob("*") if path.is_file()]


def test_why_a_file_could_not_be_read_is_told_by_its_job(client):
    ended = done(client, send(client, "bridge.txt", if_exists="refuse").headers["location"])
    (told,) = ended["failed"]
    assert told["source"] == "bridge.txt" and "another document has this name" in told["reason"]


def test_where_too_many_wait_the_next_is_told_to_come_again(client, monkeypatch):
    monkeypatch.setattr(adding, "MOST", 0)
    answer = send(client)
    assert answer.status_code == 503 and answer.headers["retry-after"] == "5"
    assert list(client.served.uploads.path.iterdir()) == []


def test_where_people_are_kept_apart_a_job_is_seen_by_those_who_will_see_its_document(client):
    accounts = client.served.accounts
    made = {name: accounts.store.add(name, role) for name, role in (("ada", "admin"), ("anna", "editor"))}
    keys = {name: with_key(client.keys.add(name, ["all"], account=one.id)) for name, one in made.items()}
    own = send(client, headers=keys["anna"]).headers["location"]
    shared = send(client, "tower.txt", b"The tower is tall.", headers=keys["ada"], place="*").headers[
        "location"
    ]
    assert client.get(own, headers=keys["ada"]).status_code == 404
    for address in (own, shared):
        done(client, address, keys["anna"])
    assert len(client.get("/api/v1/jobs", headers=keys["ada"]).json()["jobs"]) == 1
    (line, *_) = accounts.audit.lines(account=made["anna"].id)
    assert (line.what, line.about) == ("added", {"documents": ["mill.txt"], "to": ""})
    # Who may not add there is told at once.
    assert send(client, headers=keys["anna"], place="*").status_code == 403


def test_a_role_that_is_taken_away_counts_for_what_still_waits(client, monkeypatch):
    accounts = client.served.accounts
    accounts.store.add("ada", "admin")
    key = with_key(client.keys.add("anna", ["all"], account=accounts.store.add("anna", "editor").id))
    begin = adding.AddingLater.begin

    def after_a_while(later, add, **more):
        return begin(later, lambda job: (accounts.store.set_role("anna", "reader"), add(job))[1], **more)

    monkeypatch.setattr(adding.AddingLater, "begin", after_a_while)
    address = send(client, headers=key).headers["location"]
    ((told),) = done(client, address, key)["failed"]
    assert "You may not change these documents" in told["reason"]
