"""What programs get below /api/v1, from a real small index."""

import json
import re
from pathlib import Path

import pytest

from programs_client import TEXT, with_key
from ui.work.asking import Asking

QUESTION = "How many arches has the north bridge?"


@pytest.fixture(scope="module")
def bridge(shared_client):
    """The id of the document about the bridge."""
    (document,) = shared_client.get("/api/v1/documents").json()["documents"]
    return document["id"]


def test_documents_are_listed_a_page_at_a_time(client):
    texts = [{"source": f"{n}.txt", "text": f"Lamp {n} is green."} for n in range(4)]
    assert client.post("/api/v1/texts", json={"texts": texts}).json()["added"] == [t["source"] for t in texts]
    found, after = [], 0
    while after is not None:
        page = client.get("/api/v1/documents", params={"limit": 2, "after": after}).json()
        found += [one["source"] for one in page["documents"]]
        after = page["next"]
        assert page["total"] == 5
    assert found == ["bridge.txt", "0.txt", "1.txt", "2.txt", "3.txt"]
    town = client.get("/api/v1/documents", params={"collection": "town"}).json()
    assert [one["source"] for one in town["documents"]] == ["bridge.txt"]


def test_the_text_of_a_document_is_read_by_offsets(shared_client, bridge):
    whole = shared_client.get(f"/api/v1/documents/{bridge}/text").json()
    part = shared_client.get(f"/api/v1/documents/{bridge}/text", params={"start": 4, "end": 16}).json()
    assert (whole["text"], part["text"]) == (TEXT, TEXT[4:16])
    assert shared_client.get(f"/api/v1/documents/{bridge}/text?start=9&end=3").status_code == 404
    passages = shared_client.get(f"/api/v1/documents/{bridge}/passages").json()["passages"]
    assert all(TEXT[one["start"] : one["end"]] == one["text"] for one in passages)


def test_a_document_tells_what_it_is(shared_client, bridge):
    told = shared_client.get(f"/api/v1/documents/{bridge}").json()
    assert (told["title"], told["collections"], told["characters"]) == ("bridge", ["town"], len(TEXT))
    assert shared_client.get(f"/api/v1/documents/{bridge}/boxes").json() == {"boxes": []}
    page = shared_client.get(f"/api/v1/documents/{bridge}/pages/1")
    assert (page.status_code, page.json()["type"]) == (404, "urn:pincite:problem:no-page")
    assert shared_client.get("/api/v1/collections").json() == {
        "collections": [{"name": "town", "documents": 1}]
    }


@pytest.mark.parametrize("path", ["", "/text", "/passages", "/boxes", "/pages/1"])
def test_an_unknown_document_is_a_problem_of_its_own(shared_client, path):
    answer = shared_client.get(f"/api/v1/documents/nothing{path}")
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:pincite:problem:unknown-document")


def test_a_file_is_added_once_and_again_changes_nothing(client):
    def add(content, **form):
        return client.post("/api/v1/documents", files={"file": ("a/tower.txt", content)}, data=form)

    first = add("The tower is 40 metres high.", collection="town").json()
    assert (first["added"], first["documents"][0]["collections"]) == (["a/tower.txt"], ["town"])
    again = add("The tower is 40 metres high.").json()
    assert (again["added"], again["unchanged"]) == ([], ["a/tower.txt"])
    assert again["documents"][0]["id"] == first["documents"][0]["id"]
    assert add("The tower is 50 metres high.", if_exists="refuse").status_code == 409
    both = add("The tower is 50 metres high.", if_exists="keep_both").json()
    assert both["added"] == ["a/tower (2).txt"]


def test_a_file_that_can_not_be_read_is_a_problem_that_says_why(client):
    answer = client.post("/api/v1/documents", files={"file": ("x.pdf", b"%PDF-1.7 nothing")})
    assert answer.status_code == 422 and answer.json()["failed"][0]["source"] == "x.pdf"


def test_a_document_is_renamed_and_removed(client):
    (document,) = client.get("/api/v1/documents").json()["documents"]
    path = f"/api/v1/documents/{document['id']}"
    assert client.patch(path, json={"title": "The bridge"}).json()["title"] == "The bridge"
    assert client.delete(path).json() == {"removed": ["bridge.txt"]}
    assert client.delete(path).status_code == 404


def test_what_is_found_has_its_exact_place(shared_client, bridge):
    (hit,) = shared_client.post("/api/v1/search", json={"question": QUESTION}).json()["hits"]
    passage = hit["passage"]
    assert (passage["document_id"], TEXT[passage["start"] : passage["end"]]) == (bridge, passage["text"])


def test_an_answer_is_that_of_python(shared_client):
    answer = shared_client.post("/api/v1/ask", json={"question": QUESTION}).json()
    same = shared_client.served.assistant.ask(QUESTION)
    assert (answer["status"], answer["text"]) == (same.status, same.text)
    assert [one["quote"] for one in answer["citations"]] == [one.quote for one in same.citations]
    assert all(TEXT[one["start"] : one["end"]] == one["quote"] for one in answer["citations"])


def test_a_stream_ends_with_the_answer(shared_client):
    sent = {"question": QUESTION}
    with shared_client.stream(
        "POST", "/api/v1/ask", json=sent, headers={"accept": "text/event-stream"}
    ) as got:
        lines = [line for line in got.iter_lines() if line]
    names = [line.removeprefix("event: ") for line in lines[::2]]
    assert names[-1] == "done" and set(names[:-1]) <= {"hits", "answer"}
    whole = shared_client.post("/api/v1/ask", json=sent).json()
    assert json.loads(lines[-1].removeprefix("data: "))["text"] == whole["text"]


def test_a_stream_that_fails_ends_with_the_problem(shared_client, monkeypatch):
    async def failing(self, asked, writer):
        raise ZeroDivisionError("secret")
        yield

    monkeypatch.setattr(Asking, "answers", failing)
    headers = {"accept": "text/event-stream"}
    got = shared_client.post("/api/v1/ask", json={"question": QUESTION}, headers=headers).text
    assert got.startswith("event: error\ndata: ") and '"status": 500' in got and "secret" not in got


@pytest.mark.parametrize(
    "wrong",
    [
        {"question": "?"},
        {"question": ""},
        {"question": "x" * 2_001},
        {"question": QUESTION, "after": "yesterday"},
        {"question": QUESTION, "colection": "town"},
        {"question": QUESTION, "history": [{"role": "system", "text": "x"}]},
        {"question": QUESTION, "max_wrong": 1},
        {"question": 3},
        [],
    ],
)
def test_a_question_that_can_not_be_asked_says_why(shared_client, wrong):
    answer = shared_client.post("/api/v1/ask", json=wrong)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.json()["detail"]


@pytest.mark.parametrize("what", ["writer", "collection"])
def test_a_writer_or_a_collection_that_is_not_there_says_so(shared_client, what):
    answer = shared_client.post("/api/v1/ask", json={"question": QUESTION, what: "nobody"})
    assert answer.status_code == 404 and "nobody" in answer.json()["detail"]
    assert what == "writer" or "There are: town." in answer.json()["detail"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"colection": "town"}, "body.colection: this name is not known."),
        ({"after": "yesterday"}, "body.after: is not a date such as 2024-05-31."),
    ],
)
def test_what_is_wrong_is_said_in_words_that_say_what_to_change(shared_client, wrong, said):
    answer = shared_client.post("/api/v1/search", json={"question": QUESTION, **wrong})
    assert answer.json()["detail"] == said


def test_a_chat_keeps_its_questions_and_they_are_the_history_of_the_next(client):
    chat = client.post("/api/v1/chats", json={"question": QUESTION})
    assert chat.status_code == 201 and chat.json()["messages"][0]["state"] == "done"
    path = f"/api/v1/chats/{chat.json()['id']}"
    following = client.post(f"{path}/questions", json={"question": "And how many lamps?"}).json()
    assert following["answer"]["standalone_question"] != "And how many lamps?"
    assert [one["question"] for one in client.get(path).json()["messages"]] == [
        QUESTION,
        "And how many lamps?",
    ]
    assert client.patch(path, json={"title": "Bridges", "pinned": True}).json()["title"] == "Bridges"
    assert client.get("/api/v1/chats").json()["total"] == 1
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404


def test_the_chats_of_a_key_are_nobody_elses(client):
    mine, other = with_key(client.keys.add("mine")), with_key(client.keys.add("other"))
    chat = client.post("/api/v1/chats", json={"question": QUESTION}, headers=mine).json()
    path = f"/api/v1/chats/{chat['id']}"
    assert client.get("/api/v1/chats", headers=other).json() == {"chats": [], "total": 0}
    for method in ("get", "delete"):
        assert client.request(method, path, headers=other).status_code == 404
    assert client.post(f"{path}/questions", json={"question": QUESTION}, headers=other).status_code == 404
    assert client.get(path, headers=mine).status_code == 200


def test_a_question_that_is_refused_begins_no_chat(client):
    assert client.post("/api/v1/chats", json={"question": "?"}).status_code == 422
    assert client.get("/api/v1/chats").json()["total"] == 0


def test_the_sentences_of_a_text_are_checked(shared_client, bridge):
    end = TEXT.index(".") + 1
    source = {
        "number": 1,
        "document": bridge,
        "start": 0,
        "end": end,
        "quote": "The north bridge has 13 arches.",
    }
    text = "The north bridge has 14 arches and 20 lamps. [1]"
    checked = shared_client.post("/api/v1/verify", json={"text": text, "sources": [source]}).json()
    assert [one["verdict"] for one in checked["sentences"]] == ["supported"]
    assert checked["sources"] == [{"number": 1, "quote": TEXT[:end], "as_quoted": False}]
    outside = {**source, "end": 10_000}
    answer = shared_client.post("/api/v1/verify", json={"text": text, "sources": [outside]})
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:pincite:problem:place")


def test_an_answer_is_checked_again(client):
    answer = client.post("/api/v1/ask", json={"question": QUESTION}).json()
    path = "/api/v1/verify/answer"
    checked = client.post(path, json=answer).json()
    assert checked["holds"] and [one["state"] for one in checked["quotes"]] == ["there"]
    client.post("/api/v1/texts", json={"texts": [{"source": "bridge.txt", "text": f"Once more. {TEXT}"}]})
    assert [one["state"] for one in client.post(path, json=answer).json()["quotes"]] == ["moved"]
    assert client.post(path, json={"question": QUESTION}).status_code == 422


def test_the_docs_name_every_route(shared_client):
    docs = (Path(__file__).parents[5] / "docs" / "programs.md").read_text()
    described = shared_client.get("/api/v1/openapi.json").json()["paths"]
    missing = [
        f"{method} {path}"
        for path, methods in described.items()
        for method in map(str.upper, methods)
        if not re.search(rf"`[^`\n]*{re.escape(path)}`", docs) or method not in docs
    ]
    assert len(described) > 15 and missing == []


@pytest.mark.parametrize(
    "source",
    ["/etc/passwd", "~/x", "../x", "a/../../x", "C:\\x", "\\\\host\\x", "C:x", "file:///x", "a\0b", " "],
)
def test_a_text_takes_no_place_of_a_file_of_this_machine(shared_client, source):
    answer = shared_client.post("/api/v1/texts", json={"texts": [{"source": source, "text": "A lamp."}]})
    assert (answer.status_code, answer.json()["errors"][0]["where"]) == (422, "body.texts.0.source")


def test_json_that_is_not_called_so_is_refused_with_what_to_send(shared_client):
    answer = shared_client.post("/api/v1/search", data={"question": QUESTION})
    assert answer.status_code == 422 and "application/json" in answer.json()["detail"]


def test_places_that_are_too_long_to_check_against_are_refused_before_any_work(client):
    (added,) = client.post(
        "/api/v1/texts", json={"texts": [{"source": "long", "text": "The lamp is green. " * 3_000}]}
    ).json()["documents"]
    source = {"number": 1, "document": added["id"], "start": 0, "end": 50_001}
    answer = client.post("/api/v1/verify", json={"text": "The lamp is green.", "sources": [source]})
    assert answer.status_code == 422 and "50,000 characters" in answer.json()["detail"]
