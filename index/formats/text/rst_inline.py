"""The words of a reStructuredText paragraph, without the marks of roles, links and emphasis."""

import re
from collections.abc import Mapping

# The order matters: between double back quotes there are no other marks. The names of roles and links are limited: a
# text of nothing else would be looked through to its end from each of its characters.
_MARKS = re.compile(
    r"``(?P<code>.+?)``(?!`)"
    r"|(?::[\w:.+-]{1,80}:)?`(?P<text>(?:\\.|[^`\\])+)`(?:__?|:[\w:.+-]{1,80}:)?"
    r"|(?<!\w)\*\*(?P<strong>\S(?:[^*]*?[^\s*])?)\*\*(?!\w)"
    r"|(?<![\w*])\*(?P<emphasis>[^\s*](?:[^*]*?[^\s*])?)\*(?![\w*])"
    r"|(?<![\w|])\|(?P<name>[^\s|](?:[^|\n]*[^\s|])?)\|(?:__?)?(?![\w|])"
    r"|(?P<gap>\s?)\[(?P<note>\#?[\w.:+-]*|\*)\]_(?!\w)"
    r"|(?<![\w`])(?P<link>[A-Za-z0-9][\w.+-]{0,80}[A-Za-z0-9])__?(?![\w`])"
    r"|\\(?P<escaped>.)",
    re.S,
)
_TARGET = re.compile(r"\s*<[^<>]*>$")


def shown(text: str, substitutions: Mapping[str, str]) -> str:
    """The words of a paragraph.

    Args:
        text: As it is written, without the indentation of its lines.
        substitutions: What `|name|` stands for.
    """

    def words(match: re.Match[str]) -> str:
        kind = match.lastgroup or ""
        content = match[kind]
        # In Sphinx "~" and "!" before a name say how it is linked; they are not printed.
        if kind == "text":
            return _TARGET.sub("", content).lstrip("~!") or content
        if kind == "name":
            return substitutions.get(content, content)
        if kind == "escaped":
            return "" if content.isspace() else content
        # The number of a note is no word of the sentence; the name of a cited work is one.
        if kind == "note":
            is_number = content[:1] in ("", "#", "*") or content.isdigit()
            return "" if is_number else f"{match['gap']}{content}"
        return content

    return _MARKS.sub(words, text)
