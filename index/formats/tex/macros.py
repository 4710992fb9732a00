"""The macros that a file defines, expanded within a bound."""

from typing import NamedTuple

from index.formats.tex.cursor import NOTHING, Cursor, Span, source_of

# Macros in macros; and the characters that all of them may add to a file, beside as many as it has itself.
_DEEPEST = 25
_MOST_CHARACTERS = 200_000
_MOST_ARGUMENTS = 9


class _Macro(NamedTuple):
    body: Span
    arguments: int
    default: Span | None


class Macros:
    """The macros and environments of a file.

    Args:
        characters: The length of the file.
    """

    def __init__(self, characters: int) -> None:
        self._macros: dict[str, _Macro] = {}
        self.environments: dict[str, tuple[_Macro, Span]] = {}
        self._left = characters + _MOST_CHARACTERS
        self.depth = 0

    def __contains__(self, name: str) -> bool:
        return name in self._macros

    def define(self, cursor: Cursor) -> None:
        """Reads what stands behind newcommand and the like: a name, how many arguments, a default, and a body."""
        cursor.take("*")
        name = _name(cursor)
        arguments, default = _number(cursor.option()), cursor.option()
        body = cursor.argument()
        # One that stands for itself is no use, as \\renewcommand{\\a}{\\a} of a package that keeps the former.
        if name:
            self._macros[name] = _Macro(body, arguments, default)

    def define_plainly(self, cursor: Cursor) -> None:
        """Reads what stands behind def: a name, the parameters one after another, and a body."""
        cursor.skip_space()
        token = cursor.next()
        parameters = 0
        while (following := cursor.peek()) is not None and following.kind != "open":
            if following.kind == "par":
                return
            parameters += following.kind == "param"
            cursor.next()
        body = cursor.argument()
        if token is not None and token.kind == "command":
            self._macros[token.value] = _Macro(body, min(parameters, _MOST_ARGUMENTS), None)

    def define_document(self, cursor: Cursor) -> None:
        """Reads what stands behind NewDocumentCommand: a name, the letters of its arguments, and a body."""
        name, letters, body = _name(cursor), source_of(cursor.argument()), cursor.argument()
        if name:
            self._macros[name] = _Macro(body, min(letters.count("m"), _MOST_ARGUMENTS), None)

    def define_alike(self, cursor: Cursor) -> None:
        """Reads what stands behind let: two names."""
        cursor.skip_space()
        token = cursor.next()
        cursor.skip_space()
        cursor.take("=")
        other = cursor.argument()
        # A name that stands for itself would never end.
        if token is not None and token.kind == "command" and source_of(other) != f"\\{token.value}":
            self._macros[token.value] = _Macro(other, 0, None)

    def define_environment(self, cursor: Cursor) -> None:
        """Reads what stands behind newenvironment."""
        cursor.take("*")
        name = source_of(cursor.argument())
        arguments, default = _number(cursor.option()), cursor.option()
        begin, end = cursor.argument(), cursor.argument()
        self.environments[name] = (_Macro(begin, arguments, default), end)

    def expanded(self, name: str, cursor: Cursor) -> Span | None:
        """The body of a macro with its arguments; None if there is none of that name.

        Where the bound is reached, it is empty: a macro that calls itself ends so.
        """
        macro = self._macros.get(name)
        return None if macro is None else self._filled(macro, cursor)

    def begun(self, name: str, cursor: Cursor) -> tuple[Span, Span] | None:
        """What an environment begins and ends with; None if the file defines none of that name."""
        found = self.environments.get(name)
        return None if found is None else (self._filled(found[0], cursor), found[1])

    def _filled(self, macro: _Macro, cursor: Cursor) -> Span:
        arguments: list[Span] = []
        if macro.default is not None:
            arguments.append(cursor.option() or macro.default)
        while len(arguments) < macro.arguments:
            arguments.append(cursor.argument())
        body = macro.body._replace(arguments=tuple(arguments))
        self._left -= body.characters + 1
        return body if self._left > 0 and self.depth < _DEEPEST else NOTHING

    def parameter(self, span: Span, number: int) -> Span:
        """What a parameter in a span stands for; nothing beyond the bound."""
        if not 0 < number <= len(span.arguments):
            return NOTHING
        argument = span.arguments[number - 1]
        self._left -= argument.characters + 1
        return argument if self._left > 0 and self.depth < _DEEPEST else NOTHING


def _name(cursor: Cursor) -> str:
    """The name of a command, with or without braces around it."""
    return source_of(cursor.argument()).removeprefix("\\").strip()


def _number(option: Span | None) -> int:
    digits = source_of(option) if option is not None else ""
    return (
        min(int(digits), _MOST_ARGUMENTS)
        if digits.isdecimal() and digits.isascii() and len(digits) < 3
        else 0
    )
