"""Web pages: their main text, without the boilerplate of the site."""

import re
from email import message_from_bytes, policy
from email.errors import MessageError

from index.formats.builder import TextBuilder
from index.formats.chats.messages import write_chats
from index.formats.chats.telegram_html import telegram_chat
from index.formats.extract import Extract, File, UnreadableError
from index.formats.html.blocks import write_html
from index.formats.html.bookmarks import is_bookmarks, read_bookmarks
from index.formats.html.encoding import decode_page
from index.formats.html.head import Head
from index.formats.html.main_text import find_boilerplate
from index.formats.html.tree import parse_page
from index.formats.html.xhtml import is_xhtml, with_end_tags

_PAGES = ("text/html", "application/xhtml+xml")
_ARCHIVE = re.compile(rb"\s*(?:From|MIME-Version|Subject|Content-Type|Snapshot-Content-Location|Date):", re.I)

_SCRIPTED = "a script adds its text when it is opened; save it from the browser as a complete page or PDF"


def read_html(file: File) -> Extract:
    """Reads a page. Sections are paths of headings; menus, banners, footers and the like are left out.

    A browser's list of bookmarks is read as rows, and a page of Telegram's export as its messages.

    Raises:
        UnreadableError: It is not text, or can't be parsed.
    """
    markup = page_markup(file)
    if is_bookmarks(markup):
        return read_bookmarks(markup)
    root = parse_page(markup)
    builder = TextBuilder()
    if chat := telegram_chat(markup, root):
        write_chats(builder, [chat])
        return builder.build(title=chat.name or None)
    left_out = find_boilerplate(root)
    write_html(builder, root, left_out)
    head = Head(root, left_out)
    extract = builder.build(title=head.title, metadata=head.metadata)
    # In a browser the page has text; that it is empty would not tell the user what to do.
    if not extract.blocks and root.css_first("script") is not None:
        raise UnreadableError(_SCRIPTED)
    return extract


def page_markup(file: File) -> str:
    """The markup of a page as HTML, taken out of a web archive if it is in one.

    Raises:
        UnreadableError: It is not text, or the archive is damaged.
    """
    markup = decode_page(_page_of(file.data))
    # The parser is one of HTML: for it an empty element of XHTML would go on.
    return with_end_tags(markup) if is_xhtml(markup) else markup


def _page_of(data: bytes) -> bytes:
    """The page itself; a browser's "web archive" (.mht) is a message with the page and its pictures."""
    if not _ARCHIVE.match(data[:200]) or b"<" in data[:200].split(b":", 1)[0]:
        return data
    try:
        parts = message_from_bytes(data, policy=policy.compat32).walk()
        part = next((part for part in parts if part.get_content_type() in _PAGES), None)
        payload = part.get_payload(decode=True) if part is not None else None
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise UnreadableError("it is a damaged web archive; save the page as HTML") from error
    if part is None or not isinstance(payload, bytes):
        raise UnreadableError("it is a web archive without a page; save the page as HTML")
    # Here the message states the encoding; it is put where `decode_page` looks for it.
    charset = str(part.get_content_charset() or "")
    return f'<meta charset="{charset}">'.encode("ascii", "ignore") + payload if charset else payload
