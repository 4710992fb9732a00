"""Known text as plain text, Markdown, reStructuredText, source code, and an archive of some of them."""

import json
import textwrap
from dataclasses import replace

from bench.parsing.known_files import Answers, KnownFile, write_known
from bench.parsing.known_text import Footnote, Heading, KnownText, ListItem, Paragraph, Path, Table
from bench.parsing.known_writers.packing import zipped
from index.formats.extract import File

_COLUMN = 72


def write_txt(text: KnownText) -> KnownFile:
    """Writes plain text, hard-wrapped, with blank lines between paragraphs."""
    answers = Answers()
    blocks = [text.title]
    answers.text(text.title)
    notes: list[Footnote] = []
    for _, element in text.parts():
        answers.element(element, None)
        match element:
            case Heading():
                blocks.append(element.text)
            case Paragraph():
                blocks.append(_wrapped(_marked(element)))
                notes += [element.footnote] if element.footnote else []
            case ListItem():
                marker = f"{element.number}. " if element.number else "- "
                blocks.append(_wrapped(marker + " ".join(element.sentences), "  "))
            case Table():
                blocks.append(
                    # Aligned columns are all that plain text has for a table.
                    "\n".join("  ".join(f"{cell:<24}" for cell in row).rstrip() for row in _rows(element))
                )
    # Plain text has no notes, so they are numbered paragraphs at the end.
    blocks += [_wrapped(f"[{note.number}] {' '.join(note.sentences)}") for note in notes]
    return answers.file("txt", "known.txt", "\n\n".join(blocks).encode() + b"\n")


def write_md(text: KnownText) -> KnownFile:
    """Writes Markdown with front matter; each paragraph is one line."""
    answers = Answers()
    # Metadata, so its words are not noted as text.
    blocks = [f"---\ntitle: {text.title}\nauthor: {text.author}\n---"]
    for path, element in text.parts():
        answers.element(element, path)
        match element:
            case Heading():
                blocks.append(f"{'#' * element.level} {element.text}")
            case Paragraph():
                blocks.append(_marked(element, "[^{}]"))
                if element.footnote:
                    blocks.append(f"[^{element.footnote.number}]: {' '.join(element.footnote.sentences)}")
            case ListItem():
                blocks.append(
                    (f"{element.number}. " if element.number else "- ") + " ".join(element.sentences)
                )
            case Table():
                rule = "|".join("---" for _ in element.header)
                lines = [" | ".join(row) for row in _rows(element)]
                blocks.append("\n".join(f"| {line} |" for line in [lines[0], rule, *lines[1:]]))
    return answers.file("md", "known.md", "\n\n".join(blocks).encode() + b"\n")


def write_canvas(text: KnownText) -> KnownFile:
    """Writes a canvas of Obsidian with all of the Markdown on one card."""
    known = write_md(text)
    _, _, words = known.file.data.decode().split("---\n", 2)
    card = {"id": "a", "type": "text", "text": words, "x": 0, "y": 0, "width": 400, "height": 300}
    file = File(name="known.canvas", data=json.dumps({"nodes": [card], "edges": []}).encode())
    return replace(known, format="canvas", file=file)


def write_rst(text: KnownText) -> KnownFile:
    """Writes reStructuredText, hard-wrapped, with simple tables."""
    answers = Answers()
    blocks: list[str] = []
    for path, element in text.parts():
        answers.element(element, path)
        match element:
            case Heading():
                blocks.append(f"{element.text}\n{'=-~'[element.level - 1] * len(element.text)}")
            case Paragraph():
                blocks.append(_wrapped(_marked(element, " [{}]_")))
                if element.footnote:
                    note = " ".join(element.footnote.sentences)
                    blocks.append(f".. [{element.footnote.number}] {note}")
            case ListItem():
                marker = f"{element.number}. " if element.number else "- "
                # The next lines of an item must begin below its first word, or they are no part of it.
                blocks.append(_wrapped(marker + " ".join(element.sentences), " " * len(marker)))
            case Table():
                rows = _rows(element)
                widths = [max(len(row[at]) for row in rows) for at in range(len(element.header))]
                rule = "  ".join("=" * width for width in widths)
                lines = [
                    "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
                    for row in rows
                ]
                blocks.append("\n".join([rule, lines[0], rule, *lines[1:], rule]))
    return answers.file("rst", "known.rst", "\n\n".join(blocks).encode() + b"\n")


def write_py(text: KnownText) -> KnownFile:
    """Writes a Python module with the sentences in docstrings and comments, one a line."""
    answers = Answers()
    lines = [f'"""{text.title}."""', "", "import os"]
    answers.text(text.title)
    for number, (_, element) in enumerate(text.parts()):
        match element:
            case Heading():
                lines += ["", f"# {element.text}"]
                answers.text(element.text)
            case Paragraph():
                # A quotation mark at the end of a sentence would end the docstring.
                sentences = [sentence.replace('"', "'") for sentence in element.sentences]
                lines += ["", f"def step_{number}(value):", f'    """{sentences[0]}']
                lines += [
                    "",
                    *(f"    {sentence}" for sentence in sentences[1:]),
                    '    """',
                    f"    return value + {number}",
                ]
                for sentence in sentences:
                    answers.sentence(sentence)
            case ListItem():
                lines += [f"# {sentence}" for sentence in element.sentences]
                answers.element(element, None)
    return answers.file("py", "known.py", "\n".join(lines).encode() + b"\n")


def write_zip(text: KnownText) -> KnownFile:
    """Writes an archive of three of the other files, one of them in a folder."""
    members = tuple(write_known(format_, text) for format_ in ("md", "html", "csv"))
    files = {
        f"{'folder/' * (member.format == 'html')}{member.file.name}": member.file.data for member in members
    }
    return replace(Answers().file("zip", "known.zip", zipped(files)), members=members)


def _marked(paragraph: Paragraph, mark: str = " [{}]") -> str:
    note = paragraph.footnote
    return " ".join(paragraph.sentences) + (mark.format(note.number) if note else "")


def _wrapped(text: str, indent: str = "") -> str:
    # Not at hyphens: a reader could not know whether the hyphen belongs to the word.
    return textwrap.fill(text, _COLUMN, subsequent_indent=indent, break_on_hyphens=False)


def _rows(table: Table) -> list[Path]:
    return [table.header, *table.rows]
