"""Several people on one served page: what each sees and changes, and that nobody gets at what others have."""

import pytest

from bench.users.people import PASSWORD, People, Person, new_word
from bench.users.users import INTERFACES, attacked
from bench.word_embedder import WordEmbedder
from index import Index
from ports import free_port
from rag import Assistant
from served_page import WaitingReader
from small_database import quick_passwords
from ui.accounts import Accounts
from ui.api.keys import KeyStore
from ui.web.server import launch
from ui.work.jobs import wait_for_work


@pytest.fixture
def people(tmp_path):
    """The address of a page with accounts, and its people."""
    assistant = Assistant(Index(tmp_path / "index", embedder=WordEmbedder()), reader=WaitingReader())
    accounts, keys = Accounts.of(assistant.index), KeyStore.of(assistant.index)
    passwords = quick_passwords()

    def made(name, role):
        account = accounts.store.add(name, role, passwords.hashed(PASSWORD))
        key = keys.add(name, ["all"], account=account.id)
        return Person(name=name, id=account.id, key=key, word=new_word(name))

    admin, victim, attackers = (
        made("ada", "admin"),
        made("victim", "editor"),
        (made("mallory", "editor"), made("rita", "reader")),
    )
    group = accounts.groups.add("Law")
    accounts.groups.join(group, accounts.store.named("victim"), "editor")
    page, url = launch(assistant, port=free_port())
    yield url.rstrip("/"), People(
        admin=admin, victims=(victim,), attackers=attackers, group=group.id, group_word=new_word("group"),
        new_password=lambda name: accounts.store.set_password(accounts.store.named(name).id, passwords.hashed("another password")),
        remove=accounts.store.close,
    )  # fmt: skip
    page.close(verbose=False)
    wait_for_work(20.0)
    assistant.close()


def test_of_calls_to_what_others_have_none_shows_or_changes_anything(people):
    found, changed = attacked(*people, most=4)
    assert (found.shown, changed, found.failed) == ([], 0, [])
    # What would show it to anybody shows it to whose it is.
    assert all(found.own[name] for name in INTERFACES if name != "cookies"), found.own
    assert set(found.calls) == set(INTERFACES)
