"""Names of a package that are imported when they are first asked for (PEP 562): all of ours together take a second.

The imports stand where a type checker and a reader look for them, in the package's `if TYPE_CHECKING:`, and are read from there, as
`attach_stub` of lazy_loader reads them from a stub (https://github.com/scientific-python/lazy-loader).
"""

import ast
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec


def late(package: str) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """The functions `__getattr__` and `__dir__` of a package whose imports are for type checkers only.

    Args:
        package: Its name.
    """

    def get(name: str) -> object:
        if name not in _places(package):
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module, there = _places(package)[name]
        value: object = getattr(import_module(module), there)
        # From now on it is found without a call.
        setattr(sys.modules[package], name, value)
        return value

    def names() -> list[str]:
        return sorted(sys.modules[package].__all__)

    return get, names


@cache
def _places(package: str) -> dict[str, tuple[str, str]]:
    """For each name that the package gives the module that has it, and its name there."""
    spec = find_spec(package)
    assert spec is not None and spec.loader is not None  # noqa: S101  (the package itself is asking)
    source: str = spec.loader.get_source(package)  # type: ignore[attr-defined]
    return {
        alias.asname or alias.name: (statement.module, alias.name)
        for block in ast.parse(source).body
        if isinstance(block, ast.If)
        for statement in block.body
        if isinstance(statement, ast.ImportFrom) and statement.module
        for alias in statement.names
    }
