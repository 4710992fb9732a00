"""What the pages in Markdown point to is there: files, headings, tests, commands, names."""

import re
import shlex
from collections import Counter
from pathlib import Path

import pytest
import typer
import yaml

from bench.__main__ import BENCHES
from index.formats.extract import File
from repository import ROOT
from ui.cli.command import app

FOLDERS = ("bench", "docker", "docs", "examples", "index", "rag", "seeds", "tests", "training", "ui")
PAGES = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "*/README.md", "rag/weights/README.md")
    for path in ROOT.glob(pattern)
)
TEXTS = {str(page.relative_to(ROOT)): page.read_text(encoding="utf-8") for page in PAGES}
# Written by commands on the machine of whoever runs them.
MADE_LATER = ("bench/out", "training/out")

LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```", re.M | re.S)
HEADING = re.compile(r"^#+ +(.+)$", re.M)
PATH = re.compile(rf"(?<![\w./-])(?:{'|'.join(FOLDERS)})/[\w./-]*\w")
TEST = re.compile(r"(tests/[\w/]+\.py)::(test_\w+)")
ENTRY = re.compile(r"^- \*\*(.+?)\*\* \(`(\w+)`, `([\w/.]+)`\):", re.M)
COMMAND = re.compile(r"(?:^|`|&& )(pincite(?: [^`\n]*)?)", re.M)


def anchors(text: str) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    counted: Counter[str] = Counter()
    found = set()
    for heading in HEADING.findall(CODE.sub("", text)):
        shown = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
        anchor = re.sub(r"[^\w\- ]", "", shown.strip().lower()).replace(" ", "-")
        found.add(f"{anchor}-{counted[anchor]}" if counted[anchor] else anchor)
        counted[anchor] += 1
    return found


def broken_links(page: Path, text: str) -> list[str]:
    """The relative links of a page that lead to no file or to no heading."""
    broken = []
    for link in LINK.findall(CODE.sub("", text)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and anchor not in anchors(linked_text(target, page, text))):
            broken.append(link)
    return broken


def linked_text(target: Path, page: Path, text: str) -> str:
    return text if target == page else target.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=list(TEXTS))
def test_every_link_leads_to_a_file_and_a_heading(page):
    assert broken_links(page, page.read_text(encoding="utf-8")) == []


def test_a_link_that_leads_nowhere_is_noticed():
    page = ROOT / "README.md"
    text = "# Start\n\n[a](LICENSE) [b](#start) [c](docs/nothing.md) [d](#stop) [e](CHANGELOG.md#nothing)"
    assert broken_links(page, text) == ["docs/nothing.md", "#stop", "CHANGELOG.md#nothing"]


@pytest.mark.parametrize("name", TEXTS)
def test_every_path_that_is_named_exists(name):
    paths = {path for path in PATH.findall(TEXTS[name]) if not path.startswith(MADE_LATER)}
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", TEXTS)
def test_every_test_that_is_named_exists(name):
    missing = [
        f"{path}::{test}"
        for path, test in TEST.findall(TEXTS[name])
        if f"def {test}(" not in (ROOT / path).read_text(encoding="utf-8")
    ]
    assert missing == []


def test_each_rule_that_always_holds_names_a_test():
    table = TEXTS["docs/architecture.md"].partition("## What always holds")[2].partition("## Layers")[0]
    rows = [line for line in table.splitlines() if line.startswith("| **")]
    assert len(rows) >= 10
    assert [row for row in rows if not TEST.search(row)] == []


def test_every_term_of_the_glossary_is_in_its_file_and_in_alphabetical_order():
    entries = ENTRY.findall(TEXTS["docs/glossary.md"])
    assert len(entries) == TEXTS["docs/glossary.md"].count("\n- **") > 50
    missing = [
        (name, path) for _, name, path in entries if not re.search(rf"\b{name}\b", (ROOT / path).read_text())
    ]
    assert missing == []
    terms = [term.casefold() for term, _, _ in entries]
    assert terms == sorted(terms)


@pytest.mark.parametrize("name", TEXTS)
def test_every_command_that_is_shown_exists_with_its_options(name):
    command = typer.main.get_command(app)
    wrong = [line for line in shown_commands(TEXTS[name]) if not is_known(command, shlex.split(line)[1:])]
    assert wrong == []


def shown_commands(text: str) -> list[str]:
    return [line.partition("    #")[0] for line in COMMAND.findall(text) if "COMMAND" not in line]


def is_known(command, words: list[str]) -> bool:
    """Whether the words are a command of ours, or options that it has."""
    while words and hasattr(command, "commands") and not words[0].startswith("-"):
        if words[0] not in command.commands:
            return False
        command, words = command.commands[words[0]], words[1:]
    options = {"--help", *(name for each in command.params for name in (*each.opts, *each.secondary_opts))}
    return all(word in options for word in words if word.startswith("--"))


def test_a_command_or_option_that_there_is_not_is_noticed():
    command = typer.main.get_command(app)
    assert is_known(command, ["ask", "--writer", "smollm2", "Why?"])
    assert is_known(command, ["models", "add", "smollm2"])
    assert not is_known(command, ["ask", "--prose", "Why?"])
    assert not is_known(command, ["models", "fetch", "smollm2"])


@pytest.mark.parametrize("name", TEXTS)
def test_every_bench_that_is_shown_exists(name):
    shown = set(re.findall(r"python -m bench ([a-z][\w-]*)", TEXTS[name]))
    assert shown <= set(BENCHES)


def test_every_bench_has_a_row_in_the_table_of_the_benches():
    table = re.findall(r"^\| ([a-z][\w-]*) \|", TEXTS["bench/README.md"], re.M)
    assert sorted(table) == sorted(BENCHES)


def test_the_page_for_language_models_leads_to_every_page():
    page = ROOT / "docs" / "llms.txt"
    links = {(page.parent / link).resolve() for link in LINK.findall(page.read_text(encoding="utf-8"))}
    wanted = {ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")}
    assert links == wanted | set((ROOT / "docs").glob("*.md"))


def test_the_readme_has_at_most_150_lines_and_a_line_for_each_folder():
    text = TEXTS["README.md"]
    assert len(text.splitlines()) <= 150
    tree = re.findall(r"^( *)([\w/]+)/ {2,}", text, re.M)
    shown, parent = set(), ""
    for indent, folder in tree:
        parent = parent if indent else folder
        shown.add(f"{parent}/{folder}" if indent else folder)
    packages = {
        str(path.parent.relative_to(ROOT))
        for part in ("index", "rag", "ui")
        for path in ROOT.glob(f"{part}/*/__init__.py")
    }
    others = {"bench", "docs", "examples", "seeds", "tests", "training", "ui/assets"}
    assert packages | others <= shown
    assert [folder for folder in sorted(shown) if not (ROOT / folder).is_dir()] == []


def test_the_reader_that_contributing_shows_reads_its_format():
    example = re.search(r"```python\n(   from index.+?)   ```", TEXTS["CONTRIBUTING.md"], re.S)
    namespace: dict[str, object] = {}
    exec(re.sub(r"^   ", "", example[1], flags=re.M), namespace)
    extract = namespace["read_minutes"](File(name="june.minutes", data=b"Roof:\nIt is mended."))
    assert [extract.text[block.start : block.end] for block in extract.blocks] == ["Roof", "It is mended."]
    assert [section.name for section in extract.sections] == ["Roof"]


def test_the_hooks_of_pre_commit_download_nothing_and_run_the_checks_of_the_ci():
    configured = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [repo["repo"] for repo in configured["repos"]] == ["local"]
    hooks = configured["repos"][0]["hooks"]
    assert {hook["language"] for hook in hooks} == {"system"}
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert all(hook["entry"] in ci for hook in hooks)
