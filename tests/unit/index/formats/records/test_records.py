"""Records of one line in plain text: chats, logs, transcripts."""

import pytest

from index.documents import place
from index.formats.extract import File
from index.formats.text.plain import read_plain
from index.sentences import record_spans


def read(text, name="a.txt"):
    return read_plain(File(name=name, data=text.encode()))


def records(extract):
    """The records, each with its place."""
    return [
        (place(extract.sections, block.start), extract.text[block.start : block.end])
        for block in extract.blocks
        if block.kind == "record"
    ]


CHATS = {
    "WhatsApp on an iPhone": "[12/03/2024, 18:02:11] Ana Ruiz: hi\n[12/03/2024, 18:04:37] Bo: I have it\n[13/03/2024, 07:15:20] Ana Ruiz: good",
    "WhatsApp in English": "3/12/24, 6:02 PM - Ana Ruiz: hi\n3/12/24, 6:04 PM - Bo: I have it\n3/13/24, 7:15 AM - Ana Ruiz: good",
    "WhatsApp in German": "12.03.24, 18:02 - Ana Ruiz: hi\n12.03.24, 18:04 - Bo: I have it\n13.03.24, 07:15 - Ana Ruiz: good",
    "WhatsApp in Finnish": "12.3.2024 klo 18.02 - Ana Ruiz: hi\n12.3.2024 klo 18.04 - Bo: I have it\n13.3.2024 klo 7.15 - Ana Ruiz: good",
    "WhatsApp in French": "12/03/2024 à 18:02 - Ana Ruiz : hi\n12/03/2024 à 18:04 - Bo : I have it\n13/03/2024 à 07:15 - Ana Ruiz : good",
    "KakaoTalk": "2024년 3월 12일 오후 6:02, Ana Ruiz : hi\n2024년 3월 12일 오후 6:04, Bo : I have it\n2024년 3월 13일 오전 7:15, Ana Ruiz : good",
    "LINE": "18:02\tAna Ruiz\thi\n18:04\tBo\tI have it\n19:15\tAna Ruiz\tgood",
    "IRC": "18:02 <Ana Ruiz> hi\n18:04 <@Bo> I have it\n19:15 <Ana Ruiz> good",
    "Signal": "[2024-03-12 18:02] Ana Ruiz: hi\n[2024-03-12 18:04] Bo: I have it\n[2024-03-13 07:15] Ana Ruiz: good",
    "Telegram": "Ana Ruiz, [12.03.2024 18:02]\nhi\n\nBo, [12.03.2024 18:04]\nI have it\n\nAna Ruiz, [13.03.2024 07:15]\ngood",
    "Discord": "Ana Ruiz — 12/03/2024 18:02\nhi\nBo — 12/03/2024 18:04\nI have it\nAna Ruiz — 13/03/2024 07:15\ngood",
    "Zoom's chat": "18:02:11 From Ana Ruiz to Everyone:\n\thi\n18:04:37 From Bo to Everyone:\n\tI have it\n19:15:20 From Ana Ruiz to Bo:\n\tgood",
    "Teams": "Ana Ruiz   0:03\nhi\n\nBo   0:10\nI have it\n\nAna Ruiz   0:32\ngood",
    "a support desk": "(18:02) Ana Ruiz: hi\n(18:04) Bo: I have it\n(19:15) Ana Ruiz: good",
    "Chinese": "2024-03-12 18:02 Ana Ruiz：hi\n2024-03-12 18:04 Bo：I have it\n2024-03-13 07:15 Ana Ruiz：good",
}


@pytest.mark.parametrize("chat", CHATS.values(), ids=CHATS)
def test_each_message_of_a_chat_is_a_record_that_keeps_its_sender_and_its_time(chat):
    found = records(read(chat))
    assert [(where.split(", ")[-1], words.split()[-1].split("：")[-1]) for where, words in found] == [
        ("Ana Ruiz", "hi"),
        ("Bo", "it"),
        ("Ana Ruiz", "good"),
    ]
    assert all(any(map(str.isdigit, where)) for where, _ in found)


LOGS = {
    "syslog": "Mar 12 18:02:11 web1 sshd[12]: Accepted key\nMar 12 18:02:12 web1 cron[9]: (root) CMD\nMar 13 08:02:15 web1 su: no",
    "Apache": '10.0.0.1 - - [12/Mar/2024:18:02:11 +0000] "GET / HTTP/1.1" 200 5\n10.0.0.2 - bo [12/Mar/2024:18:02:12 +0000] "GET /a HTTP/1.1" 404 7\n::1 - - [12/Mar/2024:18:02:15 +0000] "GET / HTTP/1.1" 502 0',
    "ISO 8601, with a zone and without": "2024-03-12T18:02:11.123Z started\n2024-03-12T18:02:12.456Z disk full\n2024-03-12T19:02:13+01:00 stopped",
    "keys and values": 'time="2024-03-12T18:02:11Z" level=info\ntime="2024-03-12T18:02:12Z" level=error\ntime="2024-03-12T18:02:13Z" level=info',
    "Docker": "web_1  | 2024-03-12 18:02:11 started\ndb_1   | 2024-03-12 18:02:12 ready\nweb_1  | 2024-03-12 18:02:13 listening",
    "Google": "I0312 18:02:11.123456  1 main.go:12] Starting\nE0312 18:02:12.123456  1 main.go:44] Lost\nI0312 18:02:13.123456  1 main.go:99] Bye",
    "the kernel": "[    0.000000] Linux\n[    1.234567] usb 1-1: new device\n[   12.345678] EXT4-fs: mounted",
    "levels": "INFO:root:Starting up\nWARNING:root:Cache is cold\nERROR:worker:Job 17 failed",
    "JSON": '{"ts": 1, "msg": "started"}\n{"ts": 2, "msg": "disk full"}\n{"ts": 3, "msg": "stopped"}',
    "numbers": "0001  It rained\n0002  all day\n0003  and all night\n0004  until it\n0005  stopped",
}


@pytest.mark.parametrize("log", LOGS.values(), ids=LOGS)
def test_a_line_of_a_log_is_a_line(log):
    found = records(read(log, "a.log"))
    assert [words for _, words in found] == log.split("\n")
    assert [where.split(", ")[-1] for where, _ in found] == [f"line {at}" for at in range(1, len(found) + 1)]


def test_lines_that_go_on_belong_to_the_record_above_them():
    trace = "java.io.IOException: no route\n\tat a.Db.dial(Db.java:99)\n\tat a.Db.open(Db.java:42)"
    log = f"2024-03-12 18:02:11,123 INFO start\n2024-03-12 18:02:12,456 ERROR lost\n{trace}\n2024-03-12 18:02:20,000 WARN again"
    assert [words for _, words in records(read(log))][1] == f"2024-03-12 18:02:12,456 ERROR lost\n{trace}"
    chat = "3/12/24, 6:02 PM - Ana: hi\n3/12/24, 6:03 PM - Bo: I have it\n\nOn the blue ring\n3/12/24, 6:05 PM - Ana: good\n\nThe end."
    extract = read(chat)
    assert records(extract)[1:3] == [
        ("3/12/24, 6:03 PM, Bo", "3/12/24, 6:03 PM - Bo: I have it"),
        ("3/12/24, 6:03 PM, Bo", "On the blue ring"),
    ]
    assert extract.blocks[-1].kind == "paragraph"


def test_a_line_that_says_the_day_dates_the_times_below_it():
    chat = (
        "--- Tue Mar 12 2024 ---\n09:01 <ana> hi\n09:02 <bo> no\n--- Wed Mar 13 2024 ---\n09:01 <ana> good\n"
    )
    extract = read(chat)
    assert [where for where, _ in records(extract)] == [
        "Tue Mar 12 2024 09:01, ana",
        "Tue Mar 12 2024 09:02, bo",
        "Wed Mar 13 2024 09:01, ana",
    ]
    assert [block.kind for block in extract.blocks].count("heading") == 2


def test_turns_of_an_interview_are_records_and_headings_between_them_are_none():
    turns = "Ana: When did you begin to bake?\nRosa: In 1987, when my father\nhad died.\n\nThe oven\n\nAna: What is special about it?\nRosa: It burns olive wood only."
    extract = read(f"Episode 58: The baker of the town\n\n{turns}")
    assert records(extract) == [
        ("Ana", "Ana: When did you begin to bake?"),
        ("Rosa", "Rosa: In 1987, when my father\nhad died."),
        ("Ana", "Ana: What is special about it?"),
        ("Rosa", "Rosa: It burns olive wood only."),
    ]


NO_RECORDS = {
    "a data sheet": "Weight: 6 kg\nPower: 2 kW\nColour: red\n\nWeight: 7 kg\nPower: 3 kW\nColour: blue",
    "a form": "Client: Ana Ruiz\nRemark: She would like to have a call.\n\nClient: Bo Lee\nRemark: He will be away until May.",
    "questions": "Q: How do I reset it?\nA: Hold the button for ten seconds.\nQ: How do I open it?\nA: Turn it to the left, then pull.",
    "opening hours": "Monday 9:00\nTuesday 10:00\nWednesday 9:00\nThursday 9:00",
    "clauses": "3.1.10 The buyer pays.\n3.1.11 The seller sends.\n3.1.12 Both keep it.",
    "prose": "The council met on\n12 March 2024 10:00 and decided that the bridge would be closed until\n3 May 2024 10:00 at least, and it\nwas said: no more.",
}


@pytest.mark.parametrize("text", NO_RECORDS.values(), ids=NO_RECORDS)
def test_what_only_looks_like_records_is_none(text):
    assert records(read(text)) == []


def test_words_before_a_colon_are_no_sender_where_they_hardly_come_again():
    log = "\n".join(
        f"2024-03-{at:02} {name}: done" for at, name in enumerate(("Oil", "Tyres", "Belt", "Lamp"), 1)
    )
    assert next(where for where, _ in records(read(log))) == "2024-03-01, line 1"


def test_a_long_message_is_cut_at_the_ends_of_its_lines_and_calls_stay_with_their_error():
    items = "\n".join(f"we need item {at} from the shop in the old town" for at in range(9))
    assert len(record_spans(items, 0, len(items))) == 9
    error = "Error: lost.\n  at a.b(c.d:1)\n  at e.f(g.h:2)"
    assert record_spans(error, 0, len(error)) == [(0, len(error))]
    assert len(record_spans("It fell.\nIt rose.", 0, 17)) == 2
