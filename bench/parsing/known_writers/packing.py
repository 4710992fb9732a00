"""Zip files without times, so that equal content gives equal files."""

import io
import re
import zipfile
from collections.abc import Mapping

_DATE = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def zipped(files: Mapping[str, str | bytes], *, mimetype: str | None = None) -> bytes:
    """Makes a zip; `mimetype` is its first member and uncompressed, as EPUB and OpenDocument require."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        if mimetype:
            # A ZipInfo has a fixed time; with a name alone, `zipfile` would take the time of the clock.
            archive.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def timeless(data: bytes) -> bytes:
    """Repacks an Office file with a fixed time of creation."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    # openpyxl writes the time of saving, whatever the workbook says.
    members["docProps/core.xml"] = _DATE.sub(b"2026-11-24T08:30:00Z", members["docProps/core.xml"])
    return zipped(members)
