"""OpenDocument files made of the XML of a test."""

from extracts import check
from index.formats.extract import Extract, File
from index.formats.odf.reader import read_odp, read_ods, read_odt
from zip_files import zipped

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "office": OASIS + "office:1.0",
        "text": OASIS + "text:1.0",
        "table": OASIS + "table:1.0",
        "draw": OASIS + "drawing:1.0",
        "style": OASIS + "style:1.0",
        "fo": OASIS + "xsl-fo-compatible:1.0",
        "presentation": OASIS + "presentation:1.0",
        "meta": OASIS + "meta:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "xlink": "http://www.w3.org/1999/xlink",
    }.items()
)
READERS = {"text": read_odt, "spreadsheet": read_ods, "presentation": read_odp}


def parts(kind, body, *, automatic="", styles="", masters="", meta=""):
    return {
        "content.xml": f"<office:document-content {NAMESPACES}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document-content>",
        "styles.xml": f"<office:document-styles {NAMESPACES}><office:styles>{styles}</office:styles>"
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>",
        "meta.xml": f"<office:document-meta {NAMESPACES}><office:meta>{meta}</office:meta></office:document-meta>",
    }


def read(body, kind="text", **others) -> Extract:
    extract = READERS[kind](File(name="a.odf", data=zipped(*parts(kind, body, **others).items())))
    check(extract)
    return extract


CELL = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
COVERED = "<table:covered-table-cell/>"


def row(*cells, attributes=""):
    inner = "".join(cell if cell.startswith("<") else CELL.format("", cell) for cell in cells)
    return f"<table:table-row{attributes}>{inner}</table:table-row>"
