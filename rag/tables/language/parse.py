"""Parses a formula that is written as text."""

import re

from rag.tables.language.formula import OPERATIONS, Call, Column, Constant, Formula, Sort

_TOKEN = re.compile(
    r"""\s*(?:(\[)((?:[^\]]|\]\])*)\]|"((?:[^"]|"")*)"|(-?\d+(?:\.\d+)?)|([a-z_]+)|([(),]))"""
)
# A deeper formula is no answer to a question, and would only make the parser deep.
_DEEPEST = 12


class FormulaError(ValueError):
    """A text is no formula of the language; the message says where."""


def parse(text: str) -> Call:
    """The formula of a text.

    Raises:
        FormulaError: It is none, or an operation gets what it does not take.
    """
    parser = _Parser(text)
    formula = parser.formula(0)
    parser.end()
    if not isinstance(formula, Call):
        raise FormulaError("a formula begins with an operation")
    return formula


class _Parser:
    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0

    def formula(self, depth: int) -> Formula:
        if depth > _DEEPEST:
            raise FormulaError("it is nested too deep")
        token = self._next()
        column, words, number, name = token[2], token[3], token[4], token[5]
        if token[1]:
            return Column(column.replace("]]", "]"))
        if words is not None:
            return Constant(words.replace('""', '"'))
        if number:
            return Constant(float(number))
        if name not in OPERATIONS:
            raise self._error(f"{token[0].strip()} is no operation", token)
        takes = OPERATIONS[name].takes
        arguments = self._arguments(len(takes), depth) if takes else ()
        for argument, sort in zip(arguments, takes, strict=True):
            if _sort(argument) != sort:
                raise self._error(f"{name} takes {', '.join(takes)}", token)
        return Call(name, arguments)

    def _arguments(self, count: int, depth: int) -> tuple[Formula, ...]:
        found = []
        for mark in "(" + "," * (count - 1):
            self._take(mark)
            found.append(self.formula(depth + 1))
        self._take(")")
        return tuple(found)

    def _take(self, mark: str) -> None:
        token = self._next()
        if token[6] != mark:
            raise self._error(f"{mark} is missing", token)

    def _next(self) -> re.Match[str]:
        token = _TOKEN.match(self._text, self._at)
        if token is None:
            raise FormulaError(f"at character {self._at + 1}: a formula is missing or not closed")
        self._at = token.end()
        return token

    def end(self) -> None:
        if self._text[self._at :].strip():
            raise FormulaError(f"at character {self._at + 1}: something stands behind the formula")

    def _error(self, message: str, token: re.Match[str]) -> FormulaError:
        return FormulaError(f"at character {token.start() + 1}: {message}")


def _sort(formula: Formula) -> Sort:
    if isinstance(formula, Call):
        return OPERATIONS[formula.name].gives
    return "column" if isinstance(formula, Column) else "constant"
