"""Damages XML and JSON that stay well-formed, so that the damage gets past the parser to the reader."""

import copy
import json
import random
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from bench.fuzzing.mutation_tokens import NUMBERS

_WORDS = (
    "",
    " ",
    "x",
    "A" * 3000,
    "../../x",
    "http://example.org/x",
    "true",
    "\u202e\u200b",
    "é\n\n\t",
    "#n1",
    "1.5.2",
)
_VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    1e308,
    "",
    "x",
    "\ud800",
    "\0",
    [],
    {},
    [None],
    [[]],
    {"": 1},
)
# Repeated and nested elements could make a huge file.
_MAX_BYTES = 400_000


def mutated_tree(data: bytes, chance: random.Random) -> bytes | None:
    """The same tree with one to four changes; None if `data` is no tree."""
    try:
        if data.lstrip()[:1] in (b"{", b"["):
            return _mutated_json(data, chance)
        return _mutated_xml(data, chance)
    except (ValueError, ElementTree.ParseError, LookupError, RecursionError):
        return None


def _mutated_xml(data: bytes, chance: random.Random) -> bytes | None:
    root = ElementTree.fromstring(data)
    for _ in range(chance.choices((1, 2, 4), (50, 30, 20))[0]):
        nodes = list(root.iter())
        parents = [node for node in nodes if len(node)]
        if chance.random() < 0.4 and parents:
            chance.choice(_CHILD_CHANGES)(chance.choice(parents), nodes, chance)
        else:
            chance.choice(_NODE_CHANGES)(chance.choice(nodes), nodes, chance)
    written = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written if len(written) <= _MAX_BYTES else None


_XmlChange = Callable[[Element, list[Element], random.Random], None]


def _remove(parent: Element, _: list[Element], chance: random.Random) -> None:
    del parent[chance.randrange(len(parent))]


def _repeat(parent: Element, __: list[Element], chance: random.Random) -> None:
    place = chance.randrange(len(parent))
    child = parent[place]
    # A large element is repeated once only, or the result could be above the limit.
    count = chance.choice((1, 1, 3, 40)) if sum(1 for _ in child.iter()) < 100 else 1
    parent[place:place] = [copy.deepcopy(child) for _ in range(count)]


def _move(parent: Element, nodes: list[Element], chance: random.Random) -> None:
    """Inserts a copy of a child anywhere, even into itself."""
    target = chance.choice(nodes)
    # A copy: an element inside itself would be a tree without end.
    target.insert(chance.randint(0, len(target)), copy.deepcopy(chance.choice(list(parent))))


def _nest(node: Element, __: list[Element], chance: random.Random) -> None:
    """Nests elements of the same name many levels deep."""
    inner = node
    for _ in range(chance.choice((3, 30, 240))):
        inner = ElementTree.SubElement(inner, node.tag, dict(node.attrib))
        inner.text = "x"


def _rename(node: Element, nodes: list[Element], chance: random.Random) -> None:
    # A name that the file has already: the reader then meets an element where it expects another.
    node.tag = chance.choice(nodes).tag


def _change_attribute(node: Element, nodes: list[Element], chance: random.Random) -> None:
    with_attributes = [element for element in nodes if element.attrib]
    if not with_attributes:
        return
    node = node if node.attrib else chance.choice(with_attributes)
    name = chance.choice(sorted(node.attrib))
    draw = chance.random()
    if draw < 0.2:
        del node.attrib[name]
    elif draw < 0.7:
        node.set(name, chance.choice(NUMBERS).decode())
    elif draw < 0.85:
        node.set(name, chance.choice(_WORDS))
    else:
        donor = chance.choice(with_attributes)
        node.set(name, donor.attrib[chance.choice(sorted(donor.attrib))])


def _change_text(node: Element, nodes: list[Element], chance: random.Random) -> None:
    with_text = [element for element in nodes if element.text]
    node = chance.choice(with_text) if with_text else node
    node.text = chance.choice((*_WORDS, *(number.decode() for number in NUMBERS)))


_CHILD_CHANGES: tuple[_XmlChange, ...] = (_remove, _repeat, _move)
# What is named several times is drawn more often.
_NODE_CHANGES: tuple[_XmlChange, ...] = (
    _nest,
    _rename,
    _change_attribute,
    _change_attribute,
    _change_attribute,
    _change_text,
    _change_text,
)


def _mutated_json(data: bytes, chance: random.Random) -> bytes:
    """Puts values of other types into one line of JSON lines, or into the whole."""
    text = data.decode()
    # Each of JSON lines is a tree of its own.
    lines = text.splitlines() if text.count("\n{") else [text]
    place = chance.randrange(len(lines))
    whole = json.loads(lines[place])
    for _ in range(chance.choices((1, 2, 4), (50, 30, 20))[0]):
        holders = list(_holders(whole))
        if not holders:
            break
        holder = chance.choice(holders)
        key = chance.choice(sorted(holder)) if isinstance(holder, dict) else chance.randrange(len(holder))
        if chance.random() < 0.2:
            del holder[key]
        elif chance.random() < 0.2:
            holder[key] = copy.deepcopy(chance.choice(holders))
        else:
            holder[key] = copy.deepcopy(chance.choice(_VALUES))
    lines[place] = json.dumps(whole)
    return "\n".join(lines).encode()[:_MAX_BYTES]


def _holders(value: Any) -> list[Any]:  # noqa: ANN401 (JSON is anything)
    """Every list and object that is not empty."""
    found, stack = [], [value]
    while stack:
        holder = stack.pop()
        if isinstance(holder, dict | list) and holder:
            found.append(holder)
            stack += holder.values() if isinstance(holder, dict) else holder
    return found
