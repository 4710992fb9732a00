"""Formulas as nested lists, as JSON holds them: ["count", ["over", "rows", "Year", 1990]]. A language model can be held to their form."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rag.tables.language.formula import OPERATIONS, Call, Column, Constant, Formula, Sort
from rag.tables.language.parse import FormulaError

# So many operations that choose rows may stand in one another; people hardly ever ask for more.
_DEEPEST = 3
# The others compare with a number: a small model would also look for words by them.
_LOOKS_FOR_WORDS = ("has", "lacks")
_LONGEST_WORDS, _MOST_FORMULAS = 80, 3
Schema = dict[str, object]


def from_nested(value: object, columns: Mapping[str, str]) -> Call:
    """The formula of nested lists.

    Args:
        value: What was read from JSON; it may be anything.
        columns: The names of columns by the names that stand in the lists.

    Raises:
        FormulaError: It is no formula, or it names another column.
    """
    formula = _formula(value, "values", columns, 2 * _DEEPEST)
    if not isinstance(formula, Call):
        raise FormulaError("a formula begins with an operation")
    return formula


def _formula(value: object, sort: Sort, columns: Mapping[str, str], depth: int) -> Formula:
    if sort == "column":
        if not isinstance(value, str) or value not in columns:
            raise FormulaError(f"there is no column {value}")
        return Column(columns[value])
    if sort == "constant":
        return _constant(value)
    if value == "rows" and sort == "rows":
        return Call("rows")
    name, *arguments = value if isinstance(value, list) and value else [None]
    operation = OPERATIONS.get(name) if isinstance(name, str) else None
    if operation is None or operation.gives != sort or len(arguments) != len(operation.takes) or not depth:
        raise FormulaError(f"{str(value)[:_LONGEST_WORDS]} gives no {sort}")
    pairs = zip(arguments, operation.takes, strict=True)
    return Call(str(name), tuple(_formula(each, wants, columns, depth - 1) for each, wants in pairs))


def _constant(value: object) -> Constant:
    if isinstance(value, str) and 0 < len(value.strip()) <= _LONGEST_WORDS:
        return Constant(value.strip())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Constant(float(value))
    raise FormulaError(f"{str(value)[:_LONGEST_WORDS]} is neither words nor a number")


def nested_schema(columns: Sequence[str]) -> Schema:
    """The JSON Schema of {"formulas": [...]}, one to three of them, over columns of these names."""
    parts: Schema = {
        "column": {"enum": list(columns)},
        "words": {"type": "string", "minLength": 1, "maxLength": _LONGEST_WORDS},
        "number": {"type": "number"},
        "rows0": {"const": "rows"},
    }
    # A schema that holds itself would let a small model go on without end.
    for depth in range(1, _DEEPEST + 1):
        parts[f"rows{depth}"] = {"anyOf": [{"const": "rows"}, *_calls("rows", depth)]}
    for depth in (1, 2):
        parts[f"values{depth}"] = {"anyOf": _calls("values", depth)}
    formulas = {"type": "array", "items": _ref("values2"), "minItems": 1, "maxItems": _MOST_FORMULAS}
    return {
        "type": "object",
        "properties": {"formulas": formulas},
        "required": ["formulas"],
        "additionalProperties": False,
        "$defs": parts,
    }


def _calls(gives: Sort, depth: int) -> list[Schema]:
    """A form for all operations that take the same; what they are applied to is less deep by one."""
    names: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, operation in OPERATIONS.items():
        constant = "words" if name in _LOOKS_FOR_WORDS else "number"
        if operation.gives == gives and operation.takes:
            names[tuple(constant if sort == "constant" else sort for sort in operation.takes)].append(name)
    return [
        _list_of({"enum": alike}, *(_ref(_part(sort, gives, depth)) for sort in takes))
        for takes, alike in names.items()
        if depth > 1 or "values" not in takes
    ]


def _part(sort: str, gives: Sort, depth: int) -> str:
    if sort not in ("rows", "values"):
        return sort
    return f"{sort}{depth - 1 if sort == gives else _DEEPEST}"


def _list_of(*parts: Schema) -> Schema:
    count = len(parts)
    return {"type": "array", "prefixItems": list(parts), "minItems": count, "maxItems": count}


def _ref(part: str) -> Schema:
    return {"$ref": f"#/$defs/{part}"}
