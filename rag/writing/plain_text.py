"""What a language model wrote, as plain text: its markup is taken off, whatever it was meant to show."""

import re

# What hides or runs something goes with all that is in it; an end that is missing may still be on its way.
_HIDDEN = re.compile(
    r"<!--.*?(?:-->|$)|<(script|style|svg|iframe|math)\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"</?[a-zA-Z|!?][^<>\n]{0,300}>?")
_FENCE = re.compile(r"<{3}|>{3}|^[^\S\n]*(?:```|~~~).*$", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\](?:\([^)\n]{0,2000}\)?|\[[^\[\]\n]{0,100}\])")
# "[1](https://...)" is the marker [1].
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\((?!\d{1,4}\))[^)\n]{0,2000}\)?")
_MARKER_ALONE = re.compile(r"\d{1,3}(?:\s?[,;]\s?\d{1,3}){0,9}")
_DEFINITION = re.compile(r"^[^\S\n]*\[[^\[\]\n]{1,100}\]:[^\S\n]+\S.*$", re.MULTILINE)
_LINE_MARK = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?)+", re.MULTILINE)
_RULE = re.compile(r"^[ \t|:=_*-]{3,}$", re.MULTILINE)
_STRONG = re.compile(r"(\*{1,3}|~~|`{1,3})(?=\S)([^\n]{1,500}?)(?<=\S)\1")
# "a_name" and "2_000" have these inside of a word.
_UNDERLINED = re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])([^\n]{1,500}?)(?<=[^\s_])\1(?!\w)")
_CELLS = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
_SPACES = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n\s*\n")
# Nothing that a reader can't see: controls, marks of direction, tags, and characters of no width.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)


def as_plain(text: str) -> str:
    """The text without HTML, Markdown and invisible characters, line by line; markers [n] stay.

    What is left is shown as text alone: an address in it is no link.
    """
    text = _UNSEEN.sub(" ", text.replace("\r\n", "\n").replace("\t", " "))
    text = _EMPTY_LINES.sub("\n", _SPACES.sub(" ", text))
    text = _TAG.sub("", _HIDDEN.sub("", _FENCE.sub("", text)))
    text = _LINK.sub(_linked, _IMAGE.sub("", _DEFINITION.sub("", text)))
    text = _RULE.sub("", _LINE_MARK.sub("", text))
    text = _CELLS.sub(lambda row: ", ".join(filter(None, map(str.strip, row[1].split("|")))), text)
    text = _ESCAPED.sub(r"\1", _UNDERLINED.sub(r"\2", _STRONG.sub(r"\2", text)))
    return _SPACES.sub(" ", text)


def _linked(link: re.Match[str]) -> str:
    return f"[{link[1]}]" if _MARKER_ALONE.fullmatch(link[1].strip()) else link[1]
