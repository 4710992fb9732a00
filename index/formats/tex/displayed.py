"""Formulas in the text of a paragraph, between dollars or in environments of their own."""

from typing import TYPE_CHECKING

from index.formats.tex.cursor import Cursor, Span, source_of

if TYPE_CHECKING:
    from index.formats.tex.walker import Walker

# A formula has an end in its paragraph; so many tokens without one are text with a dollar in it.
_LONGEST_FORMULA = 2000


def inline_formula(walker: "Walker", sign: str, cursor: Cursor) -> None:
    """A formula between dollars; a dollar that nothing closes is a dollar."""
    items = cursor.span.tokens.items
    last = min(cursor.span.end, cursor.position + _LONGEST_FORMULA)
    for end in range(cursor.position, last):
        if items[end].kind == "math" and (items[end].value == sign or len(sign) == 1):
            inner = cursor.span._replace(start=cursor.position, end=end)
            cursor.position = end + 1
            walker.flow.text(_padded(walker.formulas.line(inner), is_display=sign == "$$"))
            if items[end].value != sign:
                # "$a$$b$" are two formulas one after another.
                inline_formula(walker, sign, cursor)
            return
        if items[end].kind == "par":
            break
    walker.flow.text(sign)


def displayed(walker: "Walker", closing: str, cursor: Cursor) -> None:
    """A formula up to the command that ends it: ], ), or end with the name of its environment."""
    items = cursor.span.tokens.items
    last = min(cursor.span.end, cursor.position + _LONGEST_FORMULA)
    for end in range(cursor.position, last):
        # None goes over an empty line, and none begins in another.
        if items[end].kind == "par" or (items[end].kind == "command" and items[end].value in ("[", "(")):
            return
        if items[end].kind != "command" or items[end].value != (closing if len(closing) == 1 else "end"):
            continue
        behind = Cursor(cursor.span)
        behind.position = end + 1
        if len(closing) > 1 and source_of(behind.argument()) != closing:
            continue
        inner = cursor.span._replace(start=cursor.position, end=end)
        _label_in(walker, inner)
        cursor.position = behind.position
        walker.flow.text(_padded(walker.formulas.line(inner).strip("; "), is_display=closing != ")"))
        return


def _label_in(walker: "Walker", span: Span) -> None:
    items = span.tokens.items
    for number in range(span.start, span.end):
        if items[number].kind == "command" and items[number].value == "label":
            at = Cursor(span)
            at.position = number + 1
            walker.flow.label(source_of(at.argument()))


def _padded(line: str, *, is_display: bool) -> str:
    return f" {line} " if is_display else line
