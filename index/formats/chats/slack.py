"""Slack's export: a folder for each channel, and beside them the names that ids stand for."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

NAMES_BESIDE = ("users.json", "channels.json", "groups.json", "dms.json", "mpims.json")
"""The files of an export that say what its ids stand for; the first two are in every one."""
_OTHERS_BESIDE = (
    "integration_logs.json",
    "org_users.json",
    "canvases.json",
    "lists.json",
    "file_conversations.json",
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d\.json")
_ID = re.compile(r"<([@#])([A-Z0-9]{2,20})(?:\|[^<>]{0,200})?>")
# Who wrote, who did, and of whom a message tells.
_KEYS = ("user", "parent_user_id", "inviter")


def is_day(name: str) -> bool:
    """Whether a file is named as the messages of a day in a channel's folder are."""
    return _DAY.fullmatch(name) is not None


def names_beside(names: Sequence[str]) -> tuple[str, ...]:
    """The files of an export that say what its ids stand for; empty if the files `names` are no such export."""
    users = [name for name in names if PurePosixPath(name).name == "users.json"]
    root = min((name.removesuffix("users.json") for name in users), key=len, default=None)
    if root is None or f"{root}channels.json" not in names:
        return ()
    days = (name for name in names if _DAY.fullmatch(PurePosixPath(name).name))
    if not any(len(PurePosixPath(day.removeprefix(root)).parts) == 2 for day in days):
        return ()
    return tuple(f"{root}{name}" for name in (*NAMES_BESIDE, *_OTHERS_BESIDE) if f"{root}{name}" in names)


def names_of(files: Sequence[bytes]) -> dict[str, str]:
    """What the ids of people and channels stand for, by the files that say so."""
    found: dict[str, str] = {}
    for data in files:
        records = _parsed(data)
        for record in records if isinstance(records, list) else []:
            if isinstance(record, dict) and isinstance(record.get("id"), str) and (name := _name(record)):
                found[record["id"]] = name
    return found


def with_names(name: str, data: bytes, names: Mapping[str, str]) -> bytes:
    """The messages of a day with names in place of ids; other files as they are."""
    records = _parsed(data) if _DAY.fullmatch(PurePosixPath(name).name) else None
    if not isinstance(records, list):
        return data
    for record in records:
        if isinstance(record, dict):
            for key in _KEYS:
                record[key] = names.get(str(record.get(key)), record.get(key))
            if isinstance(record.get("text"), str):
                record["text"] = _ID.sub(lambda mark: _mark(mark, names), record["text"])
            record.pop("user_profile", None)
    return json.dumps(_by_thread(records), ensure_ascii=False).encode("utf-8", "replace")


def _mark(mark: re.Match[str], names: Mapping[str, str]) -> str:
    # A name with spaces is no mark, so that it is written as what is shown.
    return f"{mark[1]}{names[mark[2]]}" if mark[2] in names else mark[0]


def _by_thread(records: list[Any]) -> list[Any]:
    """The messages with replies behind what they reply to, where that is of the same day."""

    def place(record: Any) -> tuple[str, str]:
        stated = record if isinstance(record, dict) else {}
        own = str(stated.get("ts", ""))
        return str(stated.get("thread_ts") or own), own

    return sorted(records, key=place)


def _name(record: Mapping[str, Any]) -> str:
    profile = record.get("profile")
    stated = profile if isinstance(profile, dict) else {}
    names = (stated.get("real_name"), record.get("real_name"), stated.get("display_name"), record.get("name"))
    return next((" ".join(name.split()) for name in names if isinstance(name, str) and name.strip()), "")


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data)
    # Whatever is wrong with it is said where it is read as a file of its own.
    except (ValueError, RecursionError):
        return None
