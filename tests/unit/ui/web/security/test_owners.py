"""Whose chats a visitor has, also after the server was started anew."""

import json

from asgi_requests import Recorder, request
from ui.web.security import Addresses, Gate, Owners, owner_of
from ui.web.security.passwords import PasswordCheck

EVENT = {"data": [], "event_data": {}, "fn_index": 0, "trigger_id": 2, "session_hash": "tab-1_x"}


def served(*, one_person=False, password=None):
    check = PasswordCheck(password) if password else None
    return Gate(Recorder(), Addresses.of("127.0.0.1"), {0}, (), check, Owners(one_person=one_person))


def owner(gate, cookies):
    """The owner in the name of the session in which an event of this browser arrives."""
    headers = {"content-type": "application/json", "cookie": cookies}
    request(gate, "/gradio_api/queue/join", method="POST", headers=headers, body=json.dumps(EVENT).encode())
    return owner_of(json.loads(gate._app.bodies[-1])["session_hash"])


def test_each_browser_has_its_own_chats_and_keeps_them_when_the_server_starts_anew():
    gate = served()
    anna, bert = request(gate).cookies, request(gate).cookies
    assert owner(gate, anna) == owner(gate, anna) != owner(gate, bert)
    again = served()
    visit = request(again, headers={"cookie": anna})
    # The login is new, and the cookie of the chats is the old one.
    assert owner(again, visit.cookies) == owner(gate, anna)
    assert visit.cookies != anna


def test_all_browsers_are_one_person_where_that_is_said():
    gate = served(one_person=True)
    assert owner(gate, request(gate).cookies) == owner(gate, request(gate).cookies) == "local"


def test_the_cookie_of_the_chats_is_no_login():
    gate = served(password="open sesame")
    chats = "pincite-chats-7860=" + "a" * 32
    assert request(gate, "/config", headers={"cookie": chats}).status == 401
    assert "pincite-chats" not in request(gate).cookies


def test_a_cookie_that_is_none_of_ours_gives_chats_of_this_visit_only():
    gate = served()
    login = request(gate).cookie
    known = owner(gate, login)
    for value in ("local", "a-b", "", "A" * 32, "a" * 31):
        assert owner(gate, f"{login}; pincite-chats-7860={value}") == known


def test_who_reads_the_file_of_the_chats_cannot_come_as_their_owner():
    gate = served()
    cookies = request(gate).cookies
    token = cookies.partition("pincite-chats-7860=")[2].partition(";")[0]
    assert len(token) == 32 and token not in owner(gate, cookies)


def test_after_the_login_the_chat_or_the_place_is_shown_whose_address_was_opened():
    gate = served(password="open sesame")

    def location(referer):
        headers = {"referer": f"http://127.0.0.1:7860{referer}", "origin": "http://127.0.0.1:7860"}
        answer = request(gate, "/login", method="POST", body=b"password=open sesame", headers=headers)
        return answer.headers["location"]

    assert location("/?chat=abcdefgh12") == "./?chat=abcdefgh12"
    assert location("/?document=abcdefgh12&start=5&end=9") == "./?document=abcdefgh12&start=5&end=9"
    assert location("/?document=abcdefgh12&start=-5&end=x&next=y") == "./?document=abcdefgh12"
    assert location("/?chat=x%0d%0aset-cookie") == location("/?chat=//evil.example") == location("/") == "./"
