"""The tokens of a TeX source, with the categories that its characters have unless a file changes them.

Source: Knuth, The TeXbook, chapters 7 and 8 (categories, comments, what a control word swallows, empty lines).
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

_TOKEN = re.compile(
    # The end of a line belongs to its comment, unless an empty line follows.
    r"(?P<comment>%[^\n]*(?:\n(?!\n)[ \t]*)?)"
    r"|\\(?P<word>[A-Za-z@]+)(?P<gap>[ \t]*(?:\n(?!\n)[ \t]*)?)|\\(?P<sign>[^A-Za-z@])"
    r"|(?P<par>\n{2,}[ \t]*)"
    r"|(?P<space>[ \t]+|\n[ \t]*)"
    r"|(?P<open>\{)|(?P<close>\})|(?P<math>\$\$?)|(?P<tie>~)|(?P<cell>&)|(?P<param>#+\d?)|(?P<script>[_^])"
    r"|(?P<bracket>[\[\]])"
    r"|(?P<text>[^\\%\n \t{}$~&#_^\[\]]+|\\)"
)
# In these every character stands for itself.
_RAW = re.compile(
    r"\\begin[ \t]*\{((?:verbatim|Verbatim|BVerbatim|LVerbatim|lstlisting|minted|alltt|comment|filecontents|tikzpicture|pgfpicture"
    r"|circuitikz|forest|asy|sagesilent|luacode|code|pycode|pyconsole|shell|algorithmic)\*?)\}"
)
_RAW_INLINE = re.compile(
    r"\\(?:verb\*?|lstinline\*?(?:\[[^\]\n]{0,200}\])?|mintinline(?:\[[^\]\n]{0,200}\])?\{\w{0,30}\})(?=[^A-Za-z\s])"
)
_LONGEST_INLINE = 1000
_IF_FALSE = re.compile(r"\\iffalse(?![A-Za-z@])")
_FI = re.compile(r"\\fi(?![A-Za-z@])")


class Token(NamedTuple):
    """One token.

    Attributes:
        kind: "command", "text", "space", "par" (an empty line), "open", "close", "math", "tie", "cell", "param",
            "script", "bracket", "raw" (an environment whose text stays as it is) or "verb" (such text in a line).
        value: Its characters; of a command its name; of "raw" the name of the environment, a line feed, and its text.
        gap: Whether white space followed a command, which swallows it.
    """

    kind: str
    value: str
    gap: bool = False


@dataclass(slots=True)
class Tokens:
    """The tokens of a text.

    Attributes:
        items: In order.
        ends: For each the number of characters up to its end.
        partners: For each opening brace the number of its closing one; -1 for others, and where there is none.
    """

    items: list[Token] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    partners: list[int] = field(default_factory=list)

    def add(self, token: Token, end: int) -> None:
        """Appends a token that ends at that offset."""
        self.items.append(token)
        self.ends.append(end)
        self.partners.append(-1)


def tokenised(text: str) -> Tokens:
    """The tokens of a text, without comments, and with braces paired."""
    # An empty line is one also where spaces are in it.
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    tokens = Tokens()
    position = 0
    while position < len(text):
        raw = _raw_token(text, position) if text[position] == "\\" else None
        if raw is not None:
            token, position = raw
            if token.value:
                tokens.add(token, position)
            continue
        found = _TOKEN.match(text, position)
        assert found is not None and found.lastgroup is not None  # noqa: S101  (every character begins a token)
        position = found.end()
        if found["word"] or found["sign"]:
            # Only a control word swallows the white space behind it.
            tokens.add(Token("command", found["word"] or found["sign"], bool(found["gap"])), position)
        elif found.lastgroup != "comment":
            tokens.add(Token(found.lastgroup, found[0]), position)
    _pair(tokens)
    return tokens


def _raw_token(text: str, position: int) -> tuple[Token, int] | None:
    """What begins at a backslash and is not looked into, and where it ends."""
    if found := _RAW.match(text, position):
        closing = f"\\end{{{found[1]}}}"
        end = text.find(closing, found.end())
        # As in TeX, what is never closed goes to the end of the file.
        inner, behind = (
            (text[found.end() :], len(text)) if end < 0 else (text[found.end() : end], end + len(closing))
        )
        return Token("raw", f"{found[1].rstrip('*')}\n{inner}"), behind
    if found := _RAW_INLINE.match(text, position):
        delimiter = text[found.end()]
        closing = {"{": "}"}.get(delimiter, delimiter)
        end = text.find(closing, found.end() + 1, found.end() + _LONGEST_INLINE)
        if end > 0 and "\n" not in text[found.end() : end]:
            return Token("verb", text[found.end() + 1 : end]), end + 1
    if found := _IF_FALSE.match(text, position):
        ends = _FI.search(text, found.end())
        return Token("verb", ""), ends.end() if ends else len(text)
    return None


def _pair(tokens: Tokens) -> None:
    waiting: list[int] = []
    for number, token in enumerate(tokens.items):
        if token.kind == "open":
            waiting.append(number)
        elif token.kind == "close" and waiting:
            tokens.partners[waiting.pop()] = number
