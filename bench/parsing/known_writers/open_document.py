"""Known text as OpenDocument: text, spreadsheet, presentation; without a library."""

from xml.sax.saxutils import escape, quoteattr

from bench.parsing.known_files import RUNNING_HEADER, Answers, KnownFile
from bench.parsing.known_text import Heading, KnownText, ListItem, Paragraph, Table
from bench.parsing.known_writers.packing import zipped
from bench.parsing.known_writers.slides import slides_of
from bench.parsing.known_writers.tables import HEADER, note_row, statements

_NAMES = "office text table draw presentation style".split()
_URN = "urn:oasis:names:tc:opendocument:xmlns:"
# Prefixes are named as their namespace, but for `draw`.
_SPACES = " ".join(f'xmlns:{name}="{_URN}{"drawing" if name == "draw" else name}:1.0"' for name in _NAMES)
_CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content %s office:version="1.3"><office:body>'
    "<office:%s>%s</office:%s></office:body></office:document-content>"
)
# OpenDocument keeps running headers with the styles, outside the text.
_STYLES = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-styles %s office:version="1.3"><office:master-styles>'
    '<style:master-page style:name="Standard"><style:header><text:p>%s</text:p></style:header></style:master-page>'
    "</office:master-styles></office:document-styles>"
)
_META = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-meta %s xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<office:meta><dc:title>%s</dc:title><dc:creator>%s</dc:creator></office:meta></office:document-meta>"
)


def write_odt(text: KnownText) -> KnownFile:
    """Writes a text document with lists, tables, notes, and spaces as LibreOffice writes them."""
    answers = Answers()
    lines = []
    for path, element in text.parts():
        answers.element(element, path)
        match element:
            case Heading():
                lines.append(f'<text:h text:outline-level="{element.level}">{escape(element.text)}</text:h>')
            case Paragraph():
                lines.append(f"<text:p>{_prose(element.sentences)}{_note(element)}</text:p>")
            case ListItem():
                item = f"<text:list-item><text:p>{_prose(element.sentences)}</text:p></text:list-item>"
                lines.append(f"<text:list>{item}</text:list>")
            case Table():
                lines.append(_table("Table", (element.header, *element.rows)))
    return _package("odt", "text", "".join(lines), text, answers)


def write_ods(text: KnownText) -> KnownFile:
    """Writes a sheet of statements for each chapter, and one for each table; numbers are typed as numbers."""
    answers = Answers()
    sheets = []
    for chapter, rows in enumerate(statements(text), start=1):
        sheets.append(_table(f"Chapter {chapter}", (HEADER, *rows)))
        for number, cells in enumerate(rows, start=2):
            note_row(answers, cells, number, f"Chapter {chapter}")
    for number, table in enumerate(text.tables(), start=1):
        answers.element(table, None)
        sheets.append(_table(f"Table {number}", (table.header, *table.rows)))
    return _package("ods", "spreadsheet", "".join(sheets), text, answers)


def write_odp(text: KnownText) -> KnownFile:
    """Writes a presentation with the same slides as the PowerPoint one."""
    answers = Answers()
    pages = []
    for number, slide in enumerate(slides_of(text), start=1):
        answers.text(slide.title)
        frames = [_frame(f"<text:p>{escape(slide.title)}</text:p>", "title")]
        body = []
        for element in slide.elements:
            answers.element(element, None, ("slide", f"slide {number}"))
            if isinstance(element, Table):
                frames.append(f"<draw:frame>{_table('Table', (element.header, *element.rows))}</draw:frame>")
            else:
                body.append(f"<text:p>{escape(' '.join(element.sentences))}</text:p>")
        frames[1:1] = [_frame("".join(body), "outline")] if body else []
        pages.append(f'<draw:page draw:name="page{number}">{"".join(frames)}</draw:page>')
    return _package("odp", "presentation", "".join(pages), text, answers)


def _frame(content: str, kind: str) -> str:
    return f'<draw:frame presentation:class="{kind}"><draw:text-box>{content}</draw:text-box></draw:frame>'


def _prose(sentences: tuple[str, ...]) -> str:
    """Sentences with a styled word in each, and one space written as an element."""
    marked = []
    for sentence in sentences:
        words = [escape(part) for part in sentence.split(" ")]
        words[-1] = f'<text:span text:style-name="T1">{words[-1]}</text:span>'
        marked.append(" ".join(words[:2]) + "<text:s/>" + " ".join(words[2:]))
    return " ".join(marked)


def _note(paragraph: Paragraph) -> str:
    note = paragraph.footnote
    if note is None:
        return ""
    # LibreOffice writes where a page began in its last layout; that may be inside a paragraph.
    body = f"<text:note-body><text:p>{escape(' '.join(note.sentences))}</text:p></text:note-body>"
    number = f"<text:note-citation>{note.number}</text:note-citation>"
    return f'<text:soft-page-break/><text:note text:note-class="footnote">{number}{body}</text:note>'


def _table(name: str, rows: tuple[tuple[str, ...], ...]) -> str:
    head, *body = ("".join(map(_cell, row)) for row in rows)
    lines = "".join(f"<table:table-row>{cells}</table:table-row>" for cells in body)
    # Marked as a header that is repeated on each page; a reader must return it once.
    header = f"<table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>"
    column = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
    return f"<table:table table:name={quoteattr(name)}>{column}{header}{lines}</table:table>"


def _cell(text: str) -> str:
    kind = "string"
    # As in a spreadsheet, a number has a value beside the text that is shown.
    if text.replace(".", "").isdigit():
        kind = f'float" office:value="{text}'
    return f'<table:table-cell office:value-type="{kind}"><text:p>{escape(text)}</text:p></table:table-cell>'


def _package(suffix: str, kind: str, body: str, text: KnownText, answers: Answers) -> KnownFile:
    files = {
        "content.xml": _CONTENT % (_SPACES, kind, body, kind),
        "styles.xml": _STYLES % (_SPACES, RUNNING_HEADER),
        "meta.xml": _META % (_SPACES, escape(text.title), text.author),
    }
    data = zipped(files, mimetype=f"application/vnd.oasis.opendocument.{kind}")
    return answers.file(suffix, f"known.{suffix}", data, once=(RUNNING_HEADER,))
