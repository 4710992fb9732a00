"""An answer as a notebook shows it: its sentences, and below them its quotes. Text of documents is escaped, and nothing is loaded."""

from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.answer import Answer, AnswerTable, Citation, Statement

# A notebook is light or dark: text and lines have its own colour, and what is marked has one that is seen on both.
_BOX = "border-left:3px solid;padding:0 0 0 12px;margin:8px 0;max-width:46em;border-color:#8888"
_QUIET = "opacity:.75;font-size:.9em"
_MARK = "background:#f5b30055;color:inherit"
_SHOWN = 3
"""Quotes that are shown without a click."""
_TAGS = {"item": ("ul", "li"), "step": ("ol", "li")}


def answer_html(answer: "Answer") -> str:
    """The answer as HTML without scripts, addresses or styles that reach beyond it."""
    parts = [f'<p style="{_QUIET}" dir="auto">{_text(answer.question)}</p>']
    shown = [statement for statement in answer.statements if statement.verdict != "unsupported"]
    if not shown:
        parts.append(f'<p dir="auto">{_text(answer.text)}</p>')
    elif answer.short and answer.short != shown[0].text:
        parts.append(f'<p dir="auto"><b>{_text(answer.short)}</b></p>')
    if answer.status == "conflicting":
        parts.append("<p><b>The documents disagree.</b></p>")
    parts += _statements(shown)
    if answer.table:
        parts.append(_table(answer.table))
    parts += [f'<p style="{_QUIET}" dir="auto">{_text(note)}</p>' for note in answer.notes]
    if answer.citations:
        many = len(answer.citations)
        quotes = "".join(map(_quote, answer.citations))
        parts.append(
            f"<details{' open' if many <= _SHOWN else ''}><summary>{many} quote{'s' if many > 1 else ''}</summary>{quotes}</details>"
        )
    return f'<div style="{_BOX}">{"".join(parts)}</div>'


def _statements(statements: "list[Statement]") -> Iterator[str]:
    """The statements under the names of their parts, items and steps as lists."""
    last = ""
    for (part, form), together in groupby(statements, key=lambda one: (one.part, one.form)):
        if part != last:
            last = part
            yield f'<p dir="auto"><b>{_text(part)}</b></p>'
        around, each = _TAGS.get(form, ("div", "p"))
        lines = "".join(f'<{each} dir="auto">{_statement(one)}</{each}>' for one in together)
        yield f"<{around}>{lines}</{around}>"


def _statement(statement: "Statement") -> str:
    numbers = "".join(f"[{citation.number}]" for citation in statement.citations)
    text = escape(statement.text)
    if statement.form == "code":
        # The lines of code are for use.
        text = f'<code style="white-space:pre-wrap">{text}</code>'
    if statement.form == "heading":
        text = f"<b>{text}</b>"
    how = f' <span style="{_QUIET}">= {_text(statement.derivation)}</span>' if statement.derivation else ""
    return f'{text}{how} <span style="{_QUIET}">{numbers}</span>'


def _table(table: "AnswerTable") -> str:
    head = "".join(f"<th>{_text(name)}</th>" for name in table.columns)
    rows = "".join(
        "<tr>"
        + "".join(f"<td>{_text(cell.text)}{f' [{cell.number}]' if cell.number else ''}</td>" for cell in row)
        + "</tr>"
        for row in table.rows
    )
    return f"<table><caption>{_text(table.title)}</caption><tr>{head}</tr>{rows}</table>"


def _quote(citation: "Citation") -> str:
    place = ", ".join(part for part in (citation.title, citation.section) if part)
    return (
        f'<p style="margin:6px 0" dir="auto">[{citation.number}] <q>{_marked(citation)}</q><br>'
        f'<span style="{_QUIET}" title="{escape(citation.source)}">{_text(place)}, '
        f"characters {citation.start}–{citation.end}</span></p>"
    )


def _marked(citation: "Citation") -> str:
    """The quote with the words that answer marked."""
    written, at = "", citation.start
    for start, end in citation.marks:
        before, words = (
            citation.quote[a - citation.start : b - citation.start] for a, b in ((at, start), (start, end))
        )
        written += f'{escape(before)}<mark style="{_MARK}">{escape(words)}</mark>'
        at = end
    return written + escape(citation.quote[at - citation.start :])


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")
