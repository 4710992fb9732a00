r"""Goes through RTF's tokens: what holds in each group, and where its text goes.

No library is used: striprtf, the one that is maintained, gives one string, which does not say what is a heading, a table,
a footnote or hidden.
"""

from collections.abc import Callable, Mapping

from index.formats.extract import UnreadableError
from index.formats.rtf import control_words
from index.formats.rtf.flow import Flow
from index.formats.rtf.group_state import Capture, Group
from index.formats.rtf.structure import Structure
from index.formats.rtf.text import RtfText
from index.formats.rtf.tokens import Token, tokens

# Programs write some dozens.
_MAX_DEPTH = 10_000
# In half points: nobody reads what is smaller than 2 points.
_SMALLEST = 4

Handler = Callable[[str, int | None], None]


class RtfReader:
    """Reads one document.

    Attributes:
        text: What turns bytes into text.
        structure: Its flows of paragraphs and tables.
        about: Its title, author ..., by name.
        dates: When it was written and changed: by name the "yr", "mo", "dy", "hr" and "min".
        language: The number of its language, or None.
        complete: Whether it ends where it should.
    """

    def __init__(self) -> None:
        self.text = RtfText()
        self.structure = Structure(self.text)
        self.about: dict[str, Capture] = {}
        self.dates: dict[str, dict[str, int]] = {}
        self._date: dict[str, int] = {}  # the one that began last
        self.language: int | None = None
        self.complete = False
        self._group = Group(self.structure.body, self.structure.body)
        self._stack: list[Group] = []
        self._starred = False
        self._to_skip = 0
        self._words: Mapping[str, Handler] = {**self._text_words(), **self._state_words()}
        self._parts: Mapping[str, Handler] = self._part_words()

    def read(self, data: bytes) -> None:
        """Reads all of it.

        Raises:
            UnreadableError: It is nested deeper than any program writes.
        """
        for token in tokens(data):
            self._token(token)
            # Bytes behind the last brace are not part of the document.
            if self.complete:
                break
        # Groups that are open here belong to a file that was cut off; their text is kept.
        for group in [self._group, *reversed(self._stack)]:
            self.structure.end_group(group)
        self.structure.finish()

    def _token(self, token: Token) -> None:
        if token.kind == "text":
            # `\u` is followed by what programs without Unicode print instead. A byte in hexadecimal and
            # a control word count as one character of it, and a brace ends it (RTF specification).
            skipped = min(self._to_skip, len(token.data))
            self._to_skip -= skipped
            if skipped < len(token.data):
                self.text.add_bytes(token.data[skipped:], self._group)
        elif token.kind == "{":
            self._open()
        elif token.kind == "}":
            self._close()
        elif self._to_skip:
            self._to_skip -= 1
        elif token.kind == "word":
            self._word(token.name, token.number)
        elif token.kind == "hex":
            self.text.add_bytes(token.data, self._group)
        else:
            self._symbol(token.name)

    def _open(self) -> None:
        self._to_skip = 0
        self._starred = False
        if len(self._stack) >= _MAX_DEPTH:
            raise UnreadableError("it is damaged: its groups are nested too deep")
        self._stack.append(self._group)
        self._group = self._group.inner()

    def _close(self) -> None:
        self._to_skip = 0
        self._starred = False
        if self._stack:
            self.structure.end_group(self._group)
            self._group = self._stack.pop()
            self.complete = not self._stack

    def _symbol(self, name: str) -> None:
        self._starred = name == "*"
        # A backslash before a line end means `\par` (RTF specification).
        if name in "\r\n":
            self.structure.end_paragraph(self._group)
        elif name in control_words.SYMBOLS:
            self.text.add_text(control_words.SYMBOLS[name], self._group)

    def _word(self, name: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        left_out = starred and name not in control_words.READ_ALTHOUGH_STARRED
        if not left_out and name in self._words:
            self._words[name](name, number)
            return
        handler = self._leave_out if left_out else self._parts.get(name)
        # A part has a group of its own. Where that is missing, all the rest of the file would be taken for it.
        if handler is not None and len(self._stack) > 1:
            handler(name, number)

    def _leave_out(self, _: str, __: int | None) -> None:
        self._group.leave_out()

    def _text_words(self) -> dict[str, Handler]:
        """The words that stand for text, or end a paragraph or a part of a table."""
        structure = self.structure
        return {
            **dict.fromkeys(
                control_words.CHARACTERS,
                lambda name, _: self.text.add_text(control_words.CHARACTERS[name], self._group),
            ),
            "u": self._unicode,
            **dict.fromkeys(("par", "sect", "page"), lambda *_: structure.end_paragraph(self._group)),
            "cell": lambda *_: structure.end_cell(self._group),
            "row": lambda *_: structure.end_row(self._group),
            "nestcell": lambda *_: structure.end_nested(self._group, Flow.end_nested_cell),
            "nestrow": lambda *_: structure.end_nested(self._group, Flow.end_nested_row),
            **dict.fromkeys(("trowd", "trhdr", "cellx", "clmrg", "clvmrg"), self._row_word),
            "chpgn": lambda *_: structure.drop_field(self._group),
        }

    def _part_words(self) -> dict[str, Handler]:
        """The words that begin a part of the document."""
        structure = self.structure
        return {
            **dict.fromkeys(control_words.LEFT_OUT, self._leave_out),
            "info": lambda *_: self._begin_left_out("head", True),
            **dict.fromkeys(("listtext", "pntext"), lambda *_: structure.begin_label(self._group)),
            **dict.fromkeys(control_words.DRAWINGS, lambda *_: self._group.leave_out_drawing()),
            **dict.fromkeys(control_words.HEADERS, lambda *_: structure.begin_apart(self._group, "header")),
            **dict.fromkeys(control_words.FOOTERS, lambda *_: structure.begin_apart(self._group, "footer")),
            **dict.fromkeys(control_words.TEXT_BOXES, lambda *_: structure.begin_aside(self._group, "box")),
            "footnote": lambda *_: structure.begin_aside(self._group, "note"),
            "annotation": lambda *_: structure.begin_apart(self._group, "comment"),
            "atnauthor": lambda *_: structure.capture_author(self._group),
            "fldinst": lambda *_: structure.capture_instruction(self._group),
            "fldrslt": lambda *_: structure.begin_result(self._group),
            **dict.fromkeys(control_words.CAPTURED, self._capture),
            **dict.fromkeys(control_words.DATES, self._begin_date),
            **dict.fromkeys(
                control_words.DATE_PARTS, lambda name, number: self._date.update({name: number or 0})
            ),
            "fonttbl": lambda *_: self._begin_left_out("table", "fonts"),
            "stylesheet": lambda *_: self._begin_left_out("table", "styles"),
            "ud": lambda *_: self._unicode_alternative(),
            "nesttableprops": lambda *_: setattr(self._group, "nested", True),
        }

    def _state_words(self) -> dict[str, Handler]:
        """The words that say how the text is that follows."""
        fonts = self.text.fonts
        return {
            **dict.fromkeys(
                control_words.CODE_PAGES,
                lambda name, _: fonts.set_document(code_page=control_words.CODE_PAGES[name]),
            ),
            "ansicpg": lambda _, number: fonts.set_document(code_page=number or 1252),
            "deff": lambda _, number: fonts.set_document(default=number or 0),
            "fcharset": lambda _, number: self._set_font(charset=number),
            "cpg": lambda _, number: self._set_font(code_page=number),
            "deflang": lambda _, number: setattr(self, "language", number),
            "outlinelevel": self._set_outline,
            "plain": lambda *_: self._group.reset_characters(),
            "pard": lambda *_: self._group.reset_paragraph(),
            "f": self._sets("font", lambda number: number or 0),
            "s": self._sets("style", lambda number: number or 0),
            "uc": self._sets("skip", lambda number: max(number or 0, 0)),
            # A word such as `\v` turns something on, and `\v0` turns it off again.
            "v": self._sets("hidden", lambda number: number != 0),
            "deleted": self._sets("deleted", lambda number: number != 0),
            "b": self._sets("bold", lambda number: number != 0),
            "super": self._sets("superscript", lambda number: number != 0),
            **dict.fromkeys(("sub", "nosupersub"), self._sets("superscript", lambda _: False)),
            # Without a number `\fs` means 24 half points (RTF specification).
            "fs": self._sets("tiny", lambda number: 0 < (number or 24) < _SMALLEST),
            "intbl": self._sets("in_table", lambda _: True),
        }

    def _sets(self, attribute: str, value: Callable[[int | None], object]) -> Handler:
        """What sets an attribute of the current group from the number behind a word."""
        return lambda _, number: setattr(self._group, attribute, value(number))

    def _unicode(self, _: str, number: int | None) -> None:
        self.text.add_unicode(number or 0, self._group)
        self._to_skip = self._group.skip

    def _row_word(self, name: str, number: int | None) -> None:
        # The edges of a table inside a cell must not change the row around it.
        if isinstance(self._group.target, Flow) and not self._group.nested:
            self.structure.set_row(name, number or 0)

    def _capture(self, name: str, _: int | None) -> None:
        if self._group.head:
            self.about[name] = Capture()
            self._group.target = self.about[name]

    def _begin_date(self, name: str, _: int | None) -> None:
        self._date = self.dates[name] = {}

    def _begin_left_out(self, attribute: str, value: object) -> None:
        self._group.leave_out()
        setattr(self._group, attribute, value)

    def _set_font(self, *, charset: int | None = None, code_page: int | None = None) -> None:
        if self._group.table == "fonts":
            self.text.fonts.set_font(self._group.font, charset=charset, code_page=code_page)

    def _set_outline(self, _: str, number: int | None) -> None:
        # The word is used both for a paragraph and, in the style sheet, for a style.
        self._group.outline = number or 0
        if self._group.table == "styles":
            self.text.styles.set_level(self._group.style, number or 0)

    def _unicode_alternative(self) -> None:
        r"""Inside \upr, the text again: what goes before it, in the code page, is left out."""
        self._group.target = None if self._group.head else self._group.outer
