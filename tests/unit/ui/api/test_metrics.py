"""Figures for Prometheus."""

import builtins

import pytest

from programs_client import OWN_TOKEN, programs_client, with_key
from rag import PinciteError
from ui.api.metrics import Metrics


def figures(text):
    return {
        line.rpartition(" ")[0]: float(line.rpartition(" ")[2])
        for line in text.splitlines()
        if line[0] != "#"
    }


def test_requests_are_counted_by_route_and_status_and_nothing_tells_what_was_asked(tmp_path):
    with programs_client(tmp_path / "index", with_metrics=True) as client:
        client.post("/api/v1/search", json={"question": "How many arches has the bridge?"})
        client.post("/api/v1/search", json={"question": "?"})
        client.get("/api/v1/documents/one")
        client.get("/api/v1/documents/other")
        client.get("/api/v1/secret")
        text = client.get("/metrics").text
        assert client.get("/metrics", headers=with_key("x")).status_code == 200  # there are no keys
        client.keys.add("program")
        assert client.get("/metrics").status_code == 401
    found = figures(text)
    search = 'pincite_requests_total{method="POST",route="/api/v1/search",status="%d"}'
    assert (found[search % 200], found[search % 422]) == (1, 1)
    one = 'pincite_requests_total{method="GET",route="/api/v1/documents/{document_id}",status="404"}'
    assert found[one] == 2
    assert found["pincite_documents"] == 1 and found["pincite_ready"] == 1
    assert found['pincite_request_seconds_count{method="POST",route="/api/v1/search"}'] == 2
    assert not any(word in text for word in ("arches", "secret", "bridge"))


def test_where_there_are_accounts_only_admins_and_the_machine_see_how_much_all_have(tmp_path):
    with programs_client(tmp_path / "index", with_metrics=True) as client:
        accounts = client.served.accounts
        seen = {}
        for name, role in (("ada", "admin"), ("anna", "editor")):
            key = client.keys.add(name, ["all"], account=accounts.store.add(name, role).id)
            seen[name] = client.get("/metrics", headers=with_key(key)).status_code
        seen["machine"] = client.get("/metrics", headers=with_key(OWN_TOKEN)).status_code
    assert seen == {"ada": 200, "anna": 403, "machine": 200}


def test_without_the_option_there_are_none(tmp_path):
    with programs_client(tmp_path / "index") as client:
        assert client.get("/metrics").status_code == 404


def test_without_its_library_the_option_says_what_to_install(monkeypatch):
    imported = builtins.__import__

    def without(name, *arguments, **more):
        if name.startswith("prometheus"):
            raise ImportError(name)
        return imported(name, *arguments, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(PinciteError, match=r"pincite\[metrics\]"):
        Metrics(None)
