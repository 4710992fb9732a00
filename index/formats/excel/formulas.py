"""Computes the simple formulas that libraries write without their values: SUM, AVERAGE, MIN, MAX, COUNT and + - * /.

A spreadsheet program computes in binary fractions and shows fifteen digits; here it is exact, and cut to fifteen digits at
the end, so that both show the same. What is not known for sure has no value: a text in a sum of two cells, another
sheet, another function.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Context, Decimal, InvalidOperation
from fractions import Fraction
from typing import TypeAlias

from openpyxl.utils import column_index_from_string

Place: TypeAlias = tuple[int, int]  # row from 1, column from 0
# What a cell holds: a number; a text, which sums leave out; nothing, which counts as 0 in "A1+1".
Value: TypeAlias = Fraction | str | None

_LONGEST = 1_000  # characters
_DEEPEST = 30  # brackets
_LARGEST = 99  # the power of ten
_DIGITS = Context(prec=15)
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d{1,2})?|\.\d+)"
    r"|(?P<cells>\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?(?![A-Za-z0-9_.(!\[]))"
    r"|(?P<name>[A-Z]{3,7})(?=\()|(?P<mark>[-+*/(),;%]))"
)
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


class UnknownValueError(Exception):
    """The value of a formula can't be told."""


def evaluate(
    formula: str, cell: Callable[[Place], Value], cells: Callable[[Place, Place], Iterator[Value]]
) -> Fraction:
    """The value of a formula.

    Args:
        formula: As the file has it, without "=".
        cell: Gives what a cell holds; may raise `UnknownValueError`.
        cells: The same for the cells of a range that hold anything, from its first to its last.

    Raises:
        UnknownValueError: It can't be told.
    """
    parser = _Formula(formula, cell, cells)
    value = parser.sum()
    if parser.token is not None:
        raise UnknownValueError
    return value


def as_stated(value: Fraction) -> str:
    """A number as files state it, with at most fifteen digits."""
    try:
        rounded = _DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))
    except InvalidOperation as error:
        raise UnknownValueError from error
    if rounded.adjusted() > _LARGEST:
        raise UnknownValueError
    return f"{rounded.normalize(_DIGITS):f}" if rounded else "0"


def number_of(stated: str) -> Fraction:
    """The number that a file states; written in full from a binary fraction it has up to seventeen digits.

    Raises:
        UnknownValueError: It is none, or has a hundred digits or more.
    """
    try:
        number = _DIGITS.create_decimal(stated.strip())
    except InvalidOperation as error:
        raise UnknownValueError from error
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST:
        raise UnknownValueError
    return Fraction(number)


class _Formula:
    """Reads a formula from left to right; each method reads one part and gives its value."""

    def __init__(
        self, formula: str, cell: Callable[[Place], Value], cells: Callable[[Place, Place], Iterator[Value]]
    ) -> None:
        if len(formula) > _LONGEST:
            raise UnknownValueError
        self._tokens = _tokens(formula)
        self._cell, self._cells = cell, cells
        self._depth = 0
        self.token: tuple[str, str] | None = None
        self._next()

    def _next(self) -> None:
        self.token = next(self._tokens, None)

    def _took(self, *marks: str) -> str:
        """The mark that comes next, if it is one of these; "" otherwise."""
        if self.token is None or self.token[0] != "mark" or self.token[1] not in marks:
            return ""
        mark = self.token[1]
        self._next()
        return mark

    def sum(self) -> Fraction:
        value = self._product()
        while mark := self._took("+", "-"):
            other = self._product()
            value = value + other if mark == "+" else value - other
        return value

    def _product(self) -> Fraction:
        value = self._signed()
        while mark := self._took("*", "/"):
            other = self._signed()
            if mark == "/" and not other:
                raise UnknownValueError
            value = value * other if mark == "*" else value / other
        return value

    def _signed(self) -> Fraction:
        sign = 1
        while mark := self._took("+", "-"):
            sign = -sign if mark == "-" else sign
        value = self._operand()
        while self._took("%"):
            value /= 100
        return sign * value

    def _operand(self) -> Fraction:
        kind, text = self.token or ("", "")
        self._next()
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UnknownValueError
        match kind:
            case "number":
                value = number_of(text)
            case "cells" if ":" not in text:
                value = _as_number(self._cell(_place(text)))
            case "name":
                value = self._function(text)
            case "mark" if text == "(":
                value = self.sum()
                self._expect(")")
            case _:
                raise UnknownValueError
        self._depth -= 1
        return value

    def _function(self, name: str) -> Fraction:
        compute = _FUNCTIONS.get(name)
        self._expect("(")
        if compute is None:
            raise UnknownValueError
        values = list(self._argument())
        while self._took(",", ";"):
            values += self._argument()
        self._expect(")")
        return compute(values)

    def _argument(self) -> Iterator[Fraction]:
        if self.token is not None and self.token[0] == "cells" and ":" in self.token[1]:
            first, last = self.token[1].split(":")
            self._next()
            # A range that is part of a sum, such as A1:A3*2, would be an array.
            if self.token is not None and self.token[1] not in ",;)":
                raise UnknownValueError
            found = self._cells(_place(first), _place(last))
            return (value for value in found if isinstance(value, Fraction))
        return self._single()

    def _single(self) -> Iterator[Fraction]:
        """One value; a cell alone that holds a text or nothing is left out, as in a range."""
        if self.token is not None and self.token[0] == "cells":
            value = self._cell(_place(self.token[1]))
            if not isinstance(value, Fraction):
                self._next()
                if self.token is not None and self.token[1] not in ",;)":
                    raise UnknownValueError
                return
        yield self.sum()

    def _expect(self, mark: str) -> None:
        if not self._took(mark):
            raise UnknownValueError


def _tokens(formula: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(formula.rstrip()):
        found = _TOKEN.match(formula, at)
        if found is None:
            raise UnknownValueError
        yield found.lastgroup or "", found[found.lastgroup or 0]
        at = found.end()


def _place(reference: str) -> Place:
    found = _CELL.fullmatch(reference)
    if found is None:
        raise UnknownValueError
    return int(found[2]), column_index_from_string(found[1]) - 1


def _as_number(value: Value) -> Fraction:
    # A text that reads like a number counts as one in some programs, and not in others.
    if isinstance(value, str):
        raise UnknownValueError
    return Fraction(0) if value is None else value


def _average(values: Sequence[Fraction]) -> Fraction:
    if not values:
        raise UnknownValueError
    return sum(values, Fraction(0)) / len(values)


_FUNCTIONS: dict[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "SUM": lambda values: sum(values, Fraction(0)),
    "AVERAGE": _average,
    "MIN": lambda values: min(values, default=Fraction(0)),
    "MAX": lambda values: max(values, default=Fraction(0)),
    "COUNT": lambda values: Fraction(len(values)),
}
