"""Commands whose arguments are dropped, and those that are not known: their names are not printed."""

import re
from typing import TYPE_CHECKING

from index.formats.tex.commands import SIGNATURES, SILENT
from index.formats.tex.cursor import Cursor, source_of
from index.formats.tex.flow import SPACE_BEFORE_WORD

if TYPE_CHECKING:
    from index.formats.tex.walker import Walker

_FILES = frozenset("input include subfile bibliography import".split())
_LENGTH = re.compile(r"=?-?(?:\d*[.,]?\d+(?:true)?(?:pt|em|ex|cm|mm|in|pc|bp|sp|mu|dd|fil+)(?![a-z]))|=")
_SETTINGS = re.compile(r"[\w /-]{1,40}=[^=.;!?\s]{1,60}(?:,[\w /\n-]{1,40}=[^=.;!?\s]{1,60}){0,20},?\s*")
_LONGEST_SETTINGS = 400
_OVERLAY = re.compile(r"<[\d\-+.,|@()a-z: ]{1,40}>")


def other_command(walker: "Walker", name: str, cursor: Cursor) -> None:
    """Writes of the arguments of a command those that are text; where it is not known, all but settings."""
    overlay(walker, cursor)
    if name in _FILES:
        cursor.take("*")
        if file := source_of(cursor.argument()):
            walker.files.append(file)
        return
    # A star may be written as a part of the name, too.
    cursor.take("*")
    cursor.option()
    if name not in SIGNATURES and not _named(walker, name, cursor):
        _pass_settings(cursor)
    for letter in SIGNATURES.get(name, ""):
        argument = cursor.argument()
        cursor.option()
        if letter == "t":
            walker.walk(argument)


def _named(walker: "Walker", name: str, cursor: Cursor) -> bool:
    """Prints the name of a command that another file defines, where it must print something and has no argument."""
    if not walker.is_part or name in SILENT or len(name) < 2 or not name.isalpha():
        return False
    if (
        (following := cursor.peek()) is not None
        and following.kind == "open"
        and source_of(cursor.argument_ahead())
    ):
        return False
    walker.flow.text(f"{name}{SPACE_BEFORE_WORD}")
    return True


def _pass_settings(cursor: Cursor) -> None:
    """Passes over a length or settings behind a command that is not known: parindent=0pt, x{a=1, b=2}."""
    following = cursor.peek()
    if following is None:
        return
    if following.kind == "text" and (length := _LENGTH.match(following.value)):
        cursor.take(length[0])
    elif following.kind == "open":
        at = cursor.position
        if not _SETTINGS.fullmatch(source_of(cursor.argument())[:_LONGEST_SETTINGS]):
            cursor.position = at


def overlay(walker: "Walker", cursor: Cursor) -> None:
    """Passes over what says on which slides something is shown: such as <2->."""
    if not walker.environments.frames or (token := cursor.peek()) is None or token.kind != "text":
        return
    if found := _OVERLAY.match(token.value):
        cursor.take(found[0])
