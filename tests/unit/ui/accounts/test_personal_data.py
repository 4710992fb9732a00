"""All that is kept of a person: exported, and erased for good."""

import json
import sqlite3
import zipfile

import pytest

from bench.word_embedder import WordEmbedder
from index import Index, TextSource
from rag import Answer
from small_database import quick_passwords
from ui.accounts import COMMAND, Accounts, Quota, only
from ui.accounts.personal_data import erase, export
from ui.api.keys import KeyStore
from ui.chats.asking import end, put
from ui.chats.chat import Message
from ui.chats.owners import give
from ui.chats.store import ChatStore


@pytest.fixture
def index(tmp_path):
    index = Index(tmp_path / "index", embedder=WordEmbedder())
    yield index
    index.close()


@pytest.fixture
def chats(index):
    store = ChatStore.of(index)
    yield store
    store.close()


@pytest.fixture
def accounts(index):
    accounts = Accounts.of(index)
    accounts.passwords = quick_passwords()
    accounts.store.add("ada", "admin")
    return accounts


def with_things(name, index, accounts, chats):
    """An account with a document, a chat, a key and an audit line, all of which say its name."""
    account = accounts.store.add(name, "editor")
    text = TextSource(
        source=f"{name}-notes", title=f"{name} notes", text=f"The vault of {name} has 14 doors."
    )
    index.seen_by(only(account.space)).add_texts([text])
    chat, message = f"chat-of-{name}-1", f"message-{name}"
    put(chats, account.id, chat, Message(id=message, question=f"Who is {name}?", asked=1000.0))
    answer = Answer(
        question=f"Who is {name}?", status="not_found", text="", short=None, confidence=0.1, hits=(),
        statements=(), citations=(), standalone_question="x",
    )  # fmt: skip
    end(chats, account.id, chat, message, state="done", answer=answer)
    accounts.audit.write(account, "added", documents=[text.source])
    return account


def test_an_export_has_all_of_a_person_and_nothing_of_others(tmp_path, index, accounts, chats):
    anna, bert = (with_things(name, index, accounts, chats) for name in ("anna", "bert"))
    law = accounts.groups.add("Law")
    accounts.groups.join(law, anna, "reader")
    keys = KeyStore.of(index)
    given = [keys.add(f"notes of {one.name}", account=one.id) for one in (anna, bert)]
    token = accounts.sessions.begin(anna.id)
    accounts.quotas.set(anna.space, Quota(documents=9))
    things = {"index": index, "accounts": accounts, "chats": chats, "keys": keys}
    counted = export(tmp_path / "anna.zip", anna, **things)
    assert counted == {"documents": 1, "chats": 1, "audit_lines": 1, "keys": 1}
    with zipfile.ZipFile(tmp_path / "anna.zip") as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    account = json.loads(texts["account.json"])
    assert account["groups"] == [{"name": "Law", "role": "reader"}] and account["quota"]["documents"] == 9
    assert [key["name"] for key in account["keys"]] == ["notes of anna"] and len(account["sessions"]) == 1
    kept = keys.keys()
    secrets = [*given, token, *(key.hash for key in kept)]
    assert not any(secret in text for secret in secrets for text in texts.values())
    assert texts["documents/00001 anna-notes.txt"] == "The vault of anna has 14 doors."
    assert "Who is anna?" in "".join(text for name, text in texts.items() if name.startswith("chats/"))
    assert "anna-notes" in texts["audit.jsonl"]
    assert "bert" not in "".join(texts) + "".join(texts.values())
    with pytest.raises(FileExistsError):
        export(tmp_path / "anna.zip", anna, **things)


def test_who_is_erased_is_in_no_file_any_more_and_others_have_what_they_had(tmp_path, index, accounts, chats):
    anna, bert = (with_things(name, index, accounts, chats) for name in ("anna", "bert"))
    keys = KeyStore.of(index)
    keys.add("of anna", account=anna.id)
    own = index.seen_by(only(anna.space))
    # What was removed before is remembered by its name, and goes, too.
    own.document_list.remove([own.document_list.entries()[0].id])
    own.add_texts([TextSource(source="anna-more", title="more", text="More of anna is here.")])
    counted = erase(anna, index=index, accounts=accounts, chats=chats, keys=keys)
    assert counted == {"documents": 1, "chats": 1, "keys": 1}
    # Also in the logs of the databases, which nobody has closed yet.
    files = {path.name: path.read_bytes() for path in index.folder.iterdir() if path.is_file()}
    assert [
        name for name, content in files.items() if b"vault of anna" in content or anna.id.encode() in content
    ] == []
    kept = ""
    for name in ("pincite.sqlite3", "chats.sqlite", "accounts.sqlite"):
        connection = sqlite3.connect(index.folder / name)
        kept += "\n".join(line for line in connection.iterdump() if "CREATE" not in line)
        connection.close()
    kept += (index.folder / "keys.json").read_text()
    assert "anna" not in kept and anna.id not in kept
    assert "The vault of bert" in kept and bert.id in kept
    assert (
        index.seen_by(only(bert.space)).search("vault doors")[0].passage.text
        == "The vault of bert has 14 doors."
    )
    assert chats.chats(bert.id, 10)[1] == 1


def test_nobody_signs_in_or_adds_while_they_are_erased(index, accounts, chats, monkeypatch):
    anna, seen = with_things("anna", index, accounts, chats), []
    erased = accounts.store.erase
    monkeypatch.setattr(
        accounts.store, "erase", lambda *a, **o: (seen.append(accounts.principal(anna.id)), erased(*a, **o))
    )
    erase(anna, index=index, accounts=accounts, chats=chats, keys=KeyStore.of(index))
    assert seen == [None]


def test_lines_about_what_is_only_called_as_somebody_erased_stay(index, accounts, chats):
    anna = with_things("anna", index, accounts, chats)
    accounts.audit.write(COMMAND, "group made", group="anna")
    accounts.audit.write(COMMAND, "role changed", of="anna", role="reader")
    erase(anna, index=index, accounts=accounts, chats=chats, keys=KeyStore.of(index))
    assert [line.what for line in accounts.audit.lines()] == ["group made"]


def test_the_chats_of_one_person_become_the_first_admins(chats):
    put(chats, "local", "chat-number-1", Message(id="message-1", question="Who?", asked=1.0))
    assert give(chats, "local", "ada") == 1
    assert chats.chats("local", 10)[1] == 0 and chats.chats("ada", 10)[1] == 1
