"""Formulas on one line, as they are typed: (a+b)/2, x^2, √(n), ∑_(i=1)^n; in the form of those of Office files."""

import re
from collections.abc import Callable

from index.formats.characters.superscripts import superscript
from index.formats.tex.commands import SILENT
from index.formats.tex.cursor import Cursor, Span
from index.formats.tex.symbols import FUNCTIONS, MATH, TEXT
from index.formats.tex.tokens import Token

Expand = Callable[[str, Cursor], Span | None]
"""The body of a macro of that name, whose arguments the cursor is in front of; None if there is none."""

_DEEPEST = 30
_LINE_END = re.compile(r"([,;.]) ?; ")
_TEXTS = frozenset(
    "text textrm textbf textit textnormal mbox hbox intertext operatorname operatorname* textsf texttt".split()
)
_SIDES = frozenset(
    "left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr limits nolimits displaystyle".split()
)
_DROPPED = frozenset("label tag hspace vspace phantom hphantom vphantom color nonumber notag".split())
# Above a letter; what is over several letters says no more than they do.
_MARKS = {"hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303", "bar": "\u0304", "dot": "\u0307",
          "ddot": "\u0308", "vec": "\u20d7", "check": "\u030c"}  # fmt: skip


class Formulas:
    """Writes formulas. `expand` gives the bodies of macros; `parameter` those of parameters."""

    def __init__(self, expand: Expand) -> None:
        self._expand = expand

    def line(self, span: Span, depth: int = 0) -> str:
        """A formula as one line of text."""
        if depth > _DEEPEST:
            return ""
        cursor = Cursor(span)
        parts: list[str] = []
        while (token := cursor.next()) is not None:
            parts.append(self._part(token, cursor, depth))
        # Lines of one formula; those that end with a sign need no other.
        return _LINE_END.sub(r"\1 ", " ".join("".join(parts).split())) if depth == 0 else "".join(parts)

    def _part(self, token: Token, cursor: Cursor, depth: int) -> str:
        if token.kind == "command":
            return self._command(token, cursor, depth)
        if token.kind == "script":
            return self._script(token.value, cursor, depth)
        if token.kind == "param":
            return self._parameter(token, cursor, depth)
        if token.kind in ("space", "par", "tie"):
            return " "
        return token.value if token.kind in ("text", "bracket", "verb") else ""

    def _parameter(self, token: Token, cursor: Cursor, depth: int) -> str:
        number = int(token.value[1:] or 0) if token.value[1:].isdigit() or not token.value[1:] else 0
        arguments = cursor.span.arguments
        return self.line(arguments[number - 1], depth + 1) if 0 < number <= len(arguments) else ""

    def _script(self, sign: str, cursor: Cursor, depth: int) -> str:
        words = self._argument(cursor, depth)
        if sign == "^":
            if words.strip() in ("°", "′", "\\circ"):
                return words.strip()
            raised = superscript(words)
            return raised if raised != words else f"^{_grouped(words)}"
        return f"_{_grouped(words)}" if words.strip() else ""

    def _argument(self, cursor: Cursor, depth: int) -> str:
        """An argument; of a command alone, as in x^mathrm{T}, with its own."""
        cursor.skip_space()
        token = cursor.peek()
        if token is not None and token.kind == "command":
            cursor.next()
            return self._command(token, cursor, depth + 1) if depth < _DEEPEST else ""
        return self.line(cursor.argument(), depth + 1).strip()

    def _command(self, token: Token, cursor: Cursor, depth: int) -> str:
        name = token.value
        if (body := self._expand(name, cursor)) is not None:
            return self.line(body, depth + 1)
        if name in MATH:
            # Signs between letters have no spaces of their own, and those that are written are kept.
            return MATH[name] + " " * (token.gap and name.isalpha())
        if name in FUNCTIONS:
            return f"{name} "
        return self._built(name, cursor, depth)

    def _built(self, name: str, cursor: Cursor, depth: int) -> str:
        if name in ("frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"):
            above, below = self._argument(cursor, depth), self._argument(cursor, depth)
            return f"{_grouped(above)}/{_grouped(below)}"
        if name in ("binom", "dbinom", "tbinom"):
            return f"({self._argument(cursor, depth)} over {self._argument(cursor, depth)})"
        if name == "sqrt":
            degree = cursor.option()
            sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(
                inner := self.line(degree, depth + 1) if degree else "", f"{inner}√"
            )
            return f"{sign}({self._argument(cursor, depth)})"
        return self._marked(name, cursor, depth)

    def _marked(self, name: str, cursor: Cursor, depth: int) -> str:
        if name in _MARKS:
            letter = self._argument(cursor, depth)
            return letter + _MARKS[name] if len(letter) == 1 else letter
        if name in _DROPPED:
            cursor.argument()
            return ""
        if name in ("begin", "end", "\\"):
            _ = cursor.option() if name == "\\" else cursor.argument()
            return "; " if name == "\\" else " "
        if name in _TEXTS:
            return self.line(cursor.argument(), depth + 1)
        if name in TEXT or name in _SIDES or name in SILENT:
            return TEXT.get(name, "")
        # One that another file defines.
        following = cursor.peek()
        is_alone = name.isalpha() and len(name) > 1 and (following is None or following.kind != "open")
        return f"{name} " if is_alone else ""


def _grouped(text: str) -> str:
    """The text in brackets, unless it is clear without them."""
    text = text.strip()
    bare = len(text) < 2 or text.isalnum() or (text[0] == "(" and text.find(")") == len(text) - 1)
    return text if bare else f"({text})"
