"""What single commands print that take arguments: titles, items, captions, links, quantities."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from index.formats.tex.commands import ENVIRONMENTS, FLOATS, MATH_ENVIRONMENTS, TABLES
from index.formats.tex.cursor import Cursor, source_of
from index.formats.tex.displayed import displayed
from index.formats.tex.flow import AND
from index.formats.tex.other_commands import overlay
from index.formats.tex.symbols import UNITS

if TYPE_CHECKING:
    from index.formats.tex.walker import Walker

Handler: TypeAlias = "Callable[[Walker, Cursor], None]"
_MOST_PARTS = 8
_TRIMMED = re.compile(r"\([lr]{0,2}\)?")
_BEFORE_COMMA = re.compile(rf"(?<! ) ?(,|{AND})")
_TITLE = re.compile(r"\btitle=([^,]+)")


def _begin(walker: "Walker", cursor: Cursor) -> None:
    name = source_of(cursor.argument())
    plain = name.rstrip("*")
    if plain in MATH_ENVIRONMENTS and name not in TABLES:
        _displayed(walker, cursor, name)
        return
    overlay(walker, cursor)
    option = cursor.option()
    for _ in ENVIRONMENTS.get(name, ""):
        cursor.argument()
        cursor.option()
    title = walker.words(option) if option is not None and name not in TABLES else ""
    if plain in ("frame", "block", "alertblock", "exampleblock"):
        following = cursor.peek()
        title = walker.words(cursor.argument()) if following is not None and following.kind == "open" else ""
    elif found := _TITLE.search(title):
        title = found[1]
    defined = walker.macros.begun(name, cursor)
    walker.environments.begin(name, title)
    if defined is not None:
        walker.endings.append((name, defined[1]))
        walker.expand(defined[0])


def _displayed(walker: "Walker", cursor: Cursor, name: str) -> None:
    if name.rstrip("*") in ("equation", "align", "gather", "multline", "eqnarray") and not name.endswith("*"):
        walker.flow.count("Equation")
    displayed(walker, name, cursor)


def _end(walker: "Walker", cursor: Cursor) -> None:
    name = source_of(cursor.argument())
    if walker.endings and walker.endings[-1][0] == name:
        walker.expand(walker.endings.pop()[1])
    walker.environments.end(name)


def _item(walker: "Walker", cursor: Cursor) -> None:
    overlay(walker, cursor)
    option = cursor.option()
    walker.environments.item(walker.words(option) if option is not None else None)


def _bibitem(walker: "Walker", cursor: Cursor) -> None:
    option = cursor.option()
    label = walker.words(option) if option is not None else None
    walker.environments.entry(source_of(cursor.argument()), label)


def _caption(walker: "Walker", cursor: Cursor) -> None:
    is_counted = not cursor.take("*")
    cursor.option()
    words = walker.words(cursor.argument())
    floats = [one.name for one in walker.environments.open if one.name in FLOATS]
    noun, number = walker.flow.current
    if floats and is_counted and number and noun == FLOATS[floats[-1]] and words:
        words = f"{noun} {number}: {words}"
    if (table := walker.environments.table) is not None:
        # A row of its own in a long table.
        table.caption = table.caption or words
    else:
        walker.flow.block("caption", words)


def _about(name: str) -> Handler:
    def keep(walker: "Walker", cursor: Cursor) -> None:
        cursor.option()
        walker.about[name] = walker.words(cursor.argument())

    return keep


def _author(walker: "Walker", cursor: Cursor) -> None:
    cursor.option()
    walker.line_end = ", "
    authors = _BEFORE_COMMA.sub(r"\1", walker.words(cursor.argument()))
    walker.line_end = " "
    earlier = walker.about.get("author")
    walker.about["author"] = f"{earlier}{AND}{authors}" if earlier else authors


def _and(walker: "Walker", _: Cursor) -> None:
    walker.flow.text(AND)


def _maketitle(walker: "Walker", _: Cursor) -> None:
    if walker.is_titled:
        return
    walker.is_titled = True
    for name in ("title", "subtitle"):
        walker.flow.block("title", walker.about.get(name, ""))
    if authors := walker.about.get("author"):
        noun = "Authors" if AND in authors else "Author"
        walker.flow.block("paragraph", f"{noun}: {authors.replace(AND, ', ')}")
    for name in ("institute", "date"):
        walker.flow.block("paragraph", walker.about.get(name, "").replace(AND, ", "))


def _frame_title(walker: "Walker", cursor: Cursor) -> None:
    overlay(walker, cursor)
    cursor.option()
    walker.flow.block("heading", walker.words(cursor.argument()), level=7)


def _label(walker: "Walker", cursor: Cursor) -> None:
    walker.flow.label(source_of(cursor.argument()))


def _multicolumn(walker: "Walker", cursor: Cursor) -> None:
    columns = source_of(cursor.argument())
    cursor.argument()
    words = walker.words(cursor.argument())
    if (table := walker.environments.table) is not None:
        table.span(columns=int(columns) if columns.isdecimal() and len(columns) < 3 else 1)
    walker.flow.text(words)


def _multirow(walker: "Walker", cursor: Cursor) -> None:
    cursor.option()
    rows = source_of(cursor.argument()).lstrip("-")
    cursor.option()
    cursor.argument()
    cursor.option()
    words = walker.words(cursor.argument())
    if (table := walker.environments.table) is not None:
        table.span(rows=int(rows) if rows.isdecimal() and len(rows) < 3 else 1)
    walker.flow.text(words)


def _code(walker: "Walker", cursor: Cursor) -> None:
    # Fonts of typewriters have no dashes for two hyphens, and no curved quotes.
    before, walker.is_code = walker.is_code, True
    walker.flow.text(walker.words(cursor.argument()))
    walker.is_code = before


def _url(walker: "Walker", cursor: Cursor) -> None:
    cursor.option()
    walker.flow.text(source_of(cursor.argument()))


def _quoted(walker: "Walker", cursor: Cursor) -> None:
    cursor.take("*")
    walker.flow.text(f"“{walker.words(cursor.argument())}”")


def _formula(walker: "Walker", cursor: Cursor) -> None:
    walker.flow.text(walker.formulas.line(cursor.argument()))


def _raised(walker: "Walker", cursor: Cursor) -> None:
    walker.flow.text(walker.raised(walker.words(cursor.argument())))


def _number(walker: "Walker", cursor: Cursor) -> None:
    cursor.option()
    walker.flow.text(_figure(source_of(cursor.argument())))


def _quantity(walker: "Walker", cursor: Cursor) -> None:
    cursor.option()
    figure = _figure(source_of(cursor.argument()))
    cursor.option()
    unit = _unit(source_of(cursor.argument()))
    walker.flow.text(f"{figure}{'' if unit in ('°', '′', '″') else ' '}{unit}")


def _range(walker: "Walker", cursor: Cursor) -> None:
    cursor.option()
    first, last = _figure(source_of(cursor.argument())), _figure(source_of(cursor.argument()))
    walker.flow.text(f"{first} to {last} {_unit(source_of(cursor.argument()))}")


def _figure_range(walker: "Walker", cursor: Cursor) -> None:
    cursor.option()
    walker.flow.text(f"{_figure(source_of(cursor.argument()))} to {_figure(source_of(cursor.argument()))}")


def _only_unit(walker: "Walker", cursor: Cursor) -> None:
    cursor.option()
    walker.flow.text(_unit(source_of(cursor.argument())))


def _angle(walker: "Walker", cursor: Cursor) -> None:
    cursor.option()
    signs = zip(source_of(cursor.argument()).split(";"), "°′″", strict=False)
    walker.flow.text("".join(f"{part}{sign}" for part, sign in signs if part))


def _figure(written: str) -> str:
    """A number as siunitx reads it: 1.5e3 is 1.5 × 10^3, 2 +- 0.1 has an uncertainty."""
    figure, _, power = written.replace(" ", "").replace("+-", " ± ").replace("\\pm", " ± ").partition("e")
    return f"{figure} × 10^{power}".lstrip(" ×") if power else figure


def _unit(written: str) -> str:
    """A unit as siunitx reads it: kilometreperhour is km/h."""
    words = written.replace("~", " ").replace(".", " ").replace("\\", " \\").split()
    return "".join(UNITS.get(word.lstrip("\\"), word.lstrip("\\")) for word in words)


def _rule(walker: "Walker", cursor: Cursor) -> None:
    """A line below some columns: how it is trimmed stands in round brackets."""
    cursor.option()
    following = cursor.peek()
    if following is not None and following.kind == "text" and (trimmed := _TRIMMED.match(following.value)):
        cursor.take(trimmed[0])
        # Lengths in it stand in braces: (l{2pt}r{2pt}).
        for _ in range(2):
            if not trimmed[0].endswith(")") and not cursor.take(")"):
                cursor.argument()
                cursor.take("r")
        cursor.take(")")
    cursor.argument()


def _entry(walker: "Walker", cursor: Cursor) -> None:
    """A line of a curriculum: a date, a post, an employer and the like, and a text."""
    cursor.take("*")
    cursor.option()
    parts: list[str] = []
    cursor.skip_space()
    while (following := cursor.peek()) is not None and following.kind == "open" and len(parts) < _MOST_PARTS:
        parts.append(walker.words(cursor.argument()))
        cursor.skip_space()
    walker.flow.block("paragraph", ", ".join(part for part in parts if part))


def _part(walker: "Walker", cursor: Cursor) -> None:
    """A question of an exam or one of its answers, which begin a paragraph."""
    cursor.option()
    walker.flow.end_paragraph()


def _space(walker: "Walker", cursor: Cursor) -> None:
    cursor.take("*")
    cursor.argument()
    walker.flow.text(" ")


def _appendix(walker: "Walker", _: Cursor) -> None:
    walker.flow.begin_appendix()


HANDLERS: dict[str, Handler] = {
    "begin": _begin, "end": _end, "item": _item, "bibitem": _bibitem, "caption": _caption, "captionof": _caption,
    "title": _about("title"), "date": _about("date"), "subtitle": _about("subtitle"), "author": _author, "and": _and,
    "institute": _about("institute"), "maketitle": _maketitle, "titlepage": _maketitle, "frametitle": _frame_title,
    "label": _label, "multicolumn": _multicolumn, "multirow": _multirow, "texttt": _code, "code": _code, "path": _url,
    "url": _url, "nolinkurl": _url, "enquote": _quoted, "textquote": _quoted, "ensuremath": _formula,
    "textsuperscript": _raised, "num": _number, "SI": _quantity, "qty": _quantity, "SIrange": _range,
    "qtyrange": _range, "numrange": _figure_range, "si": _only_unit, "unit": _only_unit, "ang": _angle, "appendix": _appendix,
    "hspace": _space, "cmidrule": _rule, "cline": _rule,
    **dict.fromkeys(("cventry", "cvitem", "cvlistitem", "cvdoubleitem", "cvitemwithcomment", "cvline"), _entry),
    **dict.fromkeys(
        ("question", "choice", "CorrectChoice", "opening", "closing", "signature", "address", "makecvtitle"), _part
    ),
}  # fmt: skip
