"""Goes through the tokens of a TeX file once, and writes what they print."""

import re

from index.formats.characters.superscripts import superscript
from index.formats.tex.commands import LEVELS, SHOWN_RAW
from index.formats.tex.cursor import Cursor, Span, source_of
from index.formats.tex.displayed import displayed, inline_formula
from index.formats.tex.environments import Environments
from index.formats.tex.flow import SPACE_BEFORE_WORD, Flow, pointer
from index.formats.tex.formulas import Formulas
from index.formats.tex.handlers import HANDLERS
from index.formats.tex.macros import Macros
from index.formats.tex.other_commands import other_command
from index.formats.tex.symbols import ACCENTS, FUNCTIONS, MATH, TEXT, accented
from index.formats.tex.tokens import Token

_DEEPEST = 40
_QUOTES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("`", "‘"), ("'", "’"))
_GERMAN = re.compile(r"\"([aouAOUsz`'=~-])")
_GERMAN_SIGNS = {"a": "ä", "o": "ö", "u": "ü", "A": "Ä", "O": "Ö", "U": "Ü", "s": "ß", "z": "ß", "`": "„", "'": "“", "=": "-",
                 "~": "-", "-": ""}  # fmt: skip
# A file may give them other looks; what they are stays the same.
_OURS = frozenset(
    (*LEVELS, *"begin end item caption title author date maketitle label ref cite footnote and".split())
)
_DEFINING = frozenset("newcommand renewcommand providecommand DeclareRobustCommand newrobustcmd".split())
_DOCUMENT_COMMANDS = frozenset(
    "NewDocumentCommand RenewDocumentCommand ProvideDocumentCommand DeclareDocumentCommand".split()
)
_DEFS = frozenset("def gdef edef xdef".split())
_CITED = re.compile(r"(?:[pP]aren|[aA]uto|foot|super|full)?(?:cite|Cite)(?:p|alp|year|num|yearpar)?\*?")
_CITED_IN_TEXT = re.compile(r"(?:text)?[cC]ite(?:t|alt|author|A)?\*?|textcite|Textcite|citeauthor")
_REFERENCES = {"ref": "r", "eqref": "r", "pageref": "", "nameref": "", "autoref": "a", "cref": "a", "Cref": "a", "vref": "r",
               "subref": "r", "autopageref": "", "fullref": "r"}  # fmt: skip
_LINES = frozenset("hline midrule toprule bottomrule endfirsthead endhead endfoot endlastfoot".split())
_NOTES = frozenset(
    "footnote thanks footnotetext sidenote marginpar marginnote endnote tablefootnote note".split()
)


class Walker:
    """What a file prints goes to `flow`; what it says about itself is kept.

    Attributes:
        about: "title", "author" and "date", as they are printed.
        is_part: Whether other files define some of its commands.
        files: The names of the files that it takes in.
        endings: The environments of the file's own that are open, and what each ends with.
        is_titled: Whether the title was printed.
        is_code: Whether what is read is set in the font of a typewriter.
        line_end: What the end of a line prints.
        first_level: The level of the highest sections that are counted.
    """

    def __init__(self, flow: Flow, characters: int, *, german: bool, is_part: bool) -> None:
        self.flow = flow
        self.is_part = is_part
        self.environments = Environments(flow)
        self.about: dict[str, str] = {}
        self.files: list[str] = []
        self.endings: list[tuple[str, Span]] = []
        self.is_code = False
        self.line_end = " "
        self.first_level = LEVELS["section"]
        self.macros = Macros(characters)
        self.formulas = Formulas(self.macros.expanded)
        self._german = german
        self._depth = 0
        self.is_titled = False

    def walk(self, span: Span) -> None:
        """Writes what a span prints."""
        if self._depth > _DEEPEST:
            return
        self._depth += 1
        cursor = Cursor(span)
        while (token := cursor.next()) is not None:
            self._write(token, cursor)
        self._depth -= 1

    def read_preamble(self, span: Span) -> None:
        """Reads what stands above the text: what it defines and says about itself, and prints nothing."""
        self.flow.capture()
        self.walk(span)
        self.environments.end_all()
        self.flow.captured()
        self.flow.forget_notes()
        self.files.clear()

    def finish(self) -> None:
        """Ends what the file left open."""
        self.environments.end_all()
        self.flow.end_paragraph()

    def words(self, span: Span) -> str:
        """What a span prints, as one text; notes in it are kept for the paragraph."""
        open_before = len(self.environments.open)
        self.flow.capture()
        self.walk(span)
        # An environment that begins in an argument ends in it.
        while len(self.environments.open) > open_before:
            self.environments.end(self.environments.open[-1].name)
        return " ".join(self.flow.captured().split())

    def _write(self, token: Token, cursor: Cursor) -> None:
        kind = token.kind
        if kind == "text":
            self.flow.text(self._typeset(token.value))
        elif kind in ("space", "tie"):
            self.flow.text(" ")
        elif kind == "command":
            self._command(token, cursor)
        elif kind == "par":
            self.flow.end_paragraph()
        elif kind == "math":
            inline_formula(self, token.value, cursor)
        elif kind == "close":
            # Two arguments of a command that is not known, one after another.
            if (following := cursor.peek()) is not None and following.kind == "open":
                self.flow.text(" ")
        elif kind == "cell":
            self._cell()
        elif kind == "param":
            number = int(token.value[1:]) if token.value[1:].isdigit() else 0
            self.expand(self.macros.parameter(cursor.span, number))
        elif kind in ("bracket", "script", "verb"):
            self.flow.text(token.value)
        elif kind == "raw":
            self._raw(token.value)

    def expand(self, span: Span) -> None:
        """Writes what the body of a macro prints."""
        self.macros.depth += 1
        self.walk(span)
        self.macros.depth -= 1

    def _typeset(self, words: str) -> str:
        """Words with the quotes and dashes that are set for their signs; of German ones also "a for ä."""
        if self._german and '"' in words:
            words = _GERMAN.sub(lambda sign: _GERMAN_SIGNS[sign[1]], words)
        for sign, printed in () if self.is_code else _QUOTES:
            if sign in words:
                words = words.replace(sign, printed)
        return words

    def raised(self, words: str) -> str:
        """Words that are set above the line."""
        return superscript(words)

    def _cell(self) -> None:
        if (table := self.environments.table) is not None:
            table.end_cell(self.flow.taken())

    def _raw(self, value: str) -> None:
        name, _, text = value.partition("\n")
        if name not in SHOWN_RAW:
            return
        # Options and the name of a language stand in the first line.
        first, line_feed, rest = text.partition("\n")
        self.flow.block("code", rest if line_feed and first.strip()[:1] in ("", "[", "{") else text)

    def _command(self, token: Token, cursor: Cursor) -> None:
        name = token.value
        if name in self.macros and name not in _OURS:
            if (body := self.macros.expanded(name, cursor)) is not None:
                self.expand(body)
        elif name in HANDLERS:
            HANDLERS[name](self, cursor)
        elif not self._sign(token, cursor) and not self._definition(name, cursor):
            self._block_command(name, cursor)

    def _sign(self, token: Token, cursor: Cursor) -> bool:
        """Writes a command that prints one sign, or an accent."""
        name = token.value
        if name in ACCENTS and not (name.isalpha() and not self._is_accent(cursor)):
            letter = self.words(cursor.argument())
            self.flow.text(accented(name, letter))
        elif name in TEXT:
            self.flow.text(TEXT[name])
        elif name == "\\":
            self._end_line(cursor)
        elif name == "(":
            displayed(self, ")", cursor)
        elif name == "[":
            displayed(self, "]", cursor)
        elif name in MATH or name in FUNCTIONS:
            self.flow.text(MATH.get(name, name))
        elif name == "xspace":
            self.flow.text(SPACE_BEFORE_WORD)
        else:
            return False
        return True

    def _is_accent(self, cursor: Cursor) -> bool:
        """Whether a letter follows a command of one letter, such as c, which files like to give to other things."""
        following = cursor.peek()
        return following is not None and following.kind in ("open", "text", "command")

    def _end_line(self, cursor: Cursor) -> None:
        cursor.take("*")
        cursor.option()
        if (table := self.environments.table) is not None:
            table.end_row(self.flow.taken())
        else:
            self.flow.text(self.line_end)

    def _definition(self, name: str, cursor: Cursor) -> bool:
        if name in _DEFINING:
            self.macros.define(cursor)
        elif name in _DEFS:
            self.macros.define_plainly(cursor)
        elif name in _DOCUMENT_COMMANDS:
            self.macros.define_document(cursor)
        elif name == "let":
            self.macros.define_alike(cursor)
        elif name in ("newenvironment", "renewenvironment"):
            self.macros.define_environment(cursor)
        elif name in ("newtheorem", "declaretheorem"):
            cursor.take("*")
            kind = source_of(cursor.argument())
            cursor.option()
            self.environments.theorems[kind] = self.words(cursor.argument())
        elif name == "DeclareMathOperator":
            self.macros.define(cursor)
        else:
            return False
        return True

    def _block_command(self, name: str, cursor: Cursor) -> None:
        """Commands that are families, and those that are not known: their names are not printed."""
        if name in LEVELS:
            self._heading(name, cursor)
        elif name in _LINES and (table := self.environments.table) is not None:
            table.line(name)
        elif name in _NOTES:
            cursor.option()
            self.flow.note(self.words(cursor.argument()))
        elif name in _REFERENCES:
            cursor.take("*")
            names = source_of(cursor.argument())
            self.flow.text(pointer(_REFERENCES[name], names) if _REFERENCES[name] else "")
        elif _CITED.fullmatch(name) or _CITED_IN_TEXT.fullmatch(name):
            cursor.take("*")
            cursor.option()
            cursor.option()
            self.flow.text(pointer("b" if _CITED.fullmatch(name) else "t", source_of(cursor.argument())))
        else:
            other_command(self, name, cursor)

    def _heading(self, name: str, cursor: Cursor) -> None:
        is_counted = not cursor.take("*")
        cursor.option()
        words = self.words(cursor.argument())
        level = LEVELS[name]
        # Those of KOMA-Script that begin with "add" have no number.
        is_counted = is_counted and not name.startswith("add")
        number = self.flow.count_section(level, self.first_level) if is_counted else ""
        self.flow.block("heading", f"{number} {words}" if number and words else words, level=level)
