"""Writes what was read of an old Office file as the parts of a new one, so that one reader reads both.

What Word, Excel and PowerPoint do when they save an old file as .docx, .xlsx or .pptx, as far as text needs it.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

# What XML can't hold: control characters and halves of a pair of UTF-16.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xml_text(text: str) -> str:
    """A text as XML holds it."""
    return escape(_NO_XML.sub("", text))


def xml_attribute(text: str) -> str:
    """A text as the value of an attribute, with its quotation marks."""
    return quoteattr(_NO_XML.sub("", text))


def relationships(parts: Mapping[str, tuple[str, str]]) -> str:
    """The part that lists what a part refers to: by id the kind and the target."""
    listed = "".join(
        f'<Relationship Id="{id_}" Type="{_RELATIONS}/{kind}" Target={xml_attribute(target)}/>'
        for id_, (kind, target) in parts.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'


def packed(parts: Mapping[str, str | bytes], *, main: str) -> bytes:
    """The parts as a file of Office; `main` is the one that holds the document."""
    root = relationships(
        {"main": ("officeDocument", main), "core": ("metadata/core-properties", "docProps/core.xml")}
    )
    out = io.BytesIO()
    # Not compressed: it is read at once, and then gone.
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, data in {"[Content_Types].xml": "<Types/>", "_rels/.rels": root, **parts}.items():
            package.writestr(name, data)
    return out.getvalue()
