"""What each person's page shows and changes, where people are kept apart."""

import pytest

from bench.word_embedder import WordEmbedder
from index import Index, TextSource
from rag import Assistant, PinciteError
from served_page import WaitingReader
from small_database import quick_passwords
from ui.accounts import Accounts, Quota, only
from ui.web.controllers import Controllers, ControllersOfPeople
from ui.work.jobs import wait_for_work
from ui.work.served import Served


class People:
    """A served index with accounts; each is found by its name."""

    def __init__(self, folder):
        self.assistant = Assistant(Index(folder, embedder=WordEmbedder()), reader=WaitingReader())
        self.assistant.add_texts(
            [TextSource(source="bridge", title="bridge", text="The bridge has 14 arches.")]
        )
        self.served = Served.of(self.assistant)
        self.accounts: Accounts = self.served.accounts
        self.accounts.passwords = quick_passwords()
        self.ids = {}
        for name, role in (("ada", "admin"), ("anna", "editor"), ("bert", "editor"), ("cleo", "reader")):
            self.ids[name] = self.accounts.store.add(name, role).id
        self.law = self.accounts.groups.add("Law")
        self.join("anna", "editor")
        self.join("cleo", "reader")
        everybody = Controllers.of(self.served, local=True, folders=True)
        self._people = ControllersOfPeople(everybody=everybody)

    def join(self, name, role):
        self.accounts.groups.join(self.law, self.accounts.store.named(name), role)

    def __getitem__(self, name):
        return self._people.of_session(f"{'0' * 24}-{self.ids.get(name, name)}-tab1")

    def rows(self, name):
        """The title of each document that somebody's list shows, with whose it is and whether they may not change it."""
        return {row[1]: (row[0], row[-2], row[-1]) for row in self[name].library.show()["list"]["rows"]}

    def add(self, name, text, to=None):
        """Pastes a text; returns the last of what the page is told."""
        upload = self.served.uploads.path / "upload"
        upload.write_text(text)
        *_, last = self[name].library.read_text(str(upload), text.split()[1], visitor=name, to=to)
        return last


@pytest.fixture
def people(tmp_path):
    people = People(tmp_path / "index")
    yield people
    people.served.chats.close()
    people.served.uploads.close()
    people.assistant.close()


def test_what_is_added_goes_to_ones_own_documents_or_where_one_says_and_may(people):
    people.add("anna", "The vault is blue.")
    people.add("anna", "The contract is red.", to=people.law.space)
    people.add("ada", "The town is old.", to="")
    assert {title: row[1:] for title, row in people.rows("anna").items()} == {
        "bridge": ("*", True), "vault": ("", False), "contract": ("Law", False), "town": ("*", True),
    }  # fmt: skip
    assert {title: row[1:] for title, row in people.rows("ada").items()} == {
        "bridge": ("*", False), "town": ("*", False),
    }  # fmt: skip
    assert {title: row[1:] for title, row in people.rows("cleo").items()} == {
        "bridge": ("*", True), "contract": ("Law", True), "town": ("*", True),
    }  # fmt: skip
    assert people["anna"].library.show()["adds"] == [
        [f"user:{people.ids['anna']}", ""],
        [people.law.space, "Law"],
    ]
    assert people["cleo"].library.show()["adds"] == []


@pytest.mark.parametrize(
    ("name", "to"),
    [
        ("anna", ""),
        ("bert", "law"),
        ("cleo", None),
        ("cleo", "law"),
        ("bert", "user:x"),
        ("bert", "' OR 1=1"),
    ],
)
def test_nothing_is_added_where_one_may_not(people, name, to):
    told = people.add(name, "The mill is new.", to=people.law.space if to == "law" else to)
    assert told["problem"] == "You may not change these documents."
    assert "mill" not in [document.title for document in people.assistant.documents()]


def test_what_others_have_is_neither_removed_nor_renamed_nor_read(people):
    people.add("anna", "The vault is blue.")
    vault, bridge = people.rows("anna")["vault"][0], people.rows("anna")["bridge"][0]
    bert = people["bert"]
    for attempt in (
        bert.keeping.remove([vault]),
        bert.keeping.remove([bridge]),
        bert.keeping.rename(vault, "mine"),
        bert.keeping.rename(bridge, "mine"),
    ):
        assert set(attempt) == {"problem"}
    for read in (
        bert.viewer.start,
        bert.viewer.pages,
        lambda id_: bert.viewer.find(id_, "blue"),
        lambda id_: bert.viewer.part(id_, 0),
    ):
        with pytest.raises(PinciteError):
            read(vault)
    # Also once it is kept in memory for whoever may read it.
    assert people["anna"].viewer.start(vault)["title"] == "vault"
    with pytest.raises(PinciteError):
        bert.viewer.start(vault)
    assert set(people.rows("anna")) == {"vault", "bridge"}


def test_a_removal_over_several_places_is_undone_by_who_made_it(people):
    people.add("anna", "The vault is blue.")
    people.add("anna", "The contract is red.", to=people.law.space)
    ids = [people.rows("anna")[title][0] for title in ("vault", "contract")]
    undo = people["anna"].keeping.remove(ids, visitor="v")["removed"]["undo"]
    assert set(people.rows("anna")) == {"bridge"} == set(people.rows("cleo"))
    assert "problem" in people["bert"].keeping.put_back(undo, visitor="v")
    assert people["anna"].keeping.put_back(undo, visitor="v")["putBack"]["count"] == 2
    assert set(people.rows("cleo")) == {"bridge", "contract"}


def test_only_an_admin_has_folders_of_the_machine_followed_and_sees_which(people, tmp_path):
    (tmp_path / "folder").mkdir()
    for name in ("anna", "cleo", "nobody"):
        library = people[name].library
        assert not library.show()["follows"]
        *_, told = library.follow(str(tmp_path / "folder"))
        assert told["problem"] == "Only an admin may have folders followed." and told["followed"] == []
        library.unfollow(str(tmp_path / "folder"))
    assert people["ada"].library.show()["follows"]


def test_a_question_is_kept_apart_and_written_down(people):
    people.add("anna", "The vault opens with the word swordfish.")
    people.accounts.audit.keep_questions(True)
    asked = {}
    for name in ("anna", "bert"):
        *_, last = people[name].chat.steps("a", "Which word opens the vault?", [], None, visitor=name)
        asked[name] = str(last)
        (line, *_) = people.accounts.audit.lines(account=people.ids[name])
        assert (line.what, line.about["question"]) == ("asked", "Which word opens the vault?")
    assert "swordfish" in asked["anna"] and "swordfish" not in asked["bert"]


def test_a_quota_is_asked_before_each_file(people):
    space = people.accounts.store.named("bert").space
    people.accounts.quotas.set(space, Quota(bytes=30))
    assert "report" in people.add("bert", "The mill is new.")
    assert "MB together" in people.add("bert", "The tower is tall and has bells.")["problem"]
    upload = people.served.uploads.path / "file"
    upload.write_text("The house has a roof and a door and windows.")
    *_, last = people["bert"].library.read_uploads(
        [{"stored": str(upload), "name": "house.txt", "key": "k"}], []
    )
    assert "MB together" in str(last["report"]) and not upload.exists()
    assert people.assistant.seen_by(only(space)).index.count() == 1


def test_a_role_that_is_taken_away_counts_at_the_next_file_of_many(people):
    sent = []
    for name in ("one", "two"):
        upload = people.served.uploads.path / name
        upload.write_text(f"The {name} is blue.")
        sent.append({"stored": str(upload), "name": f"{name}.txt", "key": name})
    # They wait to be read; then the first is being read.
    reading = people["anna"].library.read_uploads(sent, [])
    first = people.assistant.index.embedder.embed
    people.assistant.index.embedder.embed = lambda texts, **more: (
        people.accounts.store.set_role("anna", "reader"),
        first(texts, **more),
    )[1]
    *_, last = reading
    assert "two.txt" in str(last["report"]["failed"]) and "You may not" in str(last["report"])
    assert list(people.rows("anna")) == ["bridge", "One"]


def test_what_was_added_is_written_down_although_its_sender_has_left(people):
    upload = people.served.uploads.path / "one"
    upload.write_text("The mill is blue.")
    sent = [{"stored": str(upload), "name": "one.txt", "key": "one"}]
    reading = people["anna"].library.read_uploads(sent, [])
    next(reading)
    reading.close()
    assert wait_for_work(20.0)
    (line, *_) = people.accounts.audit.lines(account=people.ids["anna"])
    assert (line.what, line.about) == ("added", {"documents": ["one.txt"], "to": ""})


def test_a_new_role_counts_at_the_next_event_and_who_is_removed_sees_nothing(people):
    people.add("anna", "The vault is blue.")
    people.accounts.store.set_role("anna", "reader")
    assert people["anna"].library.show()["adds"] == []
    assert "problem" in people["anna"].keeping.remove([people.rows("anna")["vault"][0]])
    people.accounts.store.close("anna")
    assert people.rows("anna") == people.rows("nobody") == {}
    assert people["anna"].account is None and people["bert"].account == {
        "name": "bert",
        "role": "editor",
        "password": False,
    }


def test_without_accounts_there_is_one_page_for_all(tmp_path):
    assistant = Assistant(Index(tmp_path / "index", embedder=WordEmbedder()))
    served = Served.of(assistant)
    people = ControllersOfPeople(everybody=Controllers.of(served, local=True, folders=True))
    assert people.of_session("0-local-tab") is people.everybody
    assert not (tmp_path / "index" / "accounts.sqlite").exists()
    served.chats.close()
    served.uploads.close()
    assistant.close()
