"""Reads large XML element by element, so that a million cells need no tree in memory."""

from collections.abc import Callable
from typing import TypeAlias
from xml.parsers.expat import ExpatError, ParserCreate

from index.formats.extract import UnreadableError
from index.formats.xml.safe import REFUSED, is_out_of_memory

_PIECE = 1 << 16

Attributes: TypeAlias = dict[str, str]
OnStart: TypeAlias = Callable[[str, Attributes], None]
OnEnd: TypeAlias = Callable[[str, str], None]


class Enough(Exception):  # noqa: N818 (not an error: a handler raises it when it needs no more)
    """Raised by a handler to end `read_events` before the end of the document."""


def read_events(data: bytes, on_start: OnStart, on_end: OnEnd) -> bool:
    """Calls `on_start(name, attributes)` and `on_end(name, text)` for each element, as they come.

    Names have no prefix. The text is the text directly before the end of the element.

    Returns:
        Whether the document is complete; if it is damaged, everything before the damage was read.

    Raises:
        UnreadableError: It declares a DTD, which is not allowed for safety.
    """
    parser = ParserCreate()
    # Otherwise each line of a text comes in a call of its own.
    parser.buffer_text = True
    text: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        text.clear()
        on_start(name[name.find(":") + 1 :], attributes)

    def end(name: str) -> None:
        on_end(name[name.find(":") + 1 :], "".join(text))
        text.clear()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text.append
    # Called before any entity of the DTD is declared, so that none can expand.
    parser.StartDoctypeDeclHandler = _refuse
    try:
        for start_of_piece in range(0, len(data), _PIECE):
            parser.Parse(data[start_of_piece : start_of_piece + _PIECE], False)
        parser.Parse(b"", True)
    except Enough:
        return True
    except (ExpatError, LookupError, ValueError) as error:
        # It is a ValueError as well, but no damage: `_refuse` raised it.
        if isinstance(error, UnreadableError):
            raise
        if is_out_of_memory(error):
            raise MemoryError from error
        return False
    return True


def _refuse(*_: object) -> None:
    raise UnreadableError(REFUSED)
