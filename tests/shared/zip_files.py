"""Zip files as tests need them."""

import io
import warnings
import zipfile


def zipped(*members, method=zipfile.ZIP_DEFLATED):
    """A zip file of (name, content); a name may come twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file, warnings.catch_warnings(action="ignore"):
        for name, data in members:
            file.writestr(name, data)
    return out.getvalue()
