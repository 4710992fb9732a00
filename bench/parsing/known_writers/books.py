"""Known text as a FictionBook: nested sections, and notes in a body of their own."""

from xml.sax.saxutils import escape

from bench.parsing.known_files import Answers, KnownFile
from bench.parsing.known_text import Footnote, Heading, KnownText, ListItem, Paragraph, Table

_START = """<?xml version="1.0" encoding="utf-8"?>
<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" xmlns:l="http://www.w3.org/1999/xlink">
<description><title-info><author><first-name>{first}</first-name><last-name>{last}</last-name></author>
<book-title>{title}</book-title><lang>en</lang></title-info></description>
"""
# Pictures are base64 at the end of the file, which must not become text.
_BINARY = '<binary id="cover.png" content-type="image/png">iVBORw0KGgo=</binary></FictionBook>\n'


def write_fb2(text: KnownText) -> KnownFile:
    """Writes a book; tables are XML tables, and list items are paragraphs."""
    answers = Answers()
    first, last = text.author.split(" ")
    lines = [_START.format(first=first, last=last, title=escape(text.title)), "<body>"]
    # Notes are in a second body, and the text only has links to them.
    notes: list[Footnote] = []
    depth = 0
    for path, element in text.parts():
        answers.element(element, path)
        match element:
            case Heading():
                # FictionBook nests sections, so a heading closes those of its own level and below.
                lines.append("</section>" * max(0, depth - len(path) + 1))
                lines.append(f"<section><title><p>{escape(element.text)}</p></title>")
                depth = len(path)
            case Paragraph() | ListItem():
                note = element.footnote if isinstance(element, Paragraph) else None
                mark = f'<a l:href="#n{note.number}" type="note">[{note.number}]</a>' if note else ""
                notes += [note] if note else []
                lines.append(f"<p>{_prose(element.sentences)}{mark}</p>")
            case Table():
                rows = [_row("th", element.header), *(_row("td", row) for row in element.rows)]
                lines.append(f"<table>{''.join(rows)}</table>")
    lines += ["</section>" * depth, '</body><body name="notes">']
    lines += [
        f'<section id="n{note.number}"><p>{escape(" ".join(note.sentences))}</p></section>' for note in notes
    ]
    return answers.file("fb2", "known.fb2", "\n".join([*lines, "</body>", _BINARY]).encode(), ("iVBOR",))


def _prose(sentences: tuple[str, ...]) -> str:
    """Sentences whose first words are emphasised."""
    words = (escape(sentence).split(" ", 1) for sentence in sentences)
    return " ".join(f"<emphasis>{first}</emphasis> {rest}" for first, rest in words)


def _row(tag: str, cells: tuple[str, ...]) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"
