"""The names and values of front matter, whether it is written in YAML, in TOML or in JSON."""

import json
import re
import tomllib
from collections.abc import Iterator
from typing import TypeAlias, Union

import yaml

Value: TypeAlias = Union[str, "list[Value]", "dict[str, Value]"]

# Larger ones are read line by line: parsers of YAML were slow with texts made for that.
_LONGEST = 50_000
# Tables in tables in lists. What is deeper is made by a program, for a program.
_DEEPEST = 8
# Several lines that look like it make up front matter, even where a sign in them is wrong.
_LINE = re.compile(
    r"^([^\W\d_][\w .-]{0,60}?)[ \t]*[:=](?=\s|\Z)[ \t]*(.*)((?:\n[ \t]*-[ \t]+.+(?:\n[ \t]+[^-\s].*)*)*)",
    re.M,
)
_MEMBER = re.compile(r"^[ \t]*-[ \t]+(?:name:[ \t]*)?(.+)$", re.M)
_QUOTED = re.compile(r"\"(.*)\"|'(.*)'")
_NOTHING = frozenset(("", "null", "~"))


def yaml_fields(text: str) -> dict[str, Value]:
    """The fields of YAML; where it has a mistake, those of its lines; none if it states none at all."""
    data = _from_yaml(text) if len(text) <= _LONGEST else None
    if data is None:
        return dict(_by_lines(text))
    return data if isinstance(data, dict) else {}


def toml_fields(text: str) -> dict[str, Value]:
    """The fields of TOML; where it has a mistake, those of its lines."""
    try:
        return _table(tomllib.loads(text) if len(text) <= _LONGEST else None) or dict(_by_lines(text))
    except (tomllib.TOMLDecodeError, RecursionError):
        return dict(_by_lines(text))


def json_fields(text: str) -> tuple[dict[str, Value], int]:
    """The fields of a JSON object that a text begins with, and where it ends; ({}, 0) if there is none."""
    try:
        data, end = json.JSONDecoder().raw_decode(text[:_LONGEST])
    except (ValueError, RecursionError):
        return {}, 0
    return _table(data), end


def _table(data: object) -> dict[str, Value]:
    plain = _plain(data, 0)
    return plain if isinstance(plain, dict) else {}


def _plain(data: object, depth: int) -> Value:
    if depth > _DEEPEST or data is None:
        return ""
    if isinstance(data, dict):
        return {str(name): _plain(value, depth + 1) for name, value in data.items()}
    if isinstance(data, list):
        return [_plain(value, depth + 1) for value in data]
    return str(data).lower() if isinstance(data, bool) else str(data)


def _from_yaml(text: str) -> Value | None:
    """What YAML holds, each value as it is written; None if it is none.

    Its events are put together here: nothing is converted ("no" stays "no", 007 stays 007), no depth of nesting goes
    beyond the stack, and a name that stands for another part is not followed, so that nothing is multiplied.
    """
    outermost: list[Value] = []
    waiting: list[tuple[Value, list[str]]] = [
        (outermost, [])
    ]  # what is open, and the name that waits for its value
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.ScalarEvent):
                _put(waiting, "" if not event.style and event.value in _NOTHING else event.value)
            elif isinstance(event, yaml.AliasEvent):
                _put(waiting, "")
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                inner: Value = {} if isinstance(event, yaml.MappingStartEvent) else []
                waiting.append((inner, []))
            elif isinstance(event, yaml.CollectionEndEvent):
                _put(waiting, waiting.pop()[0])
    except yaml.YAMLError:
        return None
    return _table(outermost[0]) if outermost and isinstance(outermost[0], dict) else {}


def _put(waiting: list[tuple[Value, list[str]]], value: Value) -> None:
    """Puts a value into what is open; into a table, where every first value is a name."""
    outer, names = waiting[-1]
    if isinstance(outer, list):
        outer.append(value)
    elif isinstance(outer, dict) and names:
        outer[names.pop()] = value
    else:
        names.append(value if isinstance(value, str) else "")


# The one that is written in C is 20 times as fast, and is not in every build.
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _by_lines(text: str) -> Iterator[tuple[str, Value]]:
    """The fields that lines state one by one, where most lines do."""
    found = list(_LINE.finditer(text))
    if sum(1 + match[3].count("\n") for match in found) * 2 < len(text.split("\n")):
        return
    for match in found:
        name, value, members = match.groups()
        listed: list[str] = _MEMBER.findall(members)
        if value.startswith("[") and value.rstrip().endswith("]"):
            listed = value.strip("[] \t").split(",")
        elif value.strip():
            listed = [value]
        texts: list[Value] = [_unquoted(member) for member in listed]
        yield name, texts if len(texts) != 1 else texts[0]


def _unquoted(value: str) -> str:
    text = value.strip()
    quoted = _QUOTED.fullmatch(text)
    return (quoted[1] or quoted[2] or "").strip() if quoted else text
