"""Every command prints its result as one JSON document, and docs/command-json.md names all that is in it."""

import json
import re

import pytest
import typer

from command import run_command
from repository import ROOT
from ui.cli.command import app

# They have no result, or it is for a shell; the last is asked what it shows by its own options.
WITHOUT = {"serve", "mcp", "completion", "chat"}
SECTIONS = re.split(r"^## ", (ROOT / "docs/command-json.md").read_text(encoding="utf-8"), flags=re.M)[1:]
PAGE = {section.partition("\n")[0]: set(re.findall(r"`(\w+)`", section)) for section in SECTIONS}
# Of these the keys are names of the user's own, or those of other pages.
OPEN = {"metadata"}


def leaves(command, path=()):
    """Each command that does something: its words, and itself."""
    if hasattr(command, "commands"):
        for name, below in command.commands.items():
            yield from leaves(below, (*path, name))
    else:
        yield " ".join(path), command


def names_in(value):
    """All names in a JSON document."""
    if isinstance(value, list):
        for one in value:
            yield from names_in(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield name
            if name not in OPEN:
                yield from names_in(one)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Documents to add, and where the index is made."""
    home = tmp_path_factory.mktemp("json")
    (home / "notes").mkdir()
    (home / "notes" / "bridge.md").write_text("# Bridge\n\nThe north bridge has 14 arches.\n")
    (home / "notes" / "broken.pdf").write_text("%PDF-1.7 no more of it")
    (home / "notes" / "brücke.md").write_text(
        "Die Brücke im Norden hat vierzehn Bögen, und sie ist sehr alt.\n"
    )
    return home


def printed(folder, monkeypatch, *arguments):
    monkeypatch.setenv("PINCITE_CONFIG", str(folder / "config.toml"))
    shown = run_command(folder / "index", *arguments)
    return shown, json.loads(shown.stdout)


def test_every_command_with_a_result_has_the_option():
    lacking = [
        name
        for name, command in leaves(typer.main.get_command(app))
        if name not in WITHOUT and not any("--json" in parameter.opts for parameter in command.params)
    ]
    assert lacking == []


# In this order: each goes on from what those before it left.
@pytest.mark.parametrize(
    ("line", "section", "code"),
    [
        ("config set servers.home.url http://127.0.0.1:9/v1 --json", "config", 0),
        ("config set servers.home.key_env HOME_KEY --json", "config", 0),
        ("config show --json", "config", 0),
        ("config path --json", "config", 0),
        ("config unset servers.home.key_env --json", "config", 0),
        ("models --json", "models", 0),
        ("models list --json", "models", 0),
        ("add {notes} --json", "add", 2),
        ("sync {notes} --json", "add", 2),
        ("list --json", "list", 0),
        ("check --json", "check", 0),
        ("rebuild --json", "rebuild", 0),
        ("copy {folder} {copy} --json", "copy", 0),
        ("doctor --json", "doctor", None),
        ("keys add reader --json", "keys", 0),
        ("keys list --json", "keys", 0),
        ("keys remove reader --json", "keys", 0),
        ("remove {notes} --json", "remove", 0),
    ],
)
def test_the_result_is_one_document_whose_names_are_on_the_page(folder, monkeypatch, line, section, code):
    places = {"{notes}": "notes", "{folder}": "index", "{copy}": "copy"}
    arguments = [str(folder / places[part]) if part in places else part for part in line.split()]
    shown, document = printed(folder, monkeypatch, *arguments)
    assert code is None or shown.returncode == code, shown.stderr
    names = set(names_in(document)) - {"home"}
    assert names and not names - PAGE[section]


def test_what_was_added_is_told_by_names(folder, monkeypatch):
    shown, report = printed(folder, monkeypatch, "add", folder / "notes", "--json")
    assert [row["source"].rpartition("/")[2] for row in report["failed"]] == ["broken.pdf"]
    assert shown.stderr == "" and len(report["added"]) == 2


def test_what_was_spread_over_several_databases_is_on_the_page_and_one_place_is_an_error(postgres):
    addresses = " ".join(postgres.new_database() for _ in range(2))
    report = json.loads(run_command(addresses, "spread", "--json").stdout)
    assert report["moved"] == 0 and len(report["databases"]) == 2
    assert not set(names_in(report)) - PAGE["spread"]
    one, other = addresses.split()
    assert (
        f"the others are {other.partition('?')[0].replace('pincite@', '')}"
        in run_command(one, "check").stderr
    )
    assert "is none of the index" in run_command(addresses, "spread", "--without", f"{one}x").stderr


def test_an_error_prints_no_document(folder, tmp_path):
    shown = run_command(tmp_path / "none", "check", "--json")
    assert (shown.returncode, shown.stdout) == (2, "") and shown.stderr.startswith("pincite: ")
