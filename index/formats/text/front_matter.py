"""The lines above a Markdown text with its title, author ...: mostly YAML between ---, or TOML between +++."""

import re
from collections.abc import Iterator

from index.formats.dates import iso_date

_FRONT_MATTER = re.compile(
    r"(?:---[ \t]*\n(.*?)\n(?:---|\.\.\.)|\+\+\+[ \t]*\n(.*?)\n\+\+\+)[ \t]*(?:\n|\Z)", re.DOTALL
)
# The members of a list may stand in the lines that follow.
_LINE = re.compile(
    r"^([^\W\d_][\w-]{0,40})[ \t]*[:=][ \t]*(.*)((?:\n[ \t]*-[ \t]+.+(?:\n[ \t]+[^-\s].*)*)*)", re.M
)
_STATED = ("title", "author", "authors", "date", "lang", "language")
# How a program shows the page; nothing of it is about what the page is about.
_SETTING = re.compile(
    r"layout|weight|draft|slug|permalink|url|id|uid|template|icon|image|thumbnail|cover|hide|hide_.+|toc.*|math.*|comments"
    r"|nav_.+|sidebar.*|menu|pagination.*|custom_.+|css.*|publish|linktitle|has_children|parent|search|sitemap|redirect.*"
    r"|jupytext|kernelspec|output|header-includes",
    re.I,
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


def properties(text: str) -> Iterator[tuple[str, str]]:
    """What else they say of the text, such as ("status", "done"), as people read it; no settings of a program."""
    lines = _FRONT_MATTER.match(text)
    for name, texts in _values((lines[1] or lines[2] or "") if lines else ""):
        if texts and name not in _STATED and not _SETTING.fullmatch(name):
            yield " ".join(re.split("[_-]+", name.strip("_-"))), ", ".join(texts)


def _stated(lines: str) -> Iterator[tuple[str, str]]:
    for name, texts in _values(lines):
        stated = iso_date(texts[0]) if texts and name == "date" else "; ".join(texts)
        if stated and name in _STATED:
            yield _NAMES.get(name, name), stated


def _values(lines: str) -> Iterator[tuple[str, list[str]]]:
    for name, value, members in _LINE.findall(lines):
        listed = _MEMBER.findall(members)
        if value.startswith("[") and value.rstrip().endswith("]"):
            listed = value.strip("[] \t").split(",")
        elif value.strip():
            listed = [value]
        yield (
            name,
            [text for member in listed if (text := _plain(member)) and not text.startswith(_NOT_PLAIN)],
        )


def _plain(value: str) -> str:
    text = value.strip()
    quoted = _QUOTED.fullmatch(text)
    return (quoted[1] or quoted[2] or "").strip() if quoted else text
