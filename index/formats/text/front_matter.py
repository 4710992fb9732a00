"""The lines above a text in Markdown that say what it is: YAML between ---, as most write it, or TOML between +++."""

import re
from collections.abc import Iterator

from index.formats.dates import iso_date

_FRONT_MATTER = re.compile(
    r"(?:---[ \t]*\n(.*?)\n(?:---|\.\.\.)|\+\+\+[ \t]*\n(.*?)\n\+\+\+)[ \t]*(?:\n|\Z)", re.DOTALL
)
# What has a list below it has its members in the lines that follow.
_STATED = re.compile(
    r"^(title|authors?|date|lang|language)[ \t]*[:=][ \t]*(.*)((?:\n[ \t]*-[ \t]+.+(?:\n[ \t]+[^-\s].*)*)*)",
    re.M,
)
_MEMBER = re.compile(r"^[ \t]*-[ \t]+(?:name:[ \t]*)?(.+)$", re.M)
_QUOTED = re.compile(r"\"(.*)\"|'(.*)'")
_NAMES = {"lang": "language", "authors": "author"}
# Texts of several lines, and tables of names and values.
_OTHERWISE = ("|", ">", "{")


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """What the lines say: "title", "author", "date", "language"; and where the text itself begins."""
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
        texts = [text for it in listed if (text := _plain(it)) and not text.startswith(_OTHERWISE)]
        said = iso_date(texts[0]) if texts and name == "date" else "; ".join(texts)
        if said:
            yield _NAMES.get(name, name), said


def _plain(value: str) -> str:
    text = value.strip()
    quoted = _QUOTED.fullmatch(text)
    return (quoted[1] or quoted[2] or "").strip() if quoted else text
