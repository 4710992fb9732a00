"""What the doctor finds on this machine, and what it advises."""

import os
import shutil
from collections import namedtuple

import pytest

from exported import assistant_over
from rag.models import health
from ui.api.key_file import KeyFile
from ui.api.keys import KeyStore
from ui.api.running import RunningServer, announced
from ui.cli.doctor import machine

Usage = namedtuple("Usage", "total used free")


def test_the_size_of_an_index_and_its_documents_are_told(tmp_path):
    assistant = assistant_over(tmp_path / "index")
    found = machine.index_found(assistant.index)
    assert found.text.startswith(f"2 documents in {tmp_path / 'index'}, 0.") and not found.advice
    assistant.close()


@pytest.mark.parametrize(("free", "told"), [(5e6, "5.0 MB are free"), (40e9, "40.0 GB are free")])
def test_little_space_is_something_to_do(tmp_path, monkeypatch, free, told):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1, 1, free))
    # A folder that is not there yet is on the disk of the one above it.
    found = machine.disk_found(tmp_path / "new" / "index")
    assert found.text == told and bool(found.advice) is (free < 1e9)


def test_a_running_server_and_keys_are_told_and_no_secret_is(tmp_path):
    assert "none runs" in machine.server_found(tmp_path).text
    assert "none" in machine.keys_found(None, tmp_path).text
    key = KeyStore(KeyFile(tmp_path)).add("reader", ["ask"])
    server = RunningServer(address="http://127.0.0.1:7860", token="secret", pid=os.getpid(), version="1.2")
    with announced(tmp_path, server):
        told = machine.server_found(tmp_path).text + machine.keys_found(None, tmp_path).text
    assert "1.2 runs at http://127.0.0.1:7860" in told and "reader" in told
    assert "secret" not in told and key not in told


def test_a_build_for_graphics_cards_is_said_to_be_large_and_not_needed(monkeypatch):
    monkeypatch.setattr(health, "cuda_version", lambda: "12.9")
    found = health.looks()["torch"]()
    assert "CUDA 12.9" in found.text and "several GB" in found.advice and "pytorch.org" in found.advice


def test_a_key_of_a_server_that_is_not_set_is_something_to_do(tmp_path, monkeypatch):
    (tmp_path / "config.toml").write_text(
        '[servers.office]\nurl = "http://127.0.0.1:9/v1"\nkey_env = "OFFICE_KEY"\n'
    )
    monkeypatch.setenv("PINCITE_CONFIG", str(tmp_path / "config.toml"))
    assert "OFFICE_KEY" in health.looks()["servers"]().advice
    monkeypatch.setenv("OFFICE_KEY", "hidden")
    found = health.looks()["servers"]()
    assert not found.advice and "office: key from" in found.text and "hidden" not in found.text


def test_nothing_that_reads_scans_is_something_to_do(monkeypatch):
    monkeypatch.setattr(machine, "find_spec", lambda _: None)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert "pincite[ocr]" in machine.scans_found().advice and "no Chromium" in machine.browser_found().text
