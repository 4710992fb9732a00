"""A small provider of OpenID Connect on this machine, which checks what it is sent, and can give tokens that do not hold."""

import base64
import json
import secrets
import threading
import time
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "pincite", "the secret of the client"


class Provider:
    """Signs in whoever comes as `person`. `change` changes claims before they are signed, `sign` how that is done."""

    def __init__(self):
        self.person = {"sub": "anna-1", "preferred_username": "anna"}
        self.keys = {"one": rsa.generate_private_key(public_exponent=65537, key_size=2048)}
        self.others = []  # what else it publishes among its keys
        self.change = dict
        self.sign = self.signed
        self.codes = {}
        self.address = ""
        self.asked = []

    def signed(self, claims, kid="one", **more):
        return jwt.encode(claims, self.keys[kid], algorithm="RS256", headers={"kid": kid, **more})

    def public(self, kid="one"):
        format_ = serialization.PublicFormat.SubjectPublicKeyInfo
        return self.keys[kid].public_key().public_bytes(serialization.Encoding.PEM, format_)

    def get(self, path, query):
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
            }
        if path == "/keys":
            jwk = jwt.algorithms.RSAAlgorithm.to_jwk
            keys = [
                {**json.loads(jwk(key.public_key())), "kid": kid, "use": "sig"}
                for kid, key in self.keys.items()
            ]
            return 200, {"keys": [*self.others, *keys]}
        if path == "/authorize":
            code = secrets.token_urlsafe(16)
            self.codes[code] = query
            return (
                303,
                f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state'], 'iss': self.address})}",
            )
        return 404, {}

    def token(self, form, authorization):
        begun = self.codes.pop(form.get("code", ""), None)
        expected = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".replace(" ", "%20").encode()).decode()
        plain = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if authorization not in (expected, plain):
            return 401, {"error": "invalid_client"}
        challenge = (
            base64.urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest())
            .rstrip(b"=")
            .decode()
        )
        if (
            begun is None
            or begun["code_challenge"] != challenge
            or begun["redirect_uri"] != form["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": begun["nonce"],
            **self.person,
        }
        return 200, {"id_token": self.sign(self.change(claims)), "access_token": "x", "token_type": "Bearer"}

    @contextmanager
    def running(self):
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                parts = urlsplit(self.path)
                self._answer(*provider.get(parts.path, {k: v[0] for k, v in parse_qs(parts.query).items()}))

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                form = {k: v[0] for k, v in parse_qs(body).items()}
                provider.asked.append(form)
                self._answer(*provider.token(form, self.headers.get("authorization")))

            def _answer(self, status, told):
                body = b"" if isinstance(told, str) else json.dumps(told).encode()
                self.send_response(status)
                if isinstance(told, str):
                    self.send_header("location", told)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{server.server_port}"
        yield self
        server.shutdown()
        server.server_close()
