"""What reStructuredText shows of a paragraph: its words without the marks of roles, links and emphasis."""

import re
from collections.abc import Mapping

# In this order: what stands between double back quotes has no marks of its own.
_MARKS = re.compile(
    r"``(?P<code>.+?)``"
    r"|(?::[\w:.+-]+:)?`(?P<text>(?:\\.|[^`\\])+)`(?:__?|:[\w:.+-]+:)?"
    r"|(?<!\w)\*\*(?P<strong>\S(?:[^*]*?[^\s*])?)\*\*(?!\w)"
    r"|(?<![\w*])\*(?P<emphasis>[^\s*](?:[^*]*?[^\s*])?)\*(?![\w*])"
    r"|(?<![\w|])\|(?P<name>[^\s|](?:[^|\n]*[^\s|])?)\|(?:__?)?(?![\w|])"
    r"|(?P<gap>\s?)\[(?P<note>\#?[\w.:+-]*|\*)\]_(?!\w)"
    r"|(?<![\w`])(?P<link>[A-Za-z0-9][\w.+-]*[A-Za-z0-9])__?(?![\w`])"
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
        said = match[kind]
        if kind == "text":
            return _TARGET.sub("", said).lstrip("~!") or said
        if kind == "name":
            return substitutions.get(said, said)
        if kind == "escaped":
            return "" if said.isspace() else said
        # The number of a note is no word of the sentence; a work that is cited has a name.
        if kind == "note":
            return "" if said[:1] in ("", "#", "*") or said.isdigit() else f"{match['gap']}{said}"
        return said

    return _MARKS.sub(words, text)
