"""Accounts: who there is, what each may see and change, and that there is always an admin."""

import pytest

from ui.accounts import COMMAND, SHARED, AccountError

HOSTILE = [
    "'; DROP TABLE accounts; --",
    '" OR 1=1 --',
    "anna' OR 'a'='a",
    "%",
    "_",
    "*",
    "\0",
    "ada\x00",
    "a" * 300,
    "\udcff",
]


def test_nobody_has_to_sign_in_before_the_first_account_which_is_an_admins(accounts, database):
    assert not accounts.store.any() and not accounts.on
    with pytest.raises(AccountError, match="has to be an admin"):
        accounts.store.add("anna", "reader")
    accounts.store.add("ada", "admin")
    accounts._look = 0.0
    assert accounts.on


def test_once_people_sign_in_nobody_comes_in_without_as_long_as_the_server_runs(accounts, add):
    ada = add("ada", "admin")
    assert accounts.on
    accounts.store.erase(ada, last=True)
    assert not accounts.store.any() and accounts.on


def test_a_name_is_one_account_however_it_is_written(accounts, add):
    add("anna")
    for name in ("Anna", "ANNA", " anna ", "ａｎｎａ"):
        with pytest.raises(AccountError):
            add(name)
    assert accounts.store.named("ANNA").name == "anna"


@pytest.mark.parametrize("name", ["Zoë", "प्रिया", "สมชาย", "Ana María 2", "a.b@c-d+e_f"])
def test_a_name_may_have_the_letters_of_any_script(add, accounts, name):
    assert add(name).name == name and accounts.store.named(name.upper()).name == name


@pytest.mark.parametrize(
    "name", ["anna\ufe0f", "anna\u034f", "an\u200dna", "\u0301anna", "-anna", "anna!", "x" * 65, " "]
)
def test_a_name_has_nothing_that_nobody_sees_and_begins_with_a_letter(add, name):
    with pytest.raises(AccountError, match="can't be a name"):
        add(name)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_names_nobody_and_changes_nothing(accounts, add, name):
    anna = add("anna")
    before = accounts.store.all()
    for attempt in (
        lambda: accounts.store.add(name, "reader"),
        lambda: accounts.store.named(name),
        lambda: accounts.store.set_role(name, "admin"),
        lambda: accounts.store.set_role("anna", name),
        lambda: accounts.store.close(name),
        lambda: accounts.groups.add(name),
        lambda: accounts.groups.named(name),
    ):
        with pytest.raises(AccountError):
            attempt()
    assert accounts.store.password_hash(name) == (None, None)
    assert accounts.principal(name) is None
    assert accounts.store.by_provider(name, name) is None
    assert accounts.store.all() == before and anna in before


def test_there_is_always_an_admin(accounts, add):
    ada = add("ada", "admin")
    for attempt in (
        lambda: accounts.store.set_role("ada", "editor"),
        lambda: accounts.store.close("ada"),
        lambda: accounts.store.erase(ada),
    ):
        with pytest.raises(AccountError, match="last admin"):
            attempt()
    anna = add("anna")
    with pytest.raises(AccountError, match="last admin"):
        accounts.store.erase(ada, last=True)
    accounts.store.set_role("anna", "admin")
    accounts.store.close("ada")
    assert accounts.principal(ada.id) is None and accounts.principal(anna.id).is_admin


def test_an_account_that_was_removed_is_kept_and_opened_again_by_a_role(accounts, add):
    anna = add("anna")
    token = accounts.sessions.begin(anna.id)
    accounts.store.close("anna")
    assert accounts.principal(anna.id) is None and accounts.signed_in(token) is None
    assert accounts.store.password_hash("anna") == (None, None)
    accounts.store.set_role("anna", "reader")
    assert accounts.principal(anna.id).account.role == "reader"
    assert accounts.signed_in(token) is None  # its sessions ended for good


def test_each_sees_the_shared_documents_their_own_and_those_of_their_groups(accounts, add):
    ada, anna, bert = add("ada", "admin"), add("anna"), add("bert", "reader")
    law, ships = accounts.groups.add("Law"), accounts.groups.add("Ships")
    accounts.groups.join(law, anna, "editor")
    accounts.groups.join(law, bert, "editor")
    accounts.groups.join(ships, anna, "reader")
    of_anna, of_bert, of_ada = (accounts.principal(one.id) for one in (anna, bert, ada))
    assert of_anna.reads == {SHARED, anna.space, law.space, ships.space}
    assert of_anna.changes == (anna.space, law.space)
    # A reader of the server changes nothing, whatever the groups say.
    assert of_bert.reads == {SHARED, bert.space, law.space} and of_bert.changes == ()
    # An admin keeps order, and does not read what others have.
    assert of_ada.reads == {SHARED, ada.space} and of_ada.changes == (ada.space, SHARED)
    accounts.groups.leave(law, anna)
    assert law.space not in accounts.principal(anna.id).reads


def test_groups_have_members_with_roles_until_they_are_erased(accounts, add):
    anna = add("anna")
    law = accounts.groups.add("Law")
    accounts.groups.join(law, anna, "reader")
    accounts.groups.join(law, anna, "editor")
    assert accounts.groups.all() == [(law, [("anna", "editor")])]
    with pytest.raises(AccountError, match="already"):
        accounts.groups.add("LAW")
    with pytest.raises(AccountError, match="no role"):
        accounts.groups.join(law, anna, "admin")
    accounts.groups.erase(law)
    assert accounts.groups.all() == [] and accounts.principal(anna.id).memberships == ()
    with pytest.raises(AccountError, match="no group"):
        accounts.groups.named("Law")


def test_an_account_that_was_erased_leaves_nothing(accounts, add, dump):
    anna, bert = add("anna"), add("bert")
    law = accounts.groups.add("Law")
    for one in (anna, bert):
        accounts.groups.join(law, one, "editor")
        accounts.sessions.begin(one.id)
        accounts.audit.asked(one, "what?")
        accounts.audit.write(COMMAND, "account made", of=one.name)
    accounts.store.erase(anna)
    text = dump()
    assert anna.id not in text and "anna" not in text and bert.id in text
