"""Signing in by a provider of OpenID Connect, and what does not hold."""

import json
import time
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pytest

from asgi_requests import Recorder, request
from openid_provider import CLIENT, SECRET, Provider
from small_database import some_accounts
from ui.accounts.openid import Claims, OpenId, OpenIdError
from ui.accounts.openid.accounts import account_of
from ui.web.security import Addresses, Gate, People, Provided, ProvidedBy

# As a browser that comes from another website.
CROSS = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
OTHER = "another-1"


@pytest.fixture(scope="module")
def running():
    with Provider().running() as provider:
        yield provider


@pytest.fixture
def provider(running):
    running.change, running.sign = dict, running.signed
    running.person = {"sub": "anna-1", "preferred_username": "anna"}
    running.keys, running.others = {"one": running.keys["one"]}, []
    return running


@pytest.fixture
def accounts():
    accounts = some_accounts()
    accounts.store.add("ada", "admin", accounts.passwords.hashed("correct horse"))
    return accounts


def gate_of(accounts, provider, role=None):
    by = ProvidedBy(openid=OpenId(provider.address, CLIENT, SECRET), role=role)
    people, provided = People(accounts), Provided(accounts, by)
    return Gate(Recorder(), Addresses.of("127.0.0.1"), {0}, (), people=people, provided=provided)


def begun(gate):
    """The address that a browser is sent to, and the cookie that it keeps."""
    answer = request(gate, "/login/openid")
    assert answer.status == 303 and "HttpOnly" in answer.headers["set-cookie"]
    return answer.headers["location"], answer.cookie


def come_back(gate, location, cookie):
    """What the gate answers the browser that the provider has sent back."""
    sent = httpx.get(location, follow_redirects=False).headers["location"]
    return back(gate, urlsplit(sent).query, cookie)


def back(gate, query, cookie):
    return request(gate, "/login/openid/back", query=query, headers={**CROSS, "cookie": cookie})


def session(answer):
    return next((value for value in answer.cookies.split("; ") if value.startswith("pincite-session")), None)


def test_who_the_provider_knows_gets_an_account_at_the_first_sign_in_and_the_same_one_later(
    provider, accounts
):
    gate = gate_of(accounts, provider, "reader")
    answers = [come_back(gate, *begun(gate)) for _ in range(2)]
    assert [answer.status for answer in answers] == [303, 303]
    assert answers[0].headers["location"] == "../../"
    anna = accounts.store.named("anna")
    assert (anna.role, anna.provider, anna.has_password) == ("reader", provider.address, False)
    assert [accounts.signed_in(session(answer).partition("=")[2]) for answer in answers] == [anna, anna]
    assert request(gate, headers={"cookie": session(answers[0])}).status == 200
    # PKCE: only who began has the verifier.
    assert provider.asked[-1]["code_verifier"]


def test_without_leave_only_those_come_in_who_have_an_account(provider, accounts):
    gate = gate_of(accounts, provider)
    refused = come_back(gate, *begun(gate))
    assert refused.status == 403 and b"You have no account here" in refused.body and not session(refused)
    accounts.store.add("anna of old", "editor", issuer=provider.address, subject="anna-1")
    assert come_back(gate, *begun(gate)).status == 303
    accounts.store.close("anna of old")
    assert come_back(gate, *begun(gate)).status == 403


def test_nobody_gets_the_account_of_somebody_else_by_calling_themselves_so(provider, accounts):
    gate = gate_of(accounts, provider, "editor")
    provider.person = {"sub": OTHER, "preferred_username": "ada", "email": "ada"}
    token = session(come_back(gate, *begun(gate))).partition("=")[2]
    assert accounts.signed_in(token).name == "ada 2" and accounts.signed_in(token).role == "editor"
    for name in ("'; DROP TABLE accounts; --", "\0", "  ", "<b>x</b>", "x" * 500):
        provider.person = {"sub": f"{OTHER} {name[:20]}", "preferred_username": name}
        assert come_back(gate, *begun(gate)).status == 303
    assert accounts.store.named("ada").role == "admin"


def forged(provider):
    """Ways to make a token that does not hold."""
    now = int(time.time())
    from cryptography.hazmat.primitives.asymmetric import rsa

    strange = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    kid = {"kid": "one"}
    changes = {
        "for somebody else": {"aud": "another"},
        "for several": {"aud": [CLIENT, "another"]},
        "made for somebody else": {"azp": "another"},
        "of another provider": {"iss": "https://evil.example"},
        "too old": {"iat": now - 900, "exp": now - 600},
        "of another sign-in": {"nonce": "x"},
        "of nobody": {"sub": ""},
    }
    yield from (
        (title, {"change": lambda claims, more=more: {**claims, **more}}) for title, more in changes.items()
    )
    for missing in ("nonce", "sub", "exp", "aud"):
        yield (
            f"without {missing}",
            {"change": lambda claims, m=missing: {k: v for k, v in claims.items() if k != m}},
        )
    yield (
        "by another key",
        {"sign": lambda claims: jwt.encode(claims, strange, algorithm="RS256", headers=kid)},
    )
    yield "by nobody", {"sign": lambda claims: jwt.encode(claims, None, algorithm="none", headers=kid)}
    # The public key as if it were a secret that both have; PyJWT itself would refuse to sign so.
    yield "by the public key", {"sign": lambda claims: _by_hmac(claims, provider.public())}
    yield "no token", {"sign": lambda _claims: "x.y.z"}


def _by_hmac(claims, secret):
    import base64
    import hmac
    import json

    parts = [
        base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=")
        for one in ({"alg": "HS256", "kid": "one"}, claims)
    ]
    signature = base64.urlsafe_b64encode(hmac.digest(secret, b".".join(parts), "sha256")).rstrip(b"=")
    return b".".join([*parts, signature]).decode()


def test_a_token_that_does_not_hold_signs_nobody_in(provider, accounts):
    for title, how in forged(provider):
        # A new one each time: too many tries have to wait.
        gate = gate_of(accounts := some_accounts_with_admin(), provider, "editor")
        provider.change, provider.sign = how.get("change", dict), how.get("sign", provider.signed)
        answer = come_back(gate, *begun(gate))
        assert (answer.status, session(answer)) == (403, None), title
        assert [one.name for one in accounts.store.all()] == ["ada"], title
        assert b"Signing in did not work" in answer.body


def some_accounts_with_admin():
    accounts = some_accounts()
    accounts.store.add("ada", "admin")
    return accounts


def test_a_browser_that_did_not_begin_is_not_signed_in(provider, accounts):
    gate = gate_of(accounts, provider, "editor")
    location, cookie = begun(gate)
    brought = urlsplit(httpx.get(location, follow_redirects=False).headers["location"]).query
    state = parse_qs(brought)["state"][0]
    code = parse_qs(brought)["code"][0]
    # The code of an attacker in the browser of a victim, without a cookie or with its own; a state that was guessed.
    for query, kept in (
        (brought, ""),
        (brought, begun(gate)[1]),
        (f"code={code}&state=x", cookie),
        (f"code={code}&state={state}&iss=https://evil.example", cookie),
        (f"error=access_denied&state={state}", cookie),
    ):
        assert back(gate, query, kept).status == 403
    # Each of them counted as a wrong password.
    assert back(gate, brought, cookie).status == 429


def test_a_code_is_used_once(provider, accounts):
    gate = gate_of(accounts, provider, "editor")
    location, cookie = begun(gate)
    brought = urlsplit(httpx.get(location, follow_redirects=False).headers["location"]).query
    assert back(gate, brought, cookie).status == 303
    assert back(gate, brought, cookie).status == 403


def test_a_key_that_is_new_since_the_provider_was_asked_is_fetched(provider, accounts, monkeypatch):
    from cryptography.hazmat.primitives.asymmetric import rsa

    monkeypatch.setattr("ui.accounts.openid.provider._KEYS_AGAIN", 0.0)
    gate = gate_of(accounts, provider, "editor")
    assert come_back(gate, *begun(gate)).status == 303
    provider.keys = {**provider.keys, "two": rsa.generate_private_key(public_exponent=65537, key_size=2048)}
    provider.sign = lambda claims: provider.signed(claims, "two")
    assert come_back(gate, *begun(gate)).status == 303


def test_keys_that_are_for_something_else_or_do_not_say_their_algorithm_hold_up_nobody(provider, accounts):
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    gate = gate_of(accounts, provider, "editor")
    provider.others = [
        json.loads(jwt.algorithms.ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP256R1()).public_key())),
        {
            **json.loads(
                jwt.algorithms.RSAAlgorithm.to_jwk(rsa.generate_private_key(65537, 2048).public_key())
            ),
            "use": "enc",
        },
        {"kty": "of the future"},
    ]
    # By an algorithm that its key does not name, and without the name of its key.
    provider.sign = lambda claims: jwt.encode(claims, provider.keys["one"], algorithm="PS256")
    assert come_back(gate, *begun(gate)).status == 303


def test_who_signs_in_for_the_first_time_in_two_windows_at_once_gets_one_account(provider, accounts):
    claims = Claims(issuer=provider.address, subject="anna-1", name="anna")
    other = accounts.store.add("anna", "editor", issuer=provider.address, subject="anna-1")
    # As the second one finds it: looked up before the first one made it.
    looked = iter([None, other])
    accounts.store.by_provider = lambda *_: next(looked)
    assert account_of(accounts, claims, "editor") == other
    assert [one.name for one in accounts.store.all()] == ["ada", "anna"]


def test_a_name_that_only_looks_different_from_that_of_somebody_else_gets_a_number(provider, accounts):
    for number, name in enumerate(("\ufb01n", "fin", "Re\u0301ne\u0301"), 1):
        claims = Claims(issuer=provider.address, subject=str(number), name=name)
        account_of(accounts, claims, "editor")
    assert {one.name for one in accounts.store.all()} == {"ada", "\ufb01n", "fin 2", "R\u00e9n\u00e9"}


def test_the_page_to_sign_in_leads_to_the_provider_and_without_one_there_is_nothing(provider, accounts):
    page = request(gate_of(accounts, provider)).body
    assert b'href="./login/openid"' in page and b"127.0.0.1" in page
    without = Gate(Recorder(), Addresses.of("127.0.0.1"), {0}, (), people=People(accounts))
    assert b"openid" not in request(without).body
    for path in ("/login/openid", "/login/openid/back"):
        assert request(without, path).status == 404


def test_another_website_can_not_frame_or_fetch_the_way_back(provider, accounts):
    gate = gate_of(accounts, provider)
    for more in ({"sec-fetch-mode": "cors"}, {"sec-fetch-dest": "iframe"}):
        assert request(gate, "/login/openid/back", query="code=x", headers={**CROSS, **more}).status == 403


def test_a_provider_that_can_not_be_reached_or_trusted_is_refused(provider, accounts):
    for address in (
        "http://login.example",
        "ftp://login.example",
        "https://",
        "https://a@login.example",
        "x",
    ):
        with pytest.raises(OpenIdError, match="has to be like https"):
            OpenId(address, CLIENT)
    renamed = OpenId(f"{provider.address}/", CLIENT)
    with pytest.raises(OpenIdError, match="calls itself"):
        renamed.provider.endpoints()
    gone = Provider()
    gone.address = "http://127.0.0.1:9"
    assert request(gate_of(accounts, gone), "/login/openid").status == 403
