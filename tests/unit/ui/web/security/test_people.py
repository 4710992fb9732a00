"""Who a visitor is where there are accounts: signing in, sessions, and whose chats they have."""

import json
from urllib.parse import urlencode

import pytest

from asgi_requests import Recorder, request
from small_database import some_accounts
from ui.web.security import Addresses, Gate, Owners, PasswordCheck, People, owner_of

EVENT = {"data": [], "event_data": {}, "fn_index": 0, "trigger_id": 2, "session_hash": "tab-1_x"}
OWN = {"origin": "http://127.0.0.1:7860", "content-type": "application/x-www-form-urlencoded"}
HERE = "pincite-session-7860"


@pytest.fixture
def accounts():
    accounts = some_accounts()
    hashed = accounts.passwords.hashed("correct horse")
    accounts.store.add("ada", "admin", hashed)
    accounts.store.add("anna", "editor", hashed)
    return accounts


def gate_of(accounts, **more):
    return Gate(Recorder(), Addresses.of("127.0.0.1"), {0}, (), people=People(accounts), **more)


@pytest.fixture
def gate(accounts):
    return gate_of(accounts)


def sign_in(gate, name="anna", password="correct horse", headers=(), **more):
    body = urlencode({"username": name, "password": password}).encode()
    return request(gate, "/login", method="POST", body=body, headers={**OWN, **dict(headers)}, **more)


def event(gate, cookie):
    headers = {"content-type": "application/json", "cookie": cookie}
    return request(
        gate, "/gradio_api/queue/join", method="POST", headers=headers, body=json.dumps(EVENT).encode()
    )


def owner(gate, cookie):
    """The owner in the name of the session in which an event of this browser arrives."""
    assert event(gate, cookie).status == 200
    return owner_of(json.loads(gate._app.bodies[-1])["session_hash"])


def test_nothing_but_the_page_to_sign_in_is_shown_before(gate):
    shown = request(gate)
    assert shown.status == 401 and b'name="username"' in shown.body and b'name="password"' in shown.body
    for path in ("/config", "/upload-token", "/viewer/abc", "/assets/x.js"):
        assert request(gate, path).status == 401
    assert event(gate, "").status == 401 and gate._app.bodies == []


def test_who_signs_in_is_the_same_person_in_each_browser_and_on_each_server(gate, accounts):
    answer = sign_in(gate)
    assert answer.status == 303 and answer.headers["location"] == "./"
    assert "HttpOnly" in answer.headers["set-cookie"] and "SameSite=Lax" in answer.headers["set-cookie"]
    first, second = answer.cookie, sign_in(gate).cookie
    anna = accounts.store.named("anna").id
    assert first != second and owner(gate, first) == owner(gate, second) == anna
    # After a restart, and on a server beside this one that listens on another port.
    again = gate_of(accounts)
    assert owner(again, first) == anna
    assert (
        request(again, headers={"cookie": first}, server=("127.0.0.1", 9999), **{}).status == 401
    )  # another address
    behind = request(again, headers={"cookie": first, "host": "127.0.0.1:7860"}, server=("127.0.0.1", 9999))
    assert behind.status == 200


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("anna", "wrong horse"),
        ("nobody", "correct horse"),
        ("", ""),
        ("anna' OR 1=1 --", "x"),
        ("anna", "' OR ''='"),
    ],
)
def test_a_wrong_name_and_a_wrong_password_are_told_alike_and_nobody_comes_in(gate, name, password):
    answer = sign_in(gate, name, password)
    assert answer.status == 401 and b"The name or the password is wrong." in answer.body
    assert "set-cookie" not in answer.headers


def test_after_some_wrong_passwords_one_has_to_wait(gate):
    statuses = [sign_in(gate, password=f"wrong {n}").status for n in range(7)]
    assert statuses == [401] * 5 + [429] * 2
    assert sign_in(gate).status == 429
    assert sign_in(gate, client=("198.51.100.7", 5)).status == 303


def test_signing_out_ends_the_session_everywhere_and_takes_the_cookie_away(gate, accounts):
    cookie = sign_in(gate).cookie
    out = request(gate, "/logout", method="POST", headers={**OWN, "cookie": cookie})
    assert out.status == 303 and out.cookie == f"{HERE}=" and "Max-Age=0" in out.headers["set-cookie"]
    # Whoever kept a copy of the cookie has nothing.
    assert event(gate, cookie).status == 401 and event(gate_of(accounts), cookie).status == 401


def test_nobody_is_signed_out_by_a_link_or_by_another_website(gate):
    cookie = sign_in(gate).cookie
    assert request(gate, "/logout", headers={"cookie": cookie}).status == 404
    foreign = {"cookie": cookie, "origin": "https://evil.example"}
    assert request(gate, "/logout", method="POST", headers=foreign).status == 403
    assert event(gate, cookie).status == 200


def test_who_signs_in_as_somebody_else_is_no_longer_signed_in_as_before(gate, accounts):
    anna = sign_in(gate).cookie
    ada = sign_in(gate, "ada", headers={"cookie": anna}).cookie
    assert owner(gate, ada) == accounts.store.named("ada").id
    assert event(gate, anna).status == 401


def test_an_account_that_is_removed_is_out_at_once(gate, accounts):
    cookie = sign_in(gate).cookie
    accounts.store.close("anna")
    assert event(gate, cookie).status == 401
    assert sign_in(gate).status == 401


@pytest.mark.parametrize("value", ["", "x", "' OR '1'='1", "a" * 5000, "\xff", "ada", "0" * 43])
def test_a_forged_cookie_is_nobodys(gate, value):
    assert event(gate, f"{HERE}={value}").status == 401


def test_the_cookies_of_a_page_without_accounts_open_nothing(accounts):
    before = Gate(Recorder(), Addresses.of("127.0.0.1"), {0}, ())
    cookies = request(before).cookies
    gate = gate_of(accounts, owners=Owners(one_person=True), check=PasswordCheck("open sesame"))
    assert event(gate, cookies).status == 401
    # Nor does the one password of such a page.
    answer = request(gate, "/login", method="POST", body=b"password=open+sesame", headers=OWN)
    assert answer.status == 401


def test_a_page_notices_that_somebody_else_has_signed_in(gate):
    def alive(cookie):
        return json.loads(request(gate, "/alive", headers={"cookie": cookie}).body)

    anna, ada = sign_in(gate).cookie, sign_in(gate, "ada").cookie
    assert alive(anna)["known"] and not alive("")["known"]
    assert alive(anna)["server"] == alive(anna)["server"] != alive(ada)["server"]


def test_the_first_account_locks_a_page_that_is_open(accounts):
    empty = some_accounts()
    gate = gate_of(empty)
    cookies = request(gate).cookies
    assert event(gate, cookies).status == 200
    empty.store.add("ada", "admin")
    empty._look = 0.0  # a second later
    assert event(gate, cookies).status == 401
    assert b'name="username"' in request(gate).body


def test_nobody_is_let_in_while_the_accounts_cant_be_read(gate, accounts, monkeypatch):
    from rag import AppDatabaseError

    cookie = sign_in(gate).cookie

    def broken(_token):
        raise AppDatabaseError("/secret/path", "is damaged", "do something")

    monkeypatch.setattr(accounts, "signed_in", broken)
    answer = event(gate, cookie)
    assert answer.status == 503 and b"/secret" not in answer.body


def change(gate, cookie, current="correct horse", new="another horse"):
    body = urlencode({"current": current, "new": new}).encode()
    return request(gate, "/password", method="POST", body=body, headers={**OWN, "cookie": cookie})


def test_who_knows_the_current_password_changes_it_and_every_other_session_ends(gate, accounts):
    here, elsewhere, other = sign_in(gate).cookie, sign_in(gate).cookie, sign_in(gate, "ada").cookie
    changed = change(gate, here)
    assert (changed.status, changed.body) == (204, b"") and "HttpOnly" in changed.headers["set-cookie"]
    # Also the one that was here: somebody may have got hold of it.
    assert [event(gate, cookie).status for cookie in (here, elsewhere)] == [401, 401]
    assert event(gate, changed.cookie).status == event(gate, other).status == 200
    assert sign_in(gate).status == 401 and sign_in(gate, password="another horse").status == 303
    assert "password changed" in [line.what for line in accounts.audit.lines()]


def test_a_password_is_changed_by_nobody_else(gate, accounts):
    cookie = sign_in(gate).cookie
    assert change(gate, "").status == 401
    assert change(gate, cookie, new="short").status == 422
    refused = change(gate, cookie, current="wrong horse")
    assert (refused.status, refused.body) == (403, b"The current password is wrong.")
    foreign = {"cookie": cookie, "origin": "https://evil.example"}
    assert request(gate, "/password", method="POST", body=b"", headers={**OWN, **foreign}).status == 403
    # Tries count as those of who signs in.
    assert [change(gate, cookie, current="x" * 9).status for _ in range(5)] == [403] * 4 + [429]
    assert event(gate, cookie).status == 200


def test_who_has_no_password_gets_none_by_this(gate, accounts):
    account = accounts.store.add("anne", "editor", issuer="https://login.example", subject="1")
    cookie = f"{HERE}={accounts.sessions.begin(account.id)}"
    assert [change(gate, cookie, current=typed).status for typed in ("", "correct horse")] == [403, 403]
    assert not accounts.store.named("anne").has_password
