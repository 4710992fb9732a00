"""The lines above a Markdown text that say what it is: YAML between ---, TOML between +++, or JSON in braces."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from index.formats.dates import iso_date
from index.formats.markdown.front_matter_data import Value, json_fields, toml_fields, yaml_fields

_FRONT_MATTER = re.compile(
    r"(?:---[ \t]*\n(?P<yaml>(?:.*?\n)??)(?:---|\.\.\.)|\+\+\+[ \t]*\n(?P<toml>(?:.*?\n)??)\+\+\+)[ \t]*(?:\n|\Z)",
    re.DOTALL,
)
_JSON = re.compile(r"\{\s*[\"}]")
_LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")
# How a program shows the page or runs it; nothing of it is about what the page is about.
_SETTING = re.compile(
    r"layout|template|hide(?:[_-].+)?|toc(?:[_-].+)?|mathjax|katex|nav[_-].+|sidebar(?:[_-].+)?|pagination(?:[_-].+)?"
    r"|css[_-]?(?:class|classes|files)?|has_children|sitemap|redirect_\w+|jupytext|kernelspec|header-includes|cascade",
    re.I,
)
# Many names are those of settings and of what people write down: it depends on the value.
_FORMS = (
    (re.compile(r"weight|menu_?order|order|position", re.I), re.compile(r"-?\d{1,6}")),
    (re.compile(r"lang|language|locale", re.I), re.compile(r"[a-z]{2,3}(?:[-_]\w{2,8})?", re.I)),
    (
        re.compile(r"draft|publish(?:ed)?|comments|search|math|share|unlisted", re.I),
        re.compile(r"true|false", re.I),
    ),
    (
        re.compile(r"icon|image|thumbnail|cover|banner|logo|og_image|hero", re.I),
        re.compile(r"\S*\.(?:png|jpe?g|gif|svg|webp|avif|ico)|[\w-]+/[\w/-]+", re.I),
    ),
)
_NAMES = {"lang": "language", "authors": "author"}
_TAGS = ("tags", "tag")
_ALIASES = ("aliases", "alias")
FILED_UNDER = frozenset((*_TAGS, *_ALIASES))
"""The fields, in small letters, by which a text is found, and which say nothing of what it is about."""

# When it was written, where no "date" says so.
_CREATED = re.compile(r"(?:date[\s_-]*)?created(?:[\s_-]*(?:at|on|date))?|creation[\s_-]*date", re.I)
_SEPARATORS = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What a text says about itself above its first line.

    Attributes:
        about: What is the document's own: "title", "author", "date" (ISO 8601), "language"; and its other names, "aliases".
        tags: The names under which it is filed.
        fields: All that it states except the title, in its order, as ("Phone", "555-0143").
        values: What is stated in one line, by its name in small letters, for marks in whose place it is shown.
        end: Where the text itself begins.
    """

    about: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    end: int = 0


def front_matter(text: str) -> FrontMatter:
    """What a text in Markdown says about itself; nothing if it begins with its first words."""
    stated, end = _data(text)
    return FrontMatter(
        about=dict(_about(stated)),
        tags=tuple(_tags(stated)),
        fields=tuple((f"{name[0].upper()}{name[1:]}", value) for name, value in _fields(stated) if name),
        values=dict(_values(stated)),
        end=end,
    )


def _data(text: str) -> tuple[dict[str, Value], int]:
    """The fields, and where they end. Words between two rules are no fields, and stay a part of the text."""
    if _JSON.match(text):
        stated, end = json_fields(text)
        behind = _LINE_END.match(text, end)
        return (stated, behind.end()) if stated and behind else ({}, 0)
    found = _FRONT_MATTER.match(text)
    if found is None:
        return {}, 0
    lines = found["toml"] or found["yaml"] or ""
    stated = toml_fields(lines) if found["toml"] else yaml_fields(lines)
    return (stated, found.end()) if stated or not lines.strip() else ({}, 0)


def _about(stated: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    for written, value in stated.items():
        if _CREATED.fullmatch(written) and isinstance(value, str) and (date := iso_date(value)):
            yield "date", date
    # A date that is called so comes later, and counts.
    for written, value in stated.items():
        name = written.casefold()
        if name == "title" and isinstance(value, str):
            yield name, value
        elif name == "date" and isinstance(value, str) and (date := iso_date(value)):
            yield name, date
        elif name in ("author", "authors", "lang", "language") and (texts := list(_words(value))):
            yield _NAMES.get(name, name), "; ".join(texts)
        elif name in _ALIASES and (aliases := list(_listed(value))):
            yield "aliases", "; ".join(aliases)


def _values(stated: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    for name, value in stated.items():
        if isinstance(value, str):
            yield name.casefold(), value
        # MyST's own table of such values, or one of tables of a site.
        elif isinstance(value, dict) and name.casefold() in ("myst", "substitutions", "params", "extra"):
            yield from _values(value)


def _tags(stated: Mapping[str, Value]) -> Iterator[str]:
    for name, value in stated.items():
        if name.casefold() in _TAGS:
            # In one line they are divided by commas, or by spaces where there is no comma.
            words = value.split() if isinstance(value, str) and "," not in value else _listed(value)
            yield from (tag for text in words if (tag := text.strip().lstrip("#")))


def _listed(value: Value) -> Iterator[str]:
    """The members of a list, which may be written in one line with commas."""
    texts = value.split(",") if isinstance(value, str) else _words(value)
    yield from (" ".join(text.split()) for text in texts if text.strip())


def _fields(stated: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    for name, value in stated.items():
        if name.casefold() != "title" and not _is_setting(name, value):
            yield from _lines(_spoken(name), value)


def _is_setting(name: str, value: Value) -> bool:
    if _SETTING.fullmatch(name):
        return True
    return isinstance(value, str) and any(
        names.fullmatch(name) and values.fullmatch(value.strip()) for names, values in _FORMS
    )


def _lines(name: str, value: Value) -> Iterator[tuple[str, str]]:
    """A field as it is written into the text; of a table each of its fields, of a list of tables each table."""
    if isinstance(value, dict):
        for inner, part in value.items():
            yield from _lines(f"{name} {_spoken(inner)}".strip(), part)
    elif isinstance(value, list) and any(isinstance(member, dict) for member in value):
        for member in value:
            if line := _in_one_line(member):
                yield name, line
    elif line := _in_one_line(value):
        yield name, line


def _in_one_line(value: Value) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        parts = ((_spoken(name), _in_one_line(part)) for name, part in value.items())
        # The name of what the table is about needs no label.
        return ", ".join(part if name in ("", "name") else f"{name}: {part}" for name, part in parts if part)
    members = [line for member in value if (line := _in_one_line(member))]
    return ("; " if any("," in member for member in members) else ", ").join(members)


def _words(value: Value) -> Iterator[str]:
    """The texts of a value; of a table, such as that of an author, its name."""
    if isinstance(value, str):
        if text := " ".join(value.split()):
            yield text
    elif isinstance(value, list):
        for member in value:
            yield from _words(member)
    else:
        yield from _words(value.get("name", ""))


def _spoken(name: str) -> str:
    return _SEPARATORS.sub(" ", name).strip()
