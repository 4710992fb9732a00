"""Notes of Zotero, and the comments on the places that a reader has marked, as pages of HTML."""

from html import escape

from index.ingest.libraries.zotero.items import Attachment, Note
from index.ingest.libraries.zotero.stated import title_of


def note_title(note: Note) -> str:
    """What a note is called: its first words, and the work that it is on."""
    work = title_of(note.parent) if note.parent else ""
    words = " ".join(note.title.split())
    return " – ".join(filter(None, (words or "Note", work)))


def note_page(note: Note) -> bytes:
    """A note as a page."""
    return _page(note_title(note), note.html)


def comments_title(attachment: Attachment) -> str:
    """What the comments on the marked places of a file are called."""
    work = title_of(attachment.parent) if attachment.parent else attachment.item.fields.get("title", "")
    words = " ".join(work.split())
    return f"Comments on “{words}”" if words else "Comments on a file"


def comments_page(attachment: Attachment) -> bytes:
    """The comments, each with the words that it is on and a heading for its page.

    Marked words without a comment are not in it: they are a part of the file, which is read itself.
    """
    parts: list[str] = []
    last = None
    for text, comment, label in attachment.annotations:
        if label and label != last:
            parts.append(f"<h2>p. {escape(label)}</h2>")
        last = label
        if text:
            parts.append(f"<blockquote><p>{escape(text)}</p></blockquote>")
        # A comment is text with line ends; Zotero keeps a few tags in it.
        parts += [f"<p>{line}</p>" for line in comment.split("\n") if line.strip()]
    return _page(comments_title(attachment), "".join(parts))


def _page(title: str, body: str) -> bytes:
    # In `main`, so that no part of a note is taken for what stands around the text of a website.
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f"<body><main>{body}</main></body></html>"
    ).encode("utf-8", "replace")
