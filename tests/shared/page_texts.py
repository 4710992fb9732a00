"""What the page says: the texts in its scripts, its skeletons and the Python behind it, and what goes through no language file.

Prints what a language file lacks: `PYTHONPATH=. python tests/shared/page_texts.py de`.
"""

import ast
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ui.languages import catalogues
from ui.languages.composed import COMPOSED

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "ui" / "assets"
LANGUAGES = ROOT / "ui" / "languages"

# A report of an evaluation is a file of its own, and the command speaks English.
_OTHERS = ("report",)
_PYTHON = (
    "ui/accounts/quotas.py",
    "ui/web",
    "ui/work",
    "ui/chats",
    "ui/pace.py",
    "ui/answer_steps.py",
)
# What these say is for the terminal, for other programs, or stands in a file that is exported.
_NOT_SHOWN = {
    "ui/web/server.py", "ui/work/line.py", "ui/work/adding.py", "ui/work/asking.py", "ui/web/security/addresses.py", "ui/web/security/asgi.py",
    "ui/web/security/events.py", "ui/web/security/gate.py",
    "ui/chats/elements.py",
    "ui/chats/copying.py",
    "ui/chats/markdown_elements.py", "ui/chats/html_export.py", "ui/chats/markdown_export.py",
}  # fmt: skip

_STRING = r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|`(?:[^`\\]|\\.)*`'
# Comments, strings and regular expressions; the latter begin only where no value ends.
_TOKENS = re.compile(
    rf"//[^\n]*|/\*.*?\*/|(?P<string>{_STRING})|(?<=[(,=:!&|?\[{{;\s])/(?![/*\s])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*",
    re.DOTALL,
)
_MARKED = re.compile(r"\b(?:t|tNodes)\(\s*$")
# Names of events, of nodes, and of fonts.
_OF_THE_PROGRAM = re.compile(
    r"""(?:\bbus\.(?:emit|on|call)\(|"data-key":|key:|===|\.includes\(|\bError\(|\bkey|font =)\s*$"""
)
_PLURAL = re.compile(r"\bplural\([^\"`]*$")


def scripts() -> list[Path]:
    """The scripts of the page."""
    return [path for path in sorted(ASSETS.rglob("*.js")) if path.relative_to(ASSETS).parts[0] not in _OTHERS]


def skeletons() -> list[Path]:
    """The skeletons of its regions."""
    return [
        path for path in sorted(ASSETS.rglob("*.html")) if path.relative_to(ASSETS).parts[0] not in _OTHERS
    ]


def python_files() -> list[Path]:
    """The modules whose texts the page shows."""
    files = [file for place in _PYTHON for file in sorted((ROOT / place).rglob("*.py")) or [ROOT / place]]
    return [file for file in files if file.relative_to(ROOT).as_posix() not in _NOT_SHOWN]


def marked_in_script(code: str) -> set[str]:
    """The texts that a script gives to `t`, `tNodes` and `plural`."""
    return {text for text, marked in _script_strings(code) if marked}


def bare_in_script(code: str) -> list[str]:
    """The texts of a script that look like words for people and go through nothing."""
    return [text for text, marked in _script_strings(code) if not marked and _is_for_people(text)]


def _script_strings(code: str) -> Iterator[tuple[str, bool]]:
    after_plural = 0
    for found in _TOKENS.finditer(code):
        if not (literal := found["string"]):
            continue
        before = code[max(0, found.start() - 120) : found.start()]
        text = literal[1:-1].replace('\\"', '"').replace("\\'", "'")
        if _PLURAL.search(before):
            after_plural = found.end()  # the form for one: in the files, it is one of the forms of the other
        elif after_plural and re.fullmatch(r",\s*", code[after_plural : found.start()]):
            after_plural = 0
            yield text, True
        elif _OF_THE_PROGRAM.search(before):
            continue
        elif literal[0] == "`":
            # The strings inside of a template stand for themselves; what is around them is looked at as one.
            inner = list(_script_strings(" ".join(re.findall(r"\$\{((?:[^{}]|\{[^{}]*\})*)\}", text))))
            yield from inner
            yield re.sub(r"\$\{(?:[^{}]|\{[^{}]*\})*\}", "…", text), False
        else:
            yield text, bool(_MARKED.search(before))


# The name of the program, keys of the keyboard, and what browsers call things.
_NAMES = re.compile(
    r"Pincite|Escape|Enter|Tab|Home|End|Delete|Files|POST|SHOW_TEXT|F\d+|Arrow(?:Up|Down|Left|Right)?|Page(?:Up|Down)"
)
_SELECTOR = re.compile(r"[\[\]#{};=<>/]|\bpc-|^\.|: ")
_SENTENCE = re.compile(r"[.…]$|^[A-Z][a-z]+ [a-z]")
_WORDS = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}|^[A-Z][a-z]+")


def _is_for_people(text: str) -> bool:
    if (
        _NAMES.fullmatch(text)
        or text.startswith("pc-")
        or (_SELECTOR.search(text) and not _SENTENCE.search(text))
    ):
        return False
    return bool(_WORDS.search(text))


def in_skeleton(html: str) -> set[str]:
    """The texts of a skeleton, which are all translated where they stand."""
    html = re.sub(r"<!--.*?-->|<style>.*?</style>", "", html, flags=re.DOTALL)
    found = [
        *re.findall(r">([^<]+)<", html),
        *re.findall(r'\s(?:aria-label|placeholder|title)="([^"]+)"', html),
    ]
    return {text.strip() for text in found if re.search(r"[A-Za-z]{2}", text)} - {"Pincite", "https://"}


def marked_in_python(code: str) -> set[str]:
    """The texts that are given to `page_text` and `page_plural`."""
    return {str(node.value) for call in _calls(ast.parse(code)) for node in _texts_of(call)}


def bare_in_python(code: str) -> list[str]:
    """The texts of a module that look like sentences for people and are not marked."""
    tree = ast.parse(code)
    passed = {id(node) for call in _calls(tree) for node in _texts_of(call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(id(node.value))  # a docstring
        if isinstance(node, ast.Call) and _name(node.func) in _NOT_FOR_PEOPLE:
            passed |= {id(inner) for inner in ast.walk(node)}
    strings = [
        node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return [str(node.value) for node in strings if id(node) not in passed and _is_sentence(str(node.value))]


# For the terminal, the log, programmers, and SQL.
_NOT_FOR_PEOPLE = {
    "warning",
    "error",
    "execute",
    "executemany",
    "executescript",
    "ValueError",
    "print",
    "compile",
    "Middleware",
}


def _is_sentence(text: str) -> bool:
    if re.search(
        r"\b(?:SELECT|INSERT|UPDATE|DELETE|PRAGMA|WHERE|AND|FROM|CREATE|JOIN|SET)\b|pc-|</?[a-z]|-src |'self'|=\w",
        text,
    ):
        return False
    return bool(re.search(r"[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}|^[A-Z][a-z]+ [a-z]{2,}", text))


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in ("page_text", "page_plural"):
            yield node


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _texts_of(call: ast.Call) -> Iterator[ast.Constant]:
    given = call.args[:1] if _name(call.func) == "page_text" else call.args[1:3]
    for node in given:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node


@cache
def english_texts() -> set[str]:
    """Every text of the scripts and skeletons: what a language file should have as its `texts`."""
    return {
        *(text for path in scripts() for text in marked_in_script(path.read_text(encoding="utf-8"))),
        *(text for path in skeletons() for text in in_skeleton(path.read_text(encoding="utf-8"))),
    }


@cache
def english_sent() -> set[str]:
    """Every sentence that Python sends: what a language file should have as `sent`."""
    marked = (text for path in python_files() for text in marked_in_python(path.read_text(encoding="utf-8")))
    return {*marked, *COMPOSED}


@cache
def of_the_library() -> set[str]:
    """What `rag` and `index` say, with {} for each value."""
    files = [file for package in ("rag", "index") for file in sorted((ROOT / package).rglob("*.py"))]
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    return {_template(node) for tree in trees for node in ast.walk(tree)} - {""}


def _template(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return ""


def lacking(code: str) -> dict[str, list[str]]:
    """The English texts that a language file does not have, for each part of it."""
    language = catalogues()[code]
    return {
        "texts": sorted(english_texts() - language.texts.keys()),
        "sent": sorted(english_sent() - language.sent.keys()),
    }


if __name__ == "__main__":
    print(json.dumps(lacking(sys.argv[1]), indent=2, ensure_ascii=False))  # noqa: T201 - it is a command
