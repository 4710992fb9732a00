"""Messages of a chat in JSON, whatever program has exported them: who wrote what, and when."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from html import unescape
from typing import Any, NamedTuple

from index.formats.builder import TextBuilder

# The keys under which programs keep the three: Slack, Telegram, Discord, Matrix, Teams, Messenger, Google Chat, ChatGPT.
_TIMES = (
    *(
        "ts",
        "date",
        "timestamp",
        "timestamp_ms",
        "created_date",
        "created_at",
        "createdAt",
        "create_time",
        "createdDateTime",
    ),
    *("origin_server_ts", "originalarrivaltime", "sent_at", "sentAt", "time", "datetime", "date_unixtime"),
)
_SENDERS = (
    *(
        "user_profile",
        "from",
        "sender_name",
        "sender",
        "author",
        "creator",
        "user",
        "username",
        "user_name",
        "displayName",
    ),
    *("actor", "bot_profile", "role", "name", "nick"),
)
_TEXTS = ("text", "content", "body", "message", "msg", "parts")
_NAMES = (
    "real_name",
    "displayName",
    "display_name",
    "global_name",
    "nickname",
    "name",
    "username",
    "user",
    "role",
)
_LISTS = ("messages", "MessageList", "message", "chat", "items")
_TITLES = ("name", "title", "displayName", "channel", "room")
# What else a message has in a list that does not say that it is of messages: in any other list, all values count.
_BESIDE = re.compile(
    r"(?:\w*_?id|type|subtype|kind|thread\w*|reply\w*|reactions?|edited\w*|updated\w*|files?|attachments?|team|blocks)$",
    re.I,
)
_LEAST = 2
_SHARE = 0.7
_DEEPEST = 5
_MOST_KEYS = 2_000
# Seconds and milliseconds since 1970, from 1996 to 2100.
_FIRST_SECOND, _LAST_SECOND = 820_000_000, 4_102_444_800
_MILLISECONDS = 1_000
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)")
# Marks of Slack: <@U1>, <#C1|name>, <!here>, <https://...|words>; a link without words is one.
_MARK = re.compile(r"<([@#!]?)([^<>|\s]{1,2000})(?:\|([^<>]{0,500}))?>")


class Message(NamedTuple):
    """A message: its time, as "2024-05-06 10:02" in UTC where only a count of seconds is known, sender, and words."""

    time: str
    sender: str
    words: str


class Chat(NamedTuple):
    """The messages of a chat, and its name or ""."""

    name: str
    messages: list[Message]


def chats(value: Any) -> list[Chat]:
    """The chats in what a JSON file holds; empty if it is anything else than chats."""
    found = list(_chats(value, "", 0))
    return [chat for chat in found if chat.messages]


def write_chats(builder: TextBuilder, found: Sequence[Chat]) -> None:
    """Writes each message as a record, "[2024-05-06 10:02] Kim Lee: Good morning", with sections of its time and sender."""
    for chat in found:
        if chat.name and len(found) > 1:
            builder.heading(chat.name, 1)
        for message in chat.messages:
            head = f"[{message.time}] {message.sender}: ".replace(" : ", ": ")
            # Lines of a message stay as they are: many are lists.
            span = builder.preformatted(head + message.words, "record")
            builder.section("time", message.time, span)
            builder.section("speaker", message.sender, span)


def _chats(value: Any, name: str, depth: int, *, stated: bool = False) -> Iterator[Chat]:
    """The chats in a value; `stated` says whether it is called a list of messages."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        if (stated or _is_plain_chat(value)) and (messages := _messages(value)):
            yield Chat(name, messages)
            return
        inside = [member for member in value if isinstance(member, dict)]
        if len(inside) < len(value):
            return
        for member in inside:
            yield from _chats(member, "", depth + 1)
    elif isinstance(value, dict):
        name = next((str(value[key]) for key in _TITLES if isinstance(value.get(key), str)), name)
        if isinstance(value.get("mapping"), dict):
            # ChatGPT keeps a tree of what was said.
            nodes = [node for node in value["mapping"].values() if isinstance(node, dict)]
            value = {"messages": [node["message"] for node in nodes if isinstance(node.get("message"), dict)]}
        lists = [value[key] for key in _LISTS if isinstance(value.get(key), list)]
        deeper = [
            value[key]
            for key in ("chats", "conversations", "list")
            if isinstance(value.get(key), dict | list)
        ]
        for member in lists or deeper:
            yield from _chats(member, name, depth + 1, stated=bool(lists))


def _is_plain_chat(records: Sequence[Any]) -> bool:
    """Whether members of a list have nothing but what a message has."""
    known = {*_TIMES, *_SENDERS, *_TEXTS}
    return all(
        isinstance(record, dict)
        and (_is_slack(record) or all(key in known or _BESIDE.match(str(key)) for key in record))
        for record in records
    )


def _messages(records: Sequence[Any]) -> list[Message]:
    """The messages of a list, if most of its members have a time, a sender and words."""
    members = [record for record in records if isinstance(record, dict)]
    read = [_message(member) for member in members]
    whole = [message for message in read if message and message.time and message.sender]
    # What has no words is a picture, or says who came and went.
    said = [message for message in whole if message.words]
    if len(members) < _SHARE * len(records) or len(whole) < max(1, _SHARE * len(members)) or not said:
        return []
    if len(whole) < _LEAST and not _is_slack(members[0]):
        return []
    # Some programs write the newest first.
    is_reversed = all(_ISO.match(message.time) for message in said) and said[0].time > said[-1].time
    return said[::-1] if is_reversed else said


def _is_slack(record: Mapping[str, Any]) -> bool:
    return record.get("type") == "message" and "ts" in record


def _message(record: Mapping[str, Any]) -> Message | None:
    if len(record) > _MOST_KEYS:
        return None
    time = next((stated for key in _TIMES if (stated := time_of(record.get(key)))), "")
    sender = _readable(next((name for key in _SENDERS if (name := _name(record.get(key)))), ""))
    words = next((words for key in _TEXTS if (words := _words(record.get(key)))), "")
    if "subtype" in record and str(record["subtype"]).endswith(("_join", "_leave")):
        words = ""
    return Message(time, sender, _readable(words)) if time or sender else None


def time_of(stated: Any) -> str:
    """A time as "2024-05-06 10:02"; "" if it is none. A count of seconds or milliseconds is in UTC."""
    text = str(stated) if isinstance(stated, str | int | float) and not isinstance(stated, bool) else ""
    if found := _ISO.match(text):
        return f"{found[1]} {found[2]}"
    try:
        seconds = float(text)
    except ValueError:
        # Programs for people write dates as their country does.
        return text if len(text) <= 40 and sum(map(str.isdigit, text)) >= 4 and ":" in text else ""
    while seconds > _LAST_SECOND * 10:
        seconds /= _MILLISECONDS
    if not _FIRST_SECOND <= seconds <= _LAST_SECOND:
        return ""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M")


def _name(stated: Any) -> str:
    if isinstance(stated, dict):
        for holder in (stated, stated.get("profile"), stated.get("user")):
            if isinstance(holder, dict):
                name = next((_name(holder[key]) for key in _NAMES if isinstance(holder.get(key), str)), "")
                if name:
                    return name
        return ""
    name = " ".join(stated.split()) if isinstance(stated, str) else ""
    return name if len(name) <= 100 else ""


def _words(stated: Any) -> str:
    """What a message says: a text, or pieces of one of which some are links or in bold."""
    if isinstance(stated, str):
        return stated
    if isinstance(stated, list):
        return "".join(map(_words, stated))
    if isinstance(stated, dict):
        return next((_words(stated[key]) for key in _TEXTS if isinstance(stated.get(key), str | list)), "")
    return ""


def _readable(words: str) -> str:
    """The words without marks of Slack, and without tags."""
    if "<" in words:
        words = _MARK.sub(_shown, words)
    with suppress(UnicodeError):
        # Messenger writes the bytes of UTF-8 as if each were a character.
        words = words if words.isascii() else words.encode("latin-1").decode("utf-8")
    return unescape(words).strip()


def _shown(mark: re.Match[str]) -> str:
    sign, meant, words = mark[1], mark[2], mark[3]
    # A tag of HTML, as in Teams; "<3" is no tag.
    if not sign and ":" not in meant:
        return " " if re.fullmatch(r"/?[a-zA-Z]\w*/?", meant) else mark[0]
    return f"{'@' if sign == '!' else sign}{words or meant}" if sign else words or meant
