"""JSON Canvas (https://jsoncanvas.org/spec/1.0/), the boards of Obsidian: what stands on the cards, in reading order."""

import json
from collections.abc import Iterator
from typing import Any

from index.documents import ExtractionReport
from index.formats.builder import TextBuilder
from index.formats.characters.decode import decode
from index.formats.extract import Extract, File, UnreadableError
from index.formats.markdown.reader import write_markdown


def read_canvas(file: File) -> Extract:
    """Reads a canvas: its cards from the top, each group a section with its label, and then what its arrows say.

    Raises:
        UnreadableError: It is no canvas.
    """
    text, hidden = decode(file.data)
    try:
        board = json.loads(text or "{}")
        nodes = [node for node in board.get("nodes") or [] if isinstance(node, dict)]
        edges = [edge for edge in board.get("edges") or [] if isinstance(edge, dict)]
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError("it is a damaged canvas") from error
    builder = TextBuilder()
    groups = sorted((node for node in nodes if node.get("type") == "group"), key=_corner)
    cards = sorted((node for node in nodes if node.get("type") != "group"), key=_corner)
    tags: list[str] = []
    for group in [*groups, None]:
        inside = [card for card in cards if _group_of(card, groups) is group]
        builder.close("chapter")
        if group and (label := _words(group, "label")):
            builder.open("chapter", label)
            builder.paragraph(label, kind="heading")
        for card in inside:
            tags += _write_card(builder, card)
            # What stands on a card is not below the heading of another.
            builder.leave_headings()
    builder.close("chapter")
    for line in _arrows(edges, {str(node.get("id")): node for node in nodes}):
        builder.paragraph(line)
    metadata = {"tags": "; ".join(dict.fromkeys(tags))}
    return builder.build(title=None, metadata=metadata, report=ExtractionReport(hidden=hidden))


def _write_card(builder: TextBuilder, card: dict[str, Any]) -> tuple[str, ...]:
    """Writes a card, and returns its tags; of a file that lies on the board the name, since it is read by itself."""
    if card.get("type") == "text":
        return write_markdown(builder, _words(card, "text")).tags
    builder.paragraph(_named(card))
    return ()


def _named(node: dict[str, Any]) -> str:
    """What a card is called in one line."""
    if node.get("type") == "text":
        first = next((line for line in _words(node, "text").split("\n") if line.strip()), "")
        builder = TextBuilder()
        write_markdown(builder, first)
        return " ".join(builder.latest.split())
    name = _words(node, "file").rpartition("/")[2].removesuffix(".md")
    return _words(node, "label") or name + _words(node, "subpath").replace("#", " > ") or _words(node, "url")


def _arrows(edges: list[dict[str, Any]], nodes: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Each arrow that something is written on, with the cards that it joins."""
    for edge in edges:
        ends = [nodes.get(str(edge.get(end)), {}) for end in ("fromNode", "toNode")]
        if label := _words(edge, "label"):
            yield " – ".join(filter(None, (_named(ends[0]), label, _named(ends[1]))))


def _group_of(card: dict[str, Any], groups: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The smallest group that a card lies in with its corner; None if it lies in none."""
    top, left = _corner(card)
    around = [
        group
        for group in groups
        if _corner(group)[0] <= top <= _corner(group)[0] + _number(group, "height")
        and _corner(group)[1] <= left <= _corner(group)[1] + _number(group, "width")
    ]
    return min(around, key=lambda group: _number(group, "height") * _number(group, "width"), default=None)


def _corner(node: dict[str, Any]) -> tuple[float, float]:
    return _number(node, "y"), _number(node, "x")


def _number(node: dict[str, Any], name: str) -> float:
    value = node.get(name)
    return float(value) if isinstance(value, int | float) else 0.0


def _words(node: dict[str, Any], name: str) -> str:
    value = node.get(name)
    return value.strip() if isinstance(value, str) else ""
