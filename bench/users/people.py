"""People who share an index, each with something that nobody else may see; and what they have, to compare it."""

import json
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from rag import Answer, Assistant, Citation, Statement, TextSource
from ui.accounts import Account, Accounts, Role, only
from ui.api.keys import KeyStore
from ui.chats.asking import end, put
from ui.chats.chat import Message
from ui.chats.owners import whole_chats
from ui.chats.store import ChatStore

PASSWORD = "correct horse battery"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an account.

    Attributes:
        account: The account.
        key: Of a program that acts for them, with all rights.
        word: Stands in all that they have, and nowhere else; no attacker ever sends it.
        documents: The ids of their documents.
        sources: What these were read from.
        chat: The id of a chat.
        message: The id of its question.
    """

    account: Account
    key: str = field(repr=False)
    word: str
    documents: tuple[str, ...]
    sources: tuple[str, ...]
    chat: str
    message: str

    @contextmanager
    def signed_in(self, url: str) -> Iterator[httpx.Client]:
        """A browser in which they have signed in."""
        headers = {"origin": url, "sec-fetch-site": "same-origin"}
        with httpx.Client(base_url=url, timeout=60.0, headers=headers) as client:
            form = {"username": self.account.name, "password": PASSWORD}
            answer = client.post("/login", data=form)
            if answer.status_code != 303:
                raise RuntimeError(f"{self.account.name} can't sign in: {answer.status_code}")
            client.get("/").raise_for_status()
            yield client


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Everybody on a server.

    Attributes:
        admin: Has nothing but the shared documents to look after.
        victims: Have something; the first two share a group, whose documents have its own word.
        attackers: An editor and a reader, who are in no group.
        group: The id of the group.
        group_word: Stands in the documents of the group.
    """

    admin: Person
    victims: tuple[Person, ...]
    attackers: tuple[Person, ...]
    group: str
    group_word: str

    @property
    def words(self) -> tuple[str, ...]:
        """What no attacker may ever be shown."""
        return (self.admin.word, self.group_word, *(one.word for one in self.victims))


def make_people(assistant: Assistant, accounts: Accounts, victims: int = 3) -> People:
    """Makes accounts in an empty index, and gives them documents, chats, keys and a group."""
    chats, keys = ChatStore.of(assistant.index), KeyStore.of(assistant.index)
    hashed = accounts.passwords.hashed(PASSWORD)
    assistant.add_texts(
        [TextSource(source="town", title="town", text="The town has 14 bridges and 20 lamps.")]
    )

    def made(name: str, role: Role) -> Person:
        return _made(name, role, hashed, assistant, accounts, chats, keys)

    admin = made("ada", "admin")
    people = tuple(made(f"victim{n}", "editor") for n in range(victims))
    attackers = made("mallory", "editor"), made("rita", "reader")
    group, word = accounts.groups.add("Law"), f"grp{secrets.token_hex(6)}"
    for one in people[:2]:
        accounts.groups.join(group, one.account, "editor")
    text = TextSource(
        source="contract", title=f"contract {word}", text=f"The {word} of the mill ends in May."
    )
    assistant.seen_by(only(group.space)).add_texts([text])
    chats.close()
    return People(admin=admin, victims=people, attackers=attackers, group=group.id, group_word=word)


def belongings(
    assistant: Assistant, accounts: Accounts, people: Sequence[Account], groups: Sequence[str]
) -> str:
    """All that some people, groups and everybody have, as text: it differs where anything has changed."""
    chats = ChatStore.of(assistant.index)
    spaces = ["", *(one.space for one in people), *(f"group:{one}" for one in groups)]
    documents = {}
    for space in spaces:
        index = assistant.seen_by(only(space)).index
        entries = index.document_list.entries()
        documents[space] = [
            (one.id, one.title, one.source, index.document(one.id).text, one.collections) for one in entries
        ]
    kept = {one.id: [repr(chat) for chat in whole_chats(chats, one.id)] for one in people}
    chats.close()
    accounts_now = [(one.id, one.name, one.role, one.closed) for one in accounts.store.all()]
    members = [(group.id, members) for group, members in accounts.groups.all()]
    return json.dumps([documents, kept, accounts_now, members], default=str, sort_keys=True)


def _made(
    name: str,
    role: Role,
    hashed: str,
    assistant: Assistant,
    accounts: Accounts,
    chats: ChatStore,
    keys: KeyStore,
) -> Person:
    account, word = accounts.store.add(name, role, hashed), f"{name[:3]}{secrets.token_hex(6)}"
    own = assistant.seen_by(only(account.space))
    sources = f"diary-{name}", "notes"
    texts = [f"The vault of {name} opens with the word {word}.", f"Nobody knows the {word} of {name}."]
    own.add_texts(
        TextSource(source=source, title=f"{source} {word}", text=text)
        for source, text in zip(sources, texts, strict=True)
    )
    entries = own.index.document_list.entries()
    chat, message = f"chat-{secrets.token_hex(8)}", f"message-{secrets.token_hex(8)}"
    put(chats, account.id, chat, Message(id=message, question=f"What is the {word}?", asked=1000.0))
    end(chats, account.id, chat, message, state="done", answer=_answer(word, entries[0].id, sources[0]))
    return Person(
        account=account,
        key=keys.add(f"key of {name}", ["all"], account=account.id, per_minute=None),
        word=word,
        documents=tuple(one.id for one in entries),
        sources=sources,
        chat=chat,
        message=message,
    )


def _answer(word: str, document: str, source: str) -> Answer:
    quote = f"The word {word}."
    citation = Citation(
        number=1, document_id=document, passage_id=f"{document}-1", title=word, source=source, section=None, start=0,
        end=len(quote), quote=quote,
    )  # fmt: skip
    return Answer(
        question=f"What is the {word}?", status="answered", text=f"{quote} [1]", short=word, confidence=0.9, hits=(),
        statements=(Statement(text=quote, citations=(citation,)),), citations=(citation,), standalone_question="",
    )  # fmt: skip
