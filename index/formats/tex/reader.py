"""TeX and LaTeX: the text as it is typeset, without commands and comments."""

import re

from index.documents import ExtractionReport
from index.formats.builder import TextBuilder
from index.formats.characters.decode import decode
from index.formats.dates import iso_date
from index.formats.extract import Extract, File
from index.formats.tex.commands import LEVELS
from index.formats.tex.cursor import Cursor, Span, source_of
from index.formats.tex.flow import AND, Flow
from index.formats.tex.tokens import Tokens, tokenised
from index.formats.tex.walker import Walker

_GERMAN = re.compile(
    r"\\(?:usepackage|RequirePackage|documentclass)\[[^\]]{0,200}german[^\]]{0,200}\]|\{n?german\}"
)
_CHAPTERS = re.compile(r"\\chapter(?![A-Za-z])")
_TAKES_IN = re.compile(r"\\(?:input|include|subfile)(?![A-Za-z])")
_BEGINNING = 20_000
_MOST_FILES = 5


def read_tex(file: File) -> Extract:
    """Reads TeX. Sections are heading paths; footnotes follow their paragraph, rows of tables name their columns.

    Raises:
        UnreadableError: It is not text.
    """
    text, hidden = decode(file.data)
    text = text.replace("\0", "")
    tokens = tokenised(text)
    begins, ends = _document(tokens)
    # Of a part of a book nobody knows which numbers come before.
    flow = Flow(numbered=begins > 0 and _TAKES_IN.search(text) is None)
    walker = Walker(
        flow, len(text), german=_GERMAN.search(text[:_BEGINNING]) is not None, is_part=begins == 0
    )
    if _CHAPTERS.search(text):
        walker.first_level = LEVELS["chapter"]
    walker.read_preamble(Span(tokens, 0, begins))
    walker.walk(Span(tokens, begins, ends))
    walker.finish()
    builder = TextBuilder()
    flow.write(builder)
    if builder.is_empty:
        # Settings and macros of another file: what it is for stands only in its source.
        builder.preformatted(text)
    return builder.build(
        title=flow.resolved(walker.about.get("title", "")) or None,
        metadata=_about(walker, flow),
        report=ExtractionReport(hidden=hidden, notes=_notes(walker.files)),
    )


def _document(tokens: Tokens) -> tuple[int, int]:
    """Where the document begins and ends among the tokens; all of them if it does not say."""
    begins, ends = 0, len(tokens.items)
    for number, token in enumerate(tokens.items):
        if token.kind == "command" and token.value in ("begin", "end"):
            at = Cursor(Span(tokens, 0, len(tokens.items)))
            at.position = number + 1
            if at.peek() is None or source_of(at.argument()) != "document":
                continue
            if token.value == "end":
                return begins, number
            begins = begins or at.position
    return begins, ends


def _about(walker: Walker, flow: Flow) -> dict[str, str]:
    about = {}
    if authors := walker.about.get("author"):
        # Behind a name stand the place of work and the like.
        names = [re.split(r"\s*(?:\(|,|\d|\\\\)", name.strip())[0] for name in authors.split(AND)]
        about["author"] = "; ".join(flow.resolved(name) for name in names if name)
    if (date := walker.about.get("date")) and (day := iso_date(date)):
        about["date"] = day
    return about


def _notes(files: list[str]) -> tuple[str, ...]:
    if not files:
        return ()
    named = ", ".join(f'"{name[:80]}"' for name in files[:_MOST_FILES])
    more = f" and {len(files) - _MOST_FILES} more" if len(files) > _MOST_FILES else ""
    return (f"It takes in other files, which are documents of their own: {named}{more}.",)
