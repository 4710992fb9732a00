"""How commands find a server of the same index."""

import json
import os
import shutil
import stat

import pytest

from ui.api.running import FILES, RunningServer, announced, running_servers

OTHER = RunningServer(address="http://127.0.0.1:7861", token="other", pid=os.getpid(), version="1")
SERVER = RunningServer(address="http://127.0.0.1:7860", token="secret", pid=os.getpid(), version="1")


def file_in(folder):
    (file,) = folder.glob(FILES)
    return file


def test_a_server_is_found_while_it_runs_and_not_after(tmp_path):
    assert running_servers(tmp_path) == []
    with announced(tmp_path, SERVER):
        assert running_servers(tmp_path) == [SERVER]
    assert running_servers(tmp_path) == [] and list(tmp_path.iterdir()) == []


def test_the_file_is_for_this_user_alone(tmp_path):
    with announced(tmp_path, SERVER):
        assert stat.S_IMODE(file_in(tmp_path).stat().st_mode) == 0o600


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_file_that_others_can_reach_counts_as_none(tmp_path, mode):
    with announced(tmp_path, SERVER):
        file_in(tmp_path).chmod(mode)
        assert running_servers(tmp_path) == []


def test_the_token_is_in_no_text_about_the_server():
    assert "secret" not in repr(SERVER)


def test_a_server_that_was_killed_counts_as_none_and_its_file_goes_with_the_next_start(tmp_path):
    gone = os.fork()
    if not gone:
        os._exit(0)
    os.waitpid(gone, 0)
    killed = announced(
        tmp_path, RunningServer(address="http://127.0.0.1:1", token="t", pid=gone, version="1")
    )
    killed.__enter__()
    assert running_servers(tmp_path) == [] and file_in(tmp_path)
    with announced(tmp_path, SERVER):
        assert running_servers(tmp_path) == [SERVER] and file_in(tmp_path)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", json.dumps({"address": "a", "token": "t", "pid": "x"})]
)
def test_a_damaged_file_counts_as_none(tmp_path, text):
    (tmp_path / "server-1-x.json").write_text(text)
    (tmp_path / "server-1-x.json").chmod(0o600)
    assert running_servers(tmp_path) == []


def test_a_file_that_was_copied_with_its_folder_counts_as_none(tmp_path):
    (tmp_path / "index").mkdir()
    with announced(tmp_path / "index", SERVER):
        shutil.copytree(tmp_path / "index", tmp_path / "copy")
        assert running_servers(tmp_path / "index") == [SERVER]
        assert running_servers(tmp_path / "copy") == []


@pytest.mark.parametrize("first, left", [(SERVER, OTHER), (OTHER, SERVER)])
def test_of_two_servers_both_are_told_of_and_the_end_of_one_does_not_hide_the_other(tmp_path, first, left):
    entered = {}
    for server in (SERVER, OTHER):
        entered[server] = announced(tmp_path, server)
        entered[server].__enter__()
    assert running_servers(tmp_path) == [OTHER, SERVER]
    entered[first].__exit__(None, None, None)
    assert running_servers(tmp_path) == [left]
    entered[left].__exit__(None, None, None)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_can_not_be_written_does_not_keep_the_server_from_running(tmp_path):
    with announced(tmp_path / "gone", SERVER):
        assert running_servers(tmp_path / "gone") == []


@pytest.mark.timeout(5)
def test_what_was_put_in_the_place_of_the_file_counts_as_none_and_holds_nothing_up(tmp_path):
    place = tmp_path / "server-1-x.json"
    os.mkfifo(place, 0o600)
    assert running_servers(tmp_path) == []
    place.unlink()
    with announced(tmp_path, SERVER):
        file_in(tmp_path).rename(tmp_path / "elsewhere")
        place.symlink_to(tmp_path / "elsewhere")
        assert running_servers(tmp_path) == []
