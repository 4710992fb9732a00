"""Chats that programs export as data: Slack, Telegram, Discord, Messenger, ChatGPT."""

import io
import json
import zipfile

import pytest

from index.documents import place
from index.formats import File, read_file


def read(value, name="a.json"):
    data = value.encode() if isinstance(value, str) else json.dumps(value).encode()
    return read_file(File(name=name, data=data, strict=True))


def records(extract):
    """Each record's place and words."""
    return [
        (place(extract.sections, block.start), extract.text[block.start : block.end])
        for block in extract.blocks
        if block.kind == "record"
    ]


SAID = [
    ("2024-05-06 10:02, Ana Ruiz", "[2024-05-06 10:02] Ana Ruiz: I have the key"),
    ("2024-05-06 10:03, Bo", "[2024-05-06 10:03] Bo: Café?"),
]
TELEGRAM = {
    "name": "Plots",
    "messages": [
        {"id": 1, "type": "service", "date": "2024-05-06T10:00:00", "actor": "Ana Ruiz", "action": "create_group"},
        {"id": 2, "type": "message", "date": "2024-05-06T10:02:00", "from": "Ana Ruiz", "text": ["I have ", {"type": "bold", "text": "the key"}]},
        {"id": 3, "type": "message", "date": "2024-05-06T10:03:00", "from": "Bo", "text": "Café?"},
    ],
}  # fmt: skip
CHATS = {
    "Telegram": TELEGRAM,
    "Discord": {
        "channel": {"name": "plots"},
        "messages": [
            {"timestamp": "2024-05-06T10:02:00.123+00:00", "content": "I have the key", "author": {"name": "ana", "nickname": "Ana Ruiz"}},
            {"timestamp": "2024-05-06T10:03:00.123+00:00", "content": "Café?", "author": {"name": "Bo"}},
        ],
    },
    "Messenger, the newest first, with bytes for characters": {
        "title": "Plots",
        "messages": [
            {"sender_name": "Bo", "timestamp_ms": 1714989780000, "content": "CafÃ©?"},
            {"sender_name": "Ana Ruiz", "timestamp_ms": 1714989720000, "content": "I have the key"},
        ],
    },
    "ChatGPT": [
        {
            "title": "Plots",
            "mapping": {
                "a": {"message": None},
                "b": {"message": {"author": {"role": "Ana Ruiz"}, "create_time": 1714989720.5, "content": {"parts": ["I have the key"]}}},
                "c": {"message": {"author": {"role": "Bo"}, "create_time": 1714989780.5, "content": {"parts": ["Café?"]}}},
            },
        }
    ],
    "a list of messages": [
        {"id": 1, "user": "Ana Ruiz", "date": "2024-05-06T10:02:00", "text": "I have the key"},
        {"id": 2, "user": "Bo", "date": "2024-05-06T10:03:00", "text": "Café?"},
    ],
}  # fmt: skip


@pytest.mark.parametrize("chat", CHATS.values(), ids=CHATS)
def test_a_message_of_a_chat_keeps_its_time_and_its_sender(chat):
    assert records(read(chat)) == SAID


def test_of_all_chats_in_one_export_each_has_its_heading():
    whole = {"about": "x", "chats": {"list": [TELEGRAM, {**TELEGRAM, "name": "Bees"}]}}
    assert [where for where, _ in records(read(whole))] == [
        f"{name}, {where}" for name in ("Plots", "Bees") for where, _ in SAID
    ]


def test_a_list_of_other_things_loses_none_of_their_values():
    orders = [
        {"date": "2024-05-06T10:00:00", "name": name, "content": "Clay", "price": 9} for name in ("Ana", "Bo")
    ]
    extract = read(orders)
    assert not records(extract) and "price: 9" in extract.text


def test_a_page_of_telegram_gives_the_sender_to_each_message_that_follows_his_first():
    body = '<div class="message{}"><div class="body"><div class="date" title="06.05.2024 10:0{}:03 UTC+01:00">10</div>{}<div class="text">{}</div></div></div>'
    named = '<div class="from_name">Ana Ruiz </div>'
    page = (
        '<html><div class="page_header"><div class="text">Plots</div></div><div class="history">'
        + body.format("", 2, named, "I have the key<br>on a <b>ring</b>")
        + body.format(" joined", 3, "", "ask me")
        + "</div></html>"
    )
    extract = read(page, "messages.html")
    assert extract.title == "Plots"
    assert records(extract) == [
        ("2024-05-06 10:02, Ana Ruiz", "[2024-05-06 10:02] Ana Ruiz: I have the key\non a ring"),
        ("2024-05-06 10:03, Ana Ruiz", "[2024-05-06 10:03] Ana Ruiz: ask me"),
    ]


SLACK = {
    "users.json": [{"id": "U1A", "name": "ar", "profile": {"real_name": "Ana Ruiz"}}, {"id": "U2B", "name": "Bo"}],
    "channels.json": [{"id": "C1", "name": "plots"}],
    "plots/2024-05-06.json": [
        {"type": "message", "user": "U2B", "text": "Who has it? <!here> &lt;3", "ts": "1714989600.1"},
        {"type": "message", "subtype": "channel_join", "user": "U2B", "text": "<@U2B> has joined", "ts": "1714989610.1"},
        {"type": "message", "user": "U1A", "text": "Not here", "ts": "1714989720.2"},
        {"type": "message", "user": "U1A", "text": "<@U2B> I do, see <https://x.example/1|the list>", "ts": "1714989780.2", "thread_ts": "1714989600.1"},
    ],
    "plots/2024-05-07.json": [{"type": "message", "user": "U9", "text": "Good", "ts": "1715076000.1"}],
}  # fmt: skip


def zipped(files, root=""):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name, value in files.items():
            package.writestr(root + name, value if isinstance(value, str | bytes) else json.dumps(value))
    return data.getvalue()


@pytest.mark.parametrize("root", ["", "Export of May/"])
def test_the_people_of_slack_have_their_names_and_replies_stand_below_what_they_answer(root):
    outer = read_file(File(name="a.zip", data=zipped(SLACK, root), strict=True))
    first, second = map(read_file, outer.attached)
    assert (first.title, second.title) == ("plots, 2024-05-06", "plots, 2024-05-07")
    assert [words for _, words in records(first)] == [
        "[2024-05-06 10:00] Bo: Who has it? @here <3",
        "[2024-05-06 10:03] Ana Ruiz: @Bo I do, see the list",
        "[2024-05-06 10:02] Ana Ruiz: Not here",
    ]
    # Whoever is not among the users keeps the id.
    assert records(second) == [("2024-05-07 10:00, U9", "[2024-05-07 10:00] U9: Good")]
    assert any("names" in note for note in outer.report.notes)
