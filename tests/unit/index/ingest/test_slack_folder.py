"""An export of Slack that was unpacked: its days are in folders, and the names of people are beside these."""

import json

from index.formats import read_file
from index.ingest.finding import find_files
from index.ingest.sources import HowToRead
from index.parsing.protocol import file_from, file_message

USERS = [{"id": "U01AAA", "real_name": "Ann Lee"}, {"id": "U02BBB", "real_name": "Ben Moe"}]
DAY = [{"type": "message", "user": "U01AAA", "text": "<@U02BBB> the kiln is hot", "ts": "1714986060.000000"}]
HOW = HowToRead(password=None, ocr=False, seconds=60, show_page=lambda page, pages: None)


def unpacked(folder, **beside):
    (folder / "kiln").mkdir(parents=True)
    (folder / "kiln" / "2024-05-06.json").write_text(json.dumps(DAY))
    for name, records in beside.items():
        (folder / f"{name}.json").write_text(json.dumps(records))
    return folder


def sent(file):
    """What the process that parses gets of a file."""
    message, (data,) = file_message(file)
    return read_file(file_from(json.loads(json.dumps(message)), data))


def day_of(folder):
    (found,) = (file for file in find_files((folder,), None).files if file.path.name == "2024-05-06.json")
    return sent(found.as_file(found.read(), HOW))


def test_a_day_of_an_unpacked_export_has_the_names_of_people_and_its_channel(tmp_path):
    extract = day_of(unpacked(tmp_path / "export", users=USERS, channels=[]))
    assert extract.text == "[2024-05-06 09:01] Ann Lee: @Ben Moe the kiln is hot"
    assert extract.title == "kiln, 2024-05-06"


def test_what_is_not_in_the_folder_that_was_added_is_not_looked_at(tmp_path):
    folder = unpacked(tmp_path / "export", users=USERS, channels=[])
    assert "U01AAA" in day_of(folder / "kiln").text


def test_files_of_such_names_alone_are_no_export(tmp_path):
    assert "U01AAA" in day_of(unpacked(tmp_path / "a", users=USERS)).text
