"""Known text as RTF in the manner of Word: styles, fields, footnotes, escapes of two kinds."""

from bench.parsing.known_files import RUNNING_HEADER, Answers, KnownFile
from bench.parsing.known_text import Heading, KnownText, ListItem, PageBreak, Paragraph, Table

_START = r"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil Symbol;}}
{\colortbl;\red0\green0\blue0;}
{\stylesheet{\s0 Normal;}{\s1\b heading 1;}{\s2\b heading 2;}{\s3\b heading 3;}{\*\cs4 \additive Default;}}
{\*\generator Known 1.0;}{\info{\title %s}{\author %s}{\creatim\yr2026\mo11\dy24\hr9\min30}}
{\header\pard %s\par}
"""


def write_rtf(text: KnownText) -> KnownFile:
    """Writes a text with footnotes and a header; chapters begin on new pages."""
    answers = Answers()
    lines = [_START % (_escaped(text.title), text.author, RUNNING_HEADER)]
    for path, element in text.parts():
        answers.element(element, path)
        match element:
            case Heading():
                level = element.level
                lines.append(rf"\pard\s{level}\outlinelevel{level - 1}\b {_escaped(element.text)}\b0\par")
            case Paragraph():
                lines.append(rf"\pard\s0 {_escaped(' '.join(element.sentences))}{_note(element)}\par")
            case ListItem():
                # Byte B7 is the bullet of the font Symbol.
                marker = f"{element.number}." if element.number else r"\'b7"
                body = _escaped(" ".join(element.sentences))
                # Word also writes the mark of an item as text, for programs that know no lists.
                lines.append(rf"\pard\s0\li360{{\listtext\f1 {marker}\tab}}{body}\par")
            case Table():
                lines += [_row(row) for row in (element.header, *element.rows)]
            case PageBreak():
                lines.append(r"\pard\page")
    # ASCII, because all other characters are escaped.
    return answers.file("rtf", "known.rtf", "\n".join([*lines, "}"]).encode("ascii"), once=(RUNNING_HEADER,))


def _note(paragraph: Paragraph) -> str:
    note = paragraph.footnote
    return rf"{{\super\chftn{{\footnote\pard\chftn {_escaped(' '.join(note.sentences))}}}}}" if note else ""


def _row(cells: tuple[str, ...]) -> str:
    edges = "".join(rf"\cellx{2000 * (place + 1)}" for place in range(len(cells)))
    return rf"\trowd{edges}" + "".join(rf"\pard\intbl {_escaped(cell)}\cell" for cell in cells) + r"\row"


def _escaped(text: str) -> str:
    """Escapes control characters; accents become code page bytes, other characters Unicode with a substitute."""
    return "".join(map(_escape, text))


def _escape(character: str) -> str:
    if character in "\\{}":
        return "\\" + character
    if character < "\x80":
        return character
    # Up to FF, Unicode and code page 1252 agree on the characters of the text. Numbers are signed, with 16
    # bits, and the text has none above 7FFF.
    return f"\\'{ord(character):02x}" if character <= "\xff" else f"\\u{ord(character)}?"
