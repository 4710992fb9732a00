"""People who share a server, each with something that nobody else may see; and what they have, to compare it."""

import json
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

PASSWORD = "correct horse battery"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an account.

    Attributes:
        name: What they sign in by.
        id: That of the account.
        key: Of a program that acts for them, with all rights.
        word: Stands in all that they have, and nowhere else; no attacker ever sends it.
        documents: The ids of their documents.
        sources: What these were read from.
        chat: The id of a chat.
        message: The id of its question.
    """

    name: str
    id: str
    key: str = field(repr=False)
    word: str
    documents: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    chat: str = ""
    message: str = ""

    @property
    def space(self) -> str:
        """What the server calls where their documents are."""
        return f"user:{self.id}"

    def program(self, url: str) -> httpx.Client:
        """A program that acts for them."""
        headers = {"authorization": f"Bearer {self.key}"}
        return httpx.Client(base_url=url, headers=headers, timeout=60.0)

    @contextmanager
    def signed_in(self, url: str) -> Iterator[httpx.Client]:
        """A browser in which they have signed in."""
        headers = {"origin": url, "sec-fetch-site": "same-origin"}
        with httpx.Client(base_url=url, timeout=60.0, headers=headers) as client:
            answer = client.post("/login", data={"username": self.name, "password": PASSWORD})
            if answer.status_code != 303:
                raise RuntimeError(f"{self.name} can't sign in: {answer.status_code}")
            client.get("/").raise_for_status()
            yield client


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Everybody on a server.

    Attributes:
        admin: Looks after the shared documents.
        victims: Have something; the first is in the group.
        attackers: An editor and a reader, who are in no group.
        group: The id of the group.
        group_word: Stands in the documents of the group.
        new_password: Gives the account of a name another password.
        remove: Removes the account of a name.
    """

    admin: Person
    victims: tuple[Person, ...]
    attackers: tuple[Person, ...]
    group: str
    group_word: str
    new_password: Callable[[str], object]
    remove: Callable[[str], object]

    @property
    def words(self) -> tuple[str, ...]:
        """What no attacker may ever be shown."""
        return (self.admin.word, self.group_word, *(one.word for one in self.victims))


def people_by_command(index: Path, victims: int = 3) -> People:
    """Makes accounts, a group and keys over a new index; they have nothing yet."""

    def made(name: str, role: str) -> Person:
        shown = json.loads(_run(index, "users", "add", name, "--role", role, "--json", typed=PASSWORD))
        made_key = ("keys", "add", name, "--right", "all", "--per-minute", "0", "--account", name, "--json")
        key = json.loads(_run(index, *made_key))["key"]
        return Person(name=name, id=shown["id"], key=key, word=new_word(name))

    admin, people = made("ada", "admin"), [made(f"victim{n}", "editor") for n in range(victims)]
    attackers = made("mallory", "editor"), made("rita", "reader")
    group = json.loads(_run(index, "users", "group", "add", "Law", "--json"))["id"]
    _run(index, "users", "group", "join", "Law", people[0].name, "--role", "editor")
    return People(
        admin=admin,
        victims=tuple(people),
        attackers=attackers,
        group=group,
        group_word=new_word("group"),
        new_password=lambda name: _run(index, "users", "password", name, typed="another password"),
        remove=lambda name: _run(index, "users", "remove", name),
    )


def new_word(name: str) -> str:
    """A word that stands nowhere."""
    return f"{name[:3]}{secrets.token_hex(6)}"


def settled(url: str, people: People) -> People:
    """Gives people documents and chats; returns them with what these are called."""
    with people.admin.program(url) as program:
        _add(program, "town", "town", "The town has 14 bridges and 20 lamps.", place="*")
    member = people.victims[0]
    with member.program(url) as program:
        _add(
            program,
            "contract",
            people.group_word,
            f"The {people.group_word} of the mill ends in May.",
            place="Law",
        )
    return People(
        admin=_settled(url, people.admin),
        victims=tuple(_settled(url, one) for one in people.victims),
        attackers=tuple(_settled(url, one) for one in people.attackers),
        group=people.group,
        group_word=people.group_word,
        new_password=people.new_password,
        remove=people.remove,
    )


def belongings(url: str, people: Sequence[Person]) -> str:
    """All that some people see, as text: it differs where anything of it has changed."""
    kept = {}
    for person in people:
        with person.program(url) as program:
            listed = program.get("/api/v1/documents").raise_for_status().json()["documents"]
            texts = [
                program.get(f"/api/v1/documents/{one['id']}/text").raise_for_status().text for one in listed
            ]
            chats = program.get("/api/v1/chats").raise_for_status().json()["chats"]
            whole = [program.get(f"/api/v1/chats/{one['id']}").raise_for_status().json() for one in chats]
            # When an answer is exported is part of it.
            for message in (message for chat in whole for message in chat["messages"]):
                message["answer"] = message["answer"] and message["answer"]["citations"]
            kept[person.name] = [listed, texts, whole]
    return json.dumps(kept, sort_keys=True)


def _settled(url: str, person: Person) -> Person:
    if person.name == "rita":  # a reader, who has nothing
        return person
    sources = f"diary-{person.name}", "notes"
    with person.program(url) as program:
        texts = [
            f"The vault of {person.name} opens with the word {person.word}.",
            f"Nobody knows the {person.word} of {person.name}.",
        ]
        documents = [
            _add(program, source, f"{source} {person.word}", text)
            for source, text in zip(sources, texts, strict=True)
        ]
        question = f"Which word opens the vault of {person.name}, is it {person.word}?"
        chat = program.post("/api/v1/chats", json={"question": question}).raise_for_status().json()
    return Person(
        name=person.name,
        id=person.id,
        key=person.key,
        word=person.word,
        documents=tuple(documents),
        sources=sources,
        chat=chat["id"],
        message=chat["messages"][0]["id"],
    )


def _add(program: httpx.Client, source: str, title: str, text: str, place: str | None = None) -> str:
    body = {"texts": [{"source": source, "title": title, "text": text}], "place": place}
    added = program.post("/api/v1/texts", json=body).raise_for_status().json()
    return str(next(one["id"] for one in added["documents"] if one["source"] == source))


def _run(index: Path, *arguments: str, typed: str = "") -> str:
    command = [sys.executable, "-c", "from ui.cli.command import main; main()", *arguments]
    where = ["--data", str(index)]
    return subprocess.run([*command, *where], check=True, capture_output=True, text=True, input=typed).stdout
