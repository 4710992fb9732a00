"""Writes a chat as one HTML file without scripts, links to elsewhere, or anything of a document that is not escaped."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import escape

from rag import AnswerTable, Citation
from ui.answer_places import path
from ui.chats.chat import Chat, Message
from ui.chats.elements import Element, elements

# Constant, and allowed by the policy as the only thing of its kind.
_STYLE = """
:root { color-scheme: light dark; }
body { max-width: 42rem; margin: 3rem auto; padding: 0 1.25rem; font: 17px/1.6 Charter, "Bitstream Charter", Georgia, serif; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.25; } h2 { font-size: 1.3rem; line-height: 1.35; margin-top: 3rem; border-top: 1px solid #8886; padding-top: 1.5rem; }
h3 { font-size: 1rem; margin-top: 1.5rem; } .lead { font-size: 1.3rem; font-weight: 600; }
.place, .note, .about, .sources { font: 0.85rem/1.5 system-ui, sans-serif; opacity: 0.85; } .place { margin-bottom: -0.5rem; }
blockquote { margin: 1rem 0; border-inline-start: 3px solid #8886; padding-inline-start: 1rem; }
ul { padding-inline-start: 1.25rem; } .marked { list-style: none; } pre { overflow-x: auto; border: 1px solid #8886; border-radius: 8px; padding: 0.75rem; font-size: 0.9rem; }
table { border-collapse: collapse; font: 0.95rem/1.45 system-ui, sans-serif; display: block; overflow-x: auto; } th, td { border: 1px solid #8886; padding: 0.3rem 0.6rem; text-align: start; }
.sources li { margin-bottom: 0.75rem; } .sources q { display: block; font: 0.95rem/1.5 Charter, Georgia, serif; } code { font-size: 0.8em; }
a { color: inherit; }
"""

# Even if something in it were markup, a browser would load nothing and run nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def html(chat: Chat, messages: Sequence[Message]) -> str:
    """The chat as a page of its own, with the quotes, places and hashes of each answer."""
    title = escape(chat.title)
    day = datetime.fromtimestamp(chat.created, UTC).strftime("%Y-%m-%d")
    parts = [
        '<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
        f'<h1 dir="auto">{title}</h1>\n<p class="about">Asked with Pincite, {day}.</p>',
    ]
    for at, message in enumerate(messages, start=1):
        question = escape(message.question.strip()) or "An empty question"
        parts.append(f'<section id="answer-{at}">\n<h2 dir="auto">{question}</h2>')
        parts += _answer(message, at)
        parts.append("</section>")
    return "\n".join([*parts, "</body>\n</html>\n"])


def _answer(message: Message, at: int) -> Iterator[str]:
    if message.answer is None:
        yield f'<p class="note">{escape(message.problem or "It was stopped before there was an answer.")}</p>'
        return
    yield from (_element(element, at) for element in elements(message.answer))
    if message.writer and any(s.verdict in ("supported", "translated") for s in message.answer.statements):
        yield f'<p class="note">Written by {escape(message.writer)}; each sentence is supported by what it cites.</p>'
    if message.answer.citations:
        yield '<h3>Sources</h3>\n<ol class="sources">'
        yield from (_source(citation, at) for citation in message.answer.citations)
        yield "</ol>"


def _element(element: Element, at: int) -> str:  # noqa: PLR0911 - one for each kind
    words = escape(element.text) + _cited(element.numbers, at)
    match element.kind:
        case "part" | "heading":
            return f'<h3 dir="auto">{words}</h3>'
        case "quote":
            return f'<blockquote dir="auto">{words}</blockquote>'
        case "struck":
            return f'<p dir="auto"><s>{words}</s></p>'
        case "item" | "nearest":
            marker = f"{escape(element.marker)} " if element.marker else ""
            indent = f' style="margin-inline-start: {min(element.depth, 9)}rem"' if element.depth else ""
            return f'<ul dir="auto"{indent}{" class=marked" if marker else ""}><li>{marker}{words}</li></ul>'
        case "code":
            return f'<pre dir="ltr">{escape(element.text)}</pre>\n<p class="note">{_cited(element.numbers, at)}</p>'
        case "table":
            return _table(element.table, at) if element.table else ""
    kind = "note" if element.kind == "searched" else element.kind
    return f'<p class="{kind}" dir="auto">{words}</p>'


def _cited(numbers: Sequence[int], at: int) -> str:
    return "".join(f' <a href="#source-{at}-{number}">[{number}]</a>' for number in numbers)


def _table(table: AnswerTable, at: int) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns)
    rows = (
        "<tr>"
        + "".join(
            f"<td>{escape(cell.text)}{_cited(() if cell.number is None else (cell.number,), at)}</td>"
            for cell in row
        )
        + "</tr>"
        for row in table.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _source(citation: Citation, at: int) -> str:
    section = f", {escape(path(citation.section))}" if citation.section else ""
    kept = (
        f", SHA-256 of the file <code>{escape(citation.content_hash)}</code>" if citation.content_hash else ""
    )
    return (
        f'<li id="source-{at}-{citation.number}" value="{citation.number}" dir="auto">{escape(citation.title)}{section} '
        f"({escape(citation.source)}), characters {citation.start}–{citation.end}{kept}"
        f"<q>{escape(' '.join(citation.quote.split()))}</q></li>"
    )
