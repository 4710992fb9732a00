"""Checks an id token: who signed it, for whom, when, and for which sign-in.

https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation
"""

import hmac
from collections.abc import Callable, Mapping
from typing import Any

import jwt

from ui.accounts.openid.errors import OpenIdError

# None by a secret that both have: of "HS256" a public key could be taken for the secret. And not "none".
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_KINDS = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}  # of keys, by the algorithm
_LEEWAY = 60.0  # seconds by which clocks may differ


def checked_claims(
    token: str,
    keys: Callable[[bool], Mapping[str, Any]],
    *,
    issuer: str,
    client_id: str,
    nonce: str,
) -> Mapping[str, Any]:
    """What an id token says, if it holds.

    Args:
        token: The token.
        keys: Gives the provider's keys, anew if it is called with True.
        issuer: Who has to have signed it.
        client_id: For whom it has to be.
        nonce: That of the sign-in for which it has to be.

    Raises:
        OpenIdError: It does not hold.
    """
    try:
        claims = jwt.decode(
            token,
            _key(token, keys),
            algorithms=_ALGORITHMS,
            audience=client_id,
            issuer=issuer,
            leeway=_LEEWAY,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise OpenIdError(f"the id token of {issuer} does not hold: {error}") from error
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise OpenIdError(f"the id token of {issuer} is that of another sign-in")
    # One that is for several has to say for whom it was made.
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != client_id:
        raise OpenIdError(f"the id token of {issuer} was made for somebody else")
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
        raise OpenIdError(f"the id token of {issuer} names nobody")
    return dict(claims)


def _key(token: str, keys: Callable[[bool], Mapping[str, Any]]) -> jwt.PyJWK:
    header = jwt.get_unverified_header(token)
    wanted, algorithm = header.get("kid"), header.get("alg")
    if algorithm not in _ALGORITHMS:
        raise jwt.InvalidAlgorithmError(f"it is signed by {str(algorithm)[:20]!r}")
    for again in (False, True):
        # The provider may sign with a new key since it was asked.
        known = [one for one in keys(again)["keys"] if _may_have_signed(one, algorithm)]
        fitting = [one for one in known if wanted is None or one.get("kid") == wanted]
        if len(fitting) == 1 or (fitting and wanted is not None):
            # A key need not say its algorithm. RFC 7517, 4.4.
            return jwt.PyJWK(fitting[0], algorithm)
    raise jwt.InvalidKeyError("it is signed by no key of the provider")


def _may_have_signed(key: Mapping[str, Any], algorithm: str) -> bool:
    """Whether a key is one for signatures of this algorithm; providers publish others beside them."""
    return (
        key.get("use") in (None, "sig")
        and key.get("kty") == _KINDS[algorithm[:2]]
        and key.get("alg") in (None, algorithm)
    )
