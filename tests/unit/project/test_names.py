"""Names: a value is called by what it is, and no module hides one of the standard library's."""

import ast
import sys
from collections.abc import Iterator

import pytest

from repository import ROOT

FOLDERS = ("index", "rag", "ui", "bench", "training", "tests", "examples")
PRONOUNS = {"it", "its"}
FILES = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]


def pronouns(code: str) -> Iterator[tuple[int, str]]:
    """The line and the name of each value that is called by a pronoun: a variable, a parameter, a field."""
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name):
                pass
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.Attribute(attr=name):
                pass
            case ast.ExceptHandler(name=str(name)) | ast.alias(asname=str(name)):
                pass
            case (
                ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name))
            ):
                pass
            case _:
                continue
        if name.strip("_") in PRONOUNS:
            yield getattr(node, "lineno", 0), name


@pytest.mark.parametrize(
    "code",
    [
        "it = 1",
        "a, *its = b",
        "for it in a: pass",
        "[it for it in a]",
        "lambda it: 1",
        "lambda *_it: 1",
        "def f(a, *, it): pass",
        "def f(**its): pass",
        "with a as it: pass",
        "try: pass\nexcept OSError as it: pass",
        "if it := a: pass",
        "class A:\n    it: int",
        "self.it = 1",
        "def it(): pass",
        "match a:\n    case [b, *it]: pass",
    ],
)
def test_a_pronoun_is_seen_wherever_a_name_is_given(code):
    assert list(pronouns(code))


def test_words_that_are_no_names_are_left_alone():
    assert list(pronouns('"it"\n# it\nitem = unit = 1\nf(a, "its")')) == []


def test_no_value_is_called_it():
    found = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in FILES
        for line, name in pronouns(path.read_text(encoding="utf-8"))
    ]
    assert not found, "say what the value is (hit, sentence, cell) at " + ", ".join(found)


def test_tests_are_no_packages():
    """A `tests/rag/__init__.py` would hide `rag`."""
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_no_module_is_called_as_one_of_the_standard_library():
    """Of those that can be imported by their bare name: packages at the top, and what tests share."""
    shared = [path.stem for path in (ROOT / "tests" / "shared").glob("*.py")]
    assert [name for name in (*FOLDERS, *shared) if name in sys.stdlib_module_names] == []
