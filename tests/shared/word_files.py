"""Word files made of the XML of a test, and those that python-docx saves."""

import io
import zipfile

from index.formats import File
from index.formats.word.reader import read_docx


def saved(document):
    data = io.BytesIO()
    document.save(data)
    return File(name="a.docx", data=data.getvalue())


NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "v": "urn:schemas-microsoft-com:vml",
}
DECLARED = " ".join(f'xmlns:{name}="{uri}"' for name, uri in NAMESPACES.items())
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def written(body, **parts):
    """A Word file as bytes, with parts by their kinds."""
    listed = "".join(
        f'<Relationship Id="{part}" Type="{KIND}{part.rstrip("0123456789")}" Target="{part}.xml"/>'
        for part in parts
    )
    members = {
        "word/document.xml": f"<w:document {DECLARED}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"<Relationships>{listed}</Relationships>",
        **{f"word/{kind}.xml": content.replace(">", f" {DECLARED}>", 1) for kind, content in parts.items()},
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as target:
        for name, content in members.items():
            target.writestr(name, content)
    return data.getvalue()


def read(body, **parts):
    return read_docx(File(name="a.docx", data=written(body, **parts)))


def run(words, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*pieces, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(piece if piece.startswith('<') else run(piece) for piece in pieces)}</w:p>"


def field(instruction, result):
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>' for step in ("begin", "separate", "end")
    )
    return f"{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{separate}{run(result)}{end}"
