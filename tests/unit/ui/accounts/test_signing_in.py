"""Signing in: passwords, sessions, and how wrong ones are slowed."""

import time

import pytest
from argon2 import PasswordHasher

from ui.accounts import AccountError, Accounts, Passwords
from ui.accounts.sessions import LASTS, SessionStore

HERE = "192.0.2.1"


def sign_in(accounts, name, password, address=HERE):
    assert accounts.signing_in.admit(address) == 0.0
    return accounts.signing_in.sign_in(address, name, password)


def test_who_knows_name_and_password_has_a_session_that_other_servers_know_too(accounts, add, database):
    anna = add("anna")
    token = sign_in(accounts, "Anna", "correct horse")
    assert accounts.signed_in(token) == anna
    assert Accounts(database).signed_in(token) == anna


@pytest.mark.parametrize(
    "name, password", [("anna", "wrong horse"), ("nobody", "correct horse"), ("", ""), ("anna", "")]
)
def test_who_does_not_is_nobody(accounts, add, name, password):
    add("anna")
    assert sign_in(accounts, name, password) is None


def test_of_passwords_and_tokens_only_hashes_are_kept(accounts, add, dump):
    add("anna")
    token = sign_in(accounts, "anna", "correct horse")
    text = dump()
    assert "correct horse" not in text and token not in text and "$argon2id$" in text


def test_a_session_ends_when_somebody_signs_out_and_all_end_with_a_new_password(accounts, add):
    anna = add("anna")
    one, two, three = (sign_in(accounts, "anna", "correct horse") for _ in range(3))
    accounts.sessions.end(one)
    assert accounts.signed_in(one) is None and accounts.signed_in(two) == anna
    accounts.store.set_password(anna.id, accounts.passwords.hashed("another horse"))
    assert accounts.signed_in(two) is None and accounts.signed_in(three) is None
    assert sign_in(accounts, "anna", "correct horse") is None
    assert sign_in(accounts, "anna", "another horse")


def test_no_session_begins_by_a_password_that_was_changed_while_it_was_checked(accounts, add):
    anna, is_right = add("anna"), accounts.passwords.is_right

    def while_the_password_changes(given, kept):
        right = is_right(given, kept)
        accounts.store.set_password(anna.id, accounts.passwords.hashed("another horse"))
        return right

    accounts.passwords.is_right = while_the_password_changes
    assert sign_in(accounts, "anna", "correct horse") is None
    assert [line.what for line in accounts.audit.lines()] == ["failed to sign in"]


def test_no_session_of_before_counts_when_somebody_is_let_in_again(accounts, add):
    anna = add("anna")
    accounts.store.close("anna")
    # A provider vouched for them before that.
    assert accounts.signing_in.vouched(anna, address=HERE, by="provider") is None
    accounts.store.set_role("anna", "reader")
    assert accounts.signing_in.vouched(anna, address=HERE, by="provider")
    assert accounts.store.any()


def test_a_session_expires(database, accounts, add):
    anna, now = add("anna"), [1000.0]
    sessions = SessionStore(database, lambda: now[0])
    token = sessions.begin(anna.id)
    now[0] += LASTS - 1
    assert sessions.account(token) == anna.id
    now[0] += 2
    assert sessions.account(token) is None


@pytest.mark.parametrize("token", ["", "'", "' OR '1'='1", "\udcff", "x" * 10_000])
def test_a_token_that_was_never_given_is_nobodys(accounts, add, token):
    accounts.sessions.begin(add("anna").id)
    assert accounts.signed_in(token) is None


def test_many_wrong_passwords_have_to_wait_also_those_that_are_checked_at_the_same_time(accounts, add):
    add("anna")
    # None of them has ended when the next one comes.
    waits = [accounts.signing_in.admit(HERE) for _ in range(8)]
    assert waits[:5] == [0.0] * 5 and all(wait > 0 for wait in waits[5:])
    assert accounts.signing_in.admit("198.51.100.7") == 0.0


def test_right_passwords_never_have_to_wait(accounts, add):
    add("anna")
    assert all(sign_in(accounts, "anna", "correct horse") for _ in range(40))


def test_an_unknown_name_takes_as_long_as_a_wrong_password(database):
    # With costs that can be measured: without the check against a hash of nobody's it would take a hundredth of the time.
    accounts = Accounts(database, Passwords(PasswordHasher(time_cost=2, memory_cost=8192, parallelism=1)))
    accounts.store.add("eve", "admin", accounts.passwords.hashed("correct horse"))

    def took(name):
        begin = time.thread_time()
        accounts.passwords.is_right("wrong horse", accounts.store.password_hash(name)[1])
        return time.thread_time() - begin

    took("nobody")
    assert took("nobody") > 0.3 * took("eve")


def test_who_signs_in_and_who_fails_to_is_written_down_but_not_what_was_typed(accounts, add):
    anna = add("anna")
    sign_in(accounts, "anna", "correct horse")
    sign_in(accounts, "anna", "wrong horse")
    sign_in(accounts, "my secret password", "")
    lines = [(line.account, line.what) for line in accounts.audit.lines()]
    assert sorted(lines, key=str) == sorted(
        [(anna.id, "signed in"), (anna.id, "failed to sign in"), (None, "failed to sign in")], key=str
    )
    assert "secret" not in str(accounts.audit.lines())


def test_a_password_that_is_too_short_or_too_long_is_refused(accounts):
    for password in ("short", "x" * 1001):
        with pytest.raises(AccountError, match="8 to 1,000"):
            accounts.passwords.hashed(password)


def test_a_hash_with_old_costs_is_made_anew_when_its_password_was_typed(accounts, database):
    weak = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1).hash("correct horse")
    accounts.store.add("ada", "admin", weak)
    assert sign_in(accounts, "ada", "correct horse")
    assert accounts.store.password_hash("ada")[1] != weak
    assert sign_in(accounts, "ada", "correct horse")
