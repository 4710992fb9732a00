"""Sources as rows of the queue, and back."""

import base64
import json
import os
import platform
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from index.ingest.finding import Source
from index.ingest.libraries.about import About
from index.ingest.reading_on import StoredFile
from index.ingest.sources import FileStat, SourceFile, path_as_text
from index.ingest.texts import PageSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A source as it is kept until somebody reads it.

    Attributes:
        source: The source.
        text: What is known of it, as JSON.
        data: Its content, if it can't be read from where it is by another process; or None.
        machine: The machine and user by whom it can be read; None if `data` has it.
        size: Its size in bytes, 0 if unknown.
    """

    source: str
    text: str = field(repr=False)
    data: bytes | None = field(default=None, repr=False)
    machine: str | None
    size: int


def this_machine() -> str:
    """A name for this machine and user: a path means the same file to all processes that have the same one."""
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    return f"{platform.node()}:{user}"


def this_process() -> str:
    """A name for this process, which those of its threads that take files begin with."""
    return f"{platform.node()}:{os.getpid()}"


def described(source: Source) -> Described | None:
    """The source as it is queued; None if it is of a kind that is read at once.

    A copy that somebody uploaded is queued with its content, since the server that has it may be gone.

    Raises:
        SourceError: Such a copy can't be read.
    """
    about = _about_json(source.about)
    if isinstance(source, PageSource):
        page = {"kind": "page", "about": about}
        return Described(
            source=source.source, text=json.dumps(page), data=source.page, machine=None, size=len(source.page)
        )
    if not isinstance(source, SourceFile) or isinstance(source, StoredFile):
        return None
    stat = source.stat()
    known: dict[str, Any] = {
        # A path need not be UTF-8.
        "path": base64.b64encode(os.fsencode(source.path)).decode(),
        "inside": source.inside and base64.b64encode(os.fsencode(source.inside)).decode(),
        "container": source.container,
        "name": source.name,
        "in_vault": source.in_vault,
        "about": about,
        "stat": asdict(stat),
    }
    if source.source == path_as_text(source.path):
        text = json.dumps({"kind": "file", **known})
        return Described(source=source.source, text=text, machine=this_machine(), size=stat.size or 0)
    data = source.read()
    text = json.dumps({"kind": "upload", **known})
    return Described(source=source.source, text=text, data=data, machine=None, size=len(data))


def source_from(source: str, text: str, data: bytes | None) -> Source:
    """The source that was described."""
    known = json.loads(text)
    about = known["about"] and About(
        **{**known["about"], "collections": frozenset(known["about"]["collections"])}
    )
    if known["kind"] == "page":
        return PageSource(source=source, page=data or b"", about=about)
    path = Path(os.fsdecode(base64.b64decode(known["path"])))
    if known["kind"] == "upload":
        return StoredFile(
            path=path,
            source=source,
            container=known["container"],
            name=known["name"],
            about=about,
            data=data or b"",
            saved=FileStat(**known["stat"]),
        )
    return SourceFile(
        path=path,
        source=source,
        inside=known["inside"] and os.fsdecode(base64.b64decode(known["inside"])),
        container=known["container"],
        name=known["name"],
        in_vault=known["in_vault"],
        about=about,
    )


def _about_json(about: About | None) -> dict[str, Any] | None:
    if about is None:
        return None
    return {
        "library": about.library,
        "title": about.title,
        "date": about.date,
        "collections": sorted(about.collections),
        "metadata": dict(about.metadata),
    }
