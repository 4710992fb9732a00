"""The command as a script or a person runs it: its output and its exit code.

Most run in this process, where the libraries are loaded already. Those whose name says so are a process of their
own, as for the person at the terminal.
"""

import json
import pwd
import signal
import subprocess
import threading
import urllib.request
import webbrowser
from functools import partial

import pytest

from command import RUN_MAIN, command_environment, run_command, run_command_process
from ports import free_port
from python_process import python_command
from rag import Assistant, seed_files


@pytest.fixture
def pincite(tmp_path):
    return partial(run_command, tmp_path / "index")


@pytest.fixture
def empty(pincite, tmp_path):
    """The command with an index in which there is nothing."""
    Assistant.open(tmp_path / "index").close()
    return pincite


def test_what_was_added_is_answered_by_a_process_that_prints_nothing_else(pincite, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"\0\1")
    added = pincite("add", *seed_files(), tmp_path / "bad.txt")
    assert added.returncode == 2
    assert added.stdout.startswith("added ") and "bad.txt: it is a binary file" in added.stderr

    answered = run_command_process(tmp_path / "index", "ask", "--json", "How many sappers will be sent?")
    assert answered.returncode == 0, answered.stderr
    assert answered.stderr == ""
    answer = json.loads(answered.stdout)
    assert answer["status"] == "answered" and answer["short"] == "1,000"
    assert answer["citations"][0]["quote"].startswith("The latest deployment")


def test_adding_says_once_that_documents_are_not_english_and_so_does_an_answer(pincite, tmp_path):
    for name in ("contrato.txt", "anexo.txt"):
        text = (
            "El alquiler es de 900 euros y se paga el primer día de cada mes en la cuenta de la propietaria."
        )
        (tmp_path / name).write_text(f"{name}. {text}")
    added = pincite("add", tmp_path / "contrato.txt", tmp_path / "anexo.txt", *seed_files())
    assert added.stdout.count("not in English") == 1
    assert "2 of 3 documents (contrato.txt and anexo.txt) are not in English" in added.stdout
    answered = pincite("ask", "¿Cuándo se paga el alquiler?")
    assert answered.stdout.count("This is not English") == 1
    assert "not in English" not in pincite("add", *seed_files()).stdout


@pytest.mark.parametrize("arguments", [("--embedder", "e6", "add"), ("add", "--embedder", "e6")])
def test_the_embedding_model_may_be_named_before_or_behind_the_command(pincite, tmp_path, arguments):
    (tmp_path / "a.txt").write_text("Eins.")
    refused = pincite(*arguments, tmp_path / "a.txt")
    assert refused.returncode == 2
    assert (
        "there is no embedding model called 'e6'; there are: all-MiniLM-L6-v2, multilingual-e5-small"
        in refused.stderr
    )
    assert not (tmp_path / "index").exists()


def test_the_check_names_the_embedding_model_of_the_index(empty):
    assert "embedding model all-MiniLM-L6-v2: all is well" in empty("check").stdout


def test_a_process_that_watches_a_folder_is_ended_by_ctrl_c_without_an_error(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "bad.txt").write_bytes(b"\0\1")  # no text, so that no model has to be loaded
    command = python_command(RUN_MAIN, "sync", "--watch", tmp_path / "docs")
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=command_environment(tmp_path / "index"),
    )
    try:
        assert "1 failed" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 0
    assert stderr.splitlines()[-1] == "stopped; the same command continues from here"


def test_a_process_that_fails_says_why_in_one_line_and_exits_with_2(tmp_path, empty):
    result = run_command_process(tmp_path / "index", "remove", "nothing")
    assert result.returncode == 2 and result.stdout == ""
    assert "no document has the id or source 'nothing'" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_asking_an_empty_index_says_that_there_are_no_documents(empty):
    result = empty("ask", "Anything?")
    assert result.returncode == 1
    assert "There are no documents yet" in result.stdout


def test_asking_listing_and_removing(seeds_copy):
    pincite = partial(run_command, seeds_copy)
    answered = pincite("ask", "How many sappers will be sent?")
    assert answered.returncode == 0, answered.stderr
    lines = answered.stdout.splitlines()
    assert lines[0] == "1,000"
    assert lines[2] == "North Korea Kursk deployment, paragraph 1:"
    assert lines[3].startswith("The latest deployment includes 1,000 sappers") and lines[3].endswith("[1]")
    assert answered.stderr == ""
    assert pincite("ask", "How many sappers will be sent?", "--as-asked").stdout == answered.stdout

    missing = pincite("ask", "What is the capital of Australia?")
    assert missing.returncode == 1 and "don't say" in missing.stdout

    (document,) = json.loads(pincite("list", "--json").stdout)
    assert document["id"] in pincite("list").stdout
    assert pincite("remove", document["id"]).returncode == 0
    assert pincite("remove", document["id"]).returncode == 2


def test_a_folder_is_followed_checked_and_asked_in_part(pincite, tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "bridge.md").write_text("The bridge was opened in 1979.")
    (docs / "tower.txt").write_text("The tower was built in 1880.")
    first = pincite("sync", docs, "--collection", "towns")
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines()[-1] == "2 added"
    (docs / "tower.txt").write_bytes(b"\0\1")
    (docs / "bridge.md").unlink()
    second = pincite("sync", docs)
    assert second.returncode == 2 and "1 removed, 1 failed" in second.stdout
    assert "stale: it is a binary file" in pincite("list").stdout
    asked = pincite("ask", "When was the tower built?", "--collection", "towns", "--source", "*.txt")
    assert asked.returncode == 0 and "1880" in asked.stdout
    missing = pincite("ask", "When was the tower built?", "--before", "1990-01-01")
    assert missing.returncode == 1 and "No document fits the filter" in missing.stdout
    assert pincite("ask", "When?", "--after", "soon").returncode == 2
    assert "there are: towns" in pincite("ask", "When?", "--collection", "none").stderr
    assert "all is well" in pincite("check").stdout
    assert pincite("rebuild").returncode == 0
    assert "removed" in pincite("remove", docs).stdout


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("ask", ""), "The question is empty"),
        (("ask", "..."), "The question holds no words"),
        (("remove", "nothing"), "no document has the id or source 'nothing'"),
        (("ask", "Who?", "--writer", "gpt-17"), "gpt-17"),
        (("add", "--data", "/proc/nowhere", "x.txt"), "can't create an index there"),
        (("add", "--data", __file__, "x.txt"), "is a file; an index needs a folder"),
        (("ask", "--data", __file__, "Who?"), "is a file; an index needs a folder"),
        (("list", "--data", f"{__file__}/below"), "there is no index here"),
        (("list", "--data", "x" * 5000), "File name too long"),
    ],
)
def test_an_error_is_one_line_and_exit_code_2(empty, arguments, reason):
    result = empty(*arguments)
    assert result.returncode == 2
    assert reason in result.stderr
    assert "Traceback" not in result.stderr and len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", ["ask Who?", "list", "remove x", "check", "rebuild", "rebuild --embeddings"]
)
def test_a_mistyped_folder_is_said_to_have_no_index_and_none_is_made(pincite, tmp_path, arguments):
    result = pincite(*arguments.split(), "--data", tmp_path / "mistyped")
    assert result.returncode == 2 and "mistyped: there is no index here" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_new_index_is_told_where_it_is_made(pincite, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"\0\1")
    assert f"new index in {tmp_path / 'index'}\n" in pincite("add", tmp_path / "bad.txt").stderr


def test_a_user_without_a_home_folder_is_asked_for_a_folder(pincite, tmp_path, monkeypatch):
    def no_account(_):
        raise KeyError("no such user")

    for name in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", no_account)
    monkeypatch.chdir(tmp_path)
    with pytest.MonkeyPatch.context() as without:
        without.setattr("command.command_environment", lambda _: {"PINCITE_DATA": ""})
        result = pincite("add", "x.txt")
    assert result.returncode == 2 and "name a folder with --data" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_whose_name_begins_with_a_tilde_is_read(pincite, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "~$report.txt").write_bytes(b"\0\1")
    assert "~$report.txt: it is a binary file" in pincite("add", "~$report.txt").stderr
    assert "no document has the id" in pincite("remove", "~$report.txt").stderr


def test_a_process_whose_reader_has_gone_ends_without_a_word(tmp_path, empty):
    (tmp_path / "many").mkdir()
    for number in range(2000):
        (tmp_path / "many" / f"{number:0100d}.txt").write_bytes(b"")
    command = python_command(RUN_MAIN, "add", tmp_path / "many")
    environment = command_environment(tmp_path / "index")
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        process.stdout.close()
        errors = process.stderr.read()
    assert process.returncode == 141
    assert b"Traceback" not in errors and b"Exception ignored" not in errors


def test_a_wrong_option_is_explained(pincite):
    result = pincite("ask", "--nonsense")
    assert result.returncode == 2 and "No such option" in result.stderr


def test_the_page_is_served_until_ctrl_c(pincite, monkeypatch):
    visited = []

    def browse(url):
        """What the person's browser does; a second later they press Ctrl-C."""
        with urllib.request.urlopen(url) as page:
            visited.append((url, page.status))
        main_thread = threading.main_thread().ident
        threading.Timer(1, signal.pthread_kill, (main_thread, signal.SIGINT)).start()

    monkeypatch.setattr(webbrowser, "open", browse)
    served = pincite("serve", "--no-seeds", "--port", free_port())
    assert served.returncode == 0, served.stderr
    ((url, status),) = visited
    assert status == 200 and served.stdout.splitlines()[0] == f"Pincite runs at {url} (Ctrl-C stops it)"
    assert served.stdout.endswith("Pincite has stopped.\n")
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("pincite-work-")], (
        "all has ended"
    )


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_server_that_the_system_ends_leaves_no_uploads_and_no_file_that_others_can_read(tmp_path, name):
    folder = tmp_path / "index"
    command = python_command(RUN_MAIN, "serve", "--no-seeds", "--no-browser", "--port", free_port())
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=command_environment(folder)
    ) as process:
        assert process.stdout.readline().startswith("Pincite runs at")
        (uploads,) = [path for path in (folder / "uploads").iterdir() if path.is_dir()]
        (uploads / "secret").write_text("Words.")
        assert [
            path for path in folder.rglob("*") if path.stat().st_mode & 0o077 and path.name != "secret"
        ] == []
        process.send_signal(getattr(signal, name))
        assert process.stdout.read().endswith("Pincite has stopped.\n")
    assert process.returncode == 0
    assert not uploads.exists()


def test_looking_further_tells_each_search_and_keeps_the_json_clean(pincite):
    pincite("add", *seed_files())
    asked = pincite(
        "ask", "--json", "--look-further", "Who sends sappers, and who is the president of Ukraine?"
    )
    answer = json.loads(asked.stdout)
    told = [line for line in asked.stderr.splitlines() if line.startswith("Searched for: ")]
    assert len(told) == len(answer["steps"]) >= 2
    assert answer["steps"][1]["search"] in told[1]
