"""Telegram's export as pages: messages with their times in a tip, and senders only where they change."""

import re

from selectolax.lexbor import LexborNode

from index.formats.chats.messages import Chat, Message

# "06.05.2024 10:02:03 UTC+01:00"
_TIME = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d)")
_SIGN = 'class="from_name"'


def telegram_chat(markup: str, root: LexborNode) -> Chat | None:
    """The chat that a page of Telegram's export shows; None for any other page."""
    if _SIGN not in markup or root.css_first("div.history div.message") is None:
        return None
    messages: list[Message] = []
    sender = ""
    for node in root.css("div.history div.message div.body"):
        named = node.css_first("div.from_name")
        # A forwarded message stands inside another, which says who sent it on.
        sender = _text(named) if named is not None else sender
        when, said = node.css_first("div.date"), node.css_first("div.text")
        found = _TIME.match((when.attributes.get("title") or "") if when is not None else "")
        if found and sender and said is not None and (words := _text(said)):
            messages.append(Message(f"{found[3]}-{found[2]}-{found[1]} {found[4]}", sender, words))
    header = root.css_first("div.page_header div.text")
    return Chat(_text(header) if header is not None else "", messages) if messages else None


def _text(node: LexborNode) -> str:
    for line_end in node.css("br"):
        line_end.replace_with("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in node.text().split("\n"))))
