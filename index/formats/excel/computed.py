"""The formulas of a sheet that the file has no value of, computed where that is sure.

Libraries write formulas and leave computing to the program that opens the file. Some write no value, some a 0.
"""

from collections.abc import Iterator
from fractions import Fraction

from openpyxl.formula.translate import Translator, TranslatorError
from openpyxl.utils import get_column_letter

from index.formats.excel.formulas import Place, UnknownValueError, Value, as_stated, evaluate, number_of
from index.formats.excel.references import place_of
from index.formats.ooxml.parts import number
from index.formats.xml.events import Attributes, read_events

# A sum over all rows above in each row of a long sheet takes time by the square of its length.
_MOST_READ = 2_000_000  # cells
_MOST_FORMULAS = 100_000
# Formulas that lean on others come after them in the order of the sheet, or against it; then what leans on those.
_PASSES = 6


def computed_values(data: bytes, *, zeros: bool) -> dict[Place, str]:
    """The values that could be computed, by row (from 1) and column (from 0), as a file would state them.

    Args:
        data: The part of a sheet.
        zeros: Whether a 0 stands for no value.
    """
    sheet = _Sheet(zeros=zeros)
    read_events(data, sheet.start, sheet.end)
    return sheet.computed()


class _Sheet:
    """What the cells of a sheet hold, and its formulas without a value."""

    def __init__(self, *, zeros: bool) -> None:
        self._zeros = zeros
        self._values: dict[Place, Value] = {}
        self._formulas: dict[Place, str] = {}
        self._shared: dict[str, tuple[str, str]] = {}
        self._errors: set[Place] = set()
        self._left = _MOST_READ
        self._place: Place = (0, -1)
        self._kind, self._formula, self._shares, self._value = "n", "", "", ""
        self._has_formula = False

    def start(self, name: str, attributes: Attributes) -> None:
        """A row, a cell or a formula begins."""
        match name:
            case "row":
                self._place = (number(attributes.get("r"), self._place[0] + 1), -1)
            case "c":
                row, column = self._place
                self._place = place_of(attributes.get("r", "")) or (row, column + 1)
                self._kind = attributes.get("t", "n")
                self._formula = self._shares = self._value = ""
                self._has_formula = False
            case "f":
                self._has_formula = True
                # Of formulas that cells share only the first is written out.
                self._shares = attributes.get("si", "") if attributes.get("t") == "shared" else ""
                if attributes.get("t", "normal") not in ("normal", "shared"):
                    self._kind = "array"

    def end(self, name: str, text: str) -> None:
        """A formula, a value or a cell ends."""
        match name:
            case "f":
                self._formula = text
            case "v" | "t":
                self._value += text
            case "c":
                self._end_cell()

    def _end_cell(self) -> None:
        if self._shares and self._formula:
            self._shared.setdefault(self._shares, (self._formula, _name(self._place)))
        unknown = not self._value or (self._zeros and is_zero(self._value))
        if self._has_formula and unknown and self._kind != "str":
            if self._shares and not self._formula:
                self._formula = self._translated()
            self._formulas[self._place] = self._formula if self._kind != "array" else ""
        elif self._kind == "e":
            self._errors.add(self._place)
        elif self._value:
            self._values[self._place] = _value(self._value) if self._kind == "n" else self._value

    def _translated(self) -> str:
        formula, origin = self._shared.get(self._shares, ("", ""))
        try:
            return (
                Translator(f"={formula}", origin).translate_formula(_name(self._place))[1:] if formula else ""
            )
        except TranslatorError:
            return ""

    def computed(self) -> dict[Place, str]:
        """The values of formulas that could be computed."""
        found: dict[Place, str] = {}
        left = sorted(self._formulas) if len(self._formulas) <= _MOST_FORMULAS else []
        for _ in range(_PASSES):
            failed = [place for place in left if not self._compute(place, found)]
            if len(failed) == len(left):
                break
            left = failed[::-1]
        return found

    def _compute(self, place: Place, found: dict[Place, str]) -> bool:
        try:
            value = evaluate(self._formulas[place], self._cell, self._cells)
            found[place] = as_stated(value)
        except UnknownValueError:
            return False
        self._values[place] = value
        return True

    def _cell(self, place: Place) -> Value:
        self._left -= 1
        unknown = place in self._formulas and place not in self._values
        if unknown or place in self._errors or self._left < 0:
            raise UnknownValueError
        return self._values.get(place)

    def _cells(self, first: Place, last: Place) -> Iterator[Value]:
        rows = range(min(first[0], last[0]), max(first[0], last[0]) + 1)
        columns = range(min(first[1], last[1]), max(first[1], last[1]) + 1)
        if len(rows) * len(columns) > self._left:
            raise UnknownValueError
        return (self._cell((row, column)) for row in rows for column in columns)


def is_zero(stated: str) -> bool:
    """Whether a file states 0, as a library does for a formula that it did not compute."""
    return stated.strip() in ("0", "0.0")


def _name(place: Place) -> str:
    return f"{get_column_letter(place[1] + 1)}{place[0]}"


def _value(stated: str) -> Fraction | str:
    """A number of a cell; one that is none stands as a text, so that nothing is computed from it."""
    try:
        return number_of(stated)
    except UnknownValueError:
        return stated
