"""`pincite verify`, on files: what it prints, and its exit codes."""

import json

import pytest
from typer.testing import CliRunner

from exported import BRIDGE, QUESTION, assistant_over
from rag.export import write_answer
from ui.cli.command import app


@pytest.fixture(scope="module")
def then(tmp_path_factory):
    """An answer of a file, and its folder."""
    folder = tmp_path_factory.mktemp("verify")
    (folder / "bridge.txt").write_text(BRIDGE)
    assistant = assistant_over(folder / ".index", {})
    assistant.add(folder / "bridge.txt")
    write_answer(assistant.export(assistant.ask(QUESTION)), folder / ".answer.json")
    assistant.close()
    return folder


def verify(then, folder, *options):
    return CliRunner().invoke(
        app, ["verify", str(then / ".answer.json"), str(folder), *options, "--quotes-only"]
    )


def test_what_holds_exits_with_0(then):
    shown = verify(then, then)
    assert shown.exit_code == 0, shown.output
    assert f"[1] there: Bridge ({then / 'bridge.txt'})" in shown.output
    assert "holds: The bridge has fourteen arches. [1]" in shown.output


def test_what_has_moved_exits_with_1_unless_it_may(then, tmp_path):
    (tmp_path / "bridge.txt").write_text(f"\x1b[31mOld.\n\n{BRIDGE}")
    shown = verify(then, tmp_path)
    assert shown.exit_code == 1
    assert "[1] moved" in shown.output and "now at characters" in shown.output
    assert "\x1b" not in shown.output
    assert verify(then, tmp_path, "--allow-moved").exit_code == 0


def test_what_is_gone_exits_with_1_and_json_tells_all(then, tmp_path):
    shown = verify(then, tmp_path, "--json", "--allow-moved")
    assert shown.exit_code == 1
    told = json.loads(shown.output)
    assert (told["holds"], told["moved"]) == (False, False)
    assert [quote["state"] for quote in told["quotes"]] == ["gone"] * len(told["quotes"])
    assert told["statements"][0]["holds"] is False


def test_what_is_no_answer_or_no_folder_is_an_error(then, tmp_path):
    from rag import PinciteError

    (tmp_path / "other.json").write_text("{}")
    for arguments in ([tmp_path / "other.json", then], [then / ".answer.json", tmp_path / "nowhere"]):
        shown = CliRunner().invoke(app, ["verify", *map(str, arguments)])
        assert isinstance(shown.exception, PinciteError)
