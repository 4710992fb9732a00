"""The lines above a Markdown text with its title, author ...: mostly YAML between ---, or TOML between +++."""

import re
from collections.abc import Iterator

from index.formats.dates import iso_date

_FRONT_MATTER = re.compile(
    r"(?:---[ \t]*\n(.*?)\n(?:---|\.\.\.)|\+\+\+[ \t]*\n(.*?)\n\+\+\+)[ \t]*(?:\n|\Z)", re.DOTALL
)
# The members of a list may stand in the lines that follow.
_STATED = re.compile(
    r"^(title|authors?|date|lang|language)[ \t]*[:=][ \t]*(.*)((?:\n[ \t]*-[ \t]+.+(?:\n[ \t]+[^-\s].*)*)*)",
    re.M,
)
_MEMBER = re.compile(r"^[ \t]*-[ \t]+(?:name:[ \t]*)?(.+)$", re.M)
_QUOTED = re.compile(r"\"(.*)\"|'(.*)'")
_NAMES = {"lang": "language", "authors": "author"}
# Texts of several lines, and tables of names and values.
_NOT_PLAIN = ("|", ">", "{")


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """What they state ("title", "author", "date", "language"), and where the text itself begins."""
    lines = _FRONT_MATTER.match(text)
    if lines is None:
        return {}, 0
    return dict(_stated(lines[1] or lines[2] or "")), lines.end()


def _stated(lines: str) -> Iterator[tuple[str, str]]:
    for name, value, members in _STATED.findall(lines):
        listed = _MEMBER.findall(members)
        if value.startswith("[") and value.rstrip().endswith("]"):
            listed = value.strip("[] \t").split(",")
        elif value.strip():
            listed = [value]
        texts = [text for member in listed if (text := _plain(member)) and not text.startswith(_NOT_PLAIN)]
        stated = iso_date(texts[0]) if texts and name == "date" else "; ".join(texts)
        if stated:
            yield _NAMES.get(name, name), stated


def _plain(value: str) -> str:
    text = value.strip()
    quoted = _QUOTED.fullmatch(text)
    return (quoted[1] or quoted[2] or "").strip() if quoted else text
