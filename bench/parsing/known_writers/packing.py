"""Zip files that are the same each time: no clock is asked."""

import io
import re
import zipfile
from collections.abc import Mapping

_DATE = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def zipped(files: Mapping[str, str | bytes], *, mimetype: str | None = None) -> bytes:
    """A zip; `mimetype` is its first member and stored, as EPUB and OpenDocument want it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        if mimetype:
            archive.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def timeless(data: bytes) -> bytes:
    """A file of Office, packed anew, without the time at which it was made."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {it: archive.read(it) for it in archive.namelist()}
    members["docProps/core.xml"] = _DATE.sub(b"2026-11-24T08:30:00Z", members["docProps/core.xml"])
    return zipped(members)
