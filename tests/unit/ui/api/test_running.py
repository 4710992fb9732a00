"""How commands find a server of the same index."""

import json
import os
import shutil
import stat

import pytest

from ui.api.running import FILE, RunningServer, announced, running_server

SERVER = RunningServer(address="http://127.0.0.1:7860", token="secret", pid=os.getpid(), version="1")


def test_a_server_is_found_while_it_runs_and_not_after(tmp_path):
    assert running_server(tmp_path) is None
    with announced(tmp_path, SERVER):
        assert running_server(tmp_path) == SERVER
    assert running_server(tmp_path) is None and list(tmp_path.iterdir()) == []


def test_the_file_is_for_this_user_alone(tmp_path):
    with announced(tmp_path, SERVER):
        assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_file_that_others_can_reach_counts_as_none(tmp_path, mode):
    with announced(tmp_path, SERVER):
        (tmp_path / FILE).chmod(mode)
        assert running_server(tmp_path) is None


def test_the_token_is_in_no_text_about_the_server():
    assert "secret" not in repr(SERVER)


def test_a_server_that_was_killed_counts_as_none(tmp_path):
    gone = os.fork()
    if not gone:
        os._exit(0)
    os.waitpid(gone, 0)
    with announced(tmp_path, RunningServer(address="http://127.0.0.1:1", token="t", pid=gone, version="1")):
        assert running_server(tmp_path) is None


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", json.dumps({"address": "a", "token": "t", "pid": "x"})]
)
def test_a_damaged_file_counts_as_none(tmp_path, text):
    (tmp_path / FILE).write_text(text)
    (tmp_path / FILE).chmod(0o600)
    assert running_server(tmp_path) is None


def test_a_file_that_was_copied_with_its_folder_counts_as_none(tmp_path):
    (tmp_path / "index").mkdir()
    with announced(tmp_path / "index", SERVER):
        shutil.copytree(tmp_path / "index", tmp_path / "copy")
        assert running_server(tmp_path / "index") == SERVER
        assert running_server(tmp_path / "copy") is None


def test_of_two_servers_the_last_is_told_of_and_the_first_does_not_remove_its_file(tmp_path):
    second = RunningServer(address="http://127.0.0.1:7861", token="other", pid=os.getpid(), version="1")
    with announced(tmp_path, SERVER):
        outer = announced(tmp_path, second)
        outer.__enter__()
    assert running_server(tmp_path) == second
    outer.__exit__(None, None, None)


def test_a_folder_that_can_not_be_written_does_not_keep_the_server_from_running(tmp_path):
    with announced(tmp_path / "gone", SERVER):
        assert running_server(tmp_path / "gone") is None


@pytest.mark.timeout(5)
def test_what_was_put_in_the_place_of_the_file_counts_as_none_and_holds_nothing_up(tmp_path):
    os.mkfifo(tmp_path / FILE, 0o600)
    assert running_server(tmp_path) is None
    (tmp_path / FILE).unlink()
    with announced(tmp_path, SERVER):
        (tmp_path / FILE).rename(tmp_path / "elsewhere")
        (tmp_path / FILE).symlink_to(tmp_path / "elsewhere")
        assert running_server(tmp_path) is None
