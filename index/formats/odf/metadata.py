"""The metadata of an OpenDocument file, from its meta.xml."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from index.formats.dates import iso_date
from index.formats.odf.names import DC, FO, META, STYLE, plain_text
from index.formats.odf.package import Parts


def read_metadata(parts: Parts) -> tuple[str | None, dict[str, str]]:
    """Its title, or None, and its metadata."""
    root = parts.meta
    metadata = {
        # dc:creator and dc:date are of the last change; the author is who began it.
        "author": _first(root, f"{META}initial-creator") or _first(root, f"{DC}creator"),
        "date": iso_date(_first(root, f"{DC}date")) or iso_date(_first(root, f"{META}creation-date")) or "",
        "language": _first(root, f"{DC}language") or _default_language(parts.styles),
        "subject": _first(root, f"{DC}subject"),
        "keywords": ", ".join(_texts(root, f"{META}keyword")),
        "description": _first(root, f"{DC}description"),
    }
    return _first(root, f"{DC}title") or None, {key: value for key, value in metadata.items() if value}


def _first(root: Element, name: str) -> str:
    return next(_texts(root, name), "")


def _texts(root: Element, name: str) -> Iterator[str]:
    return filter(None, (plain_text(element).strip() for element in root.iter(name)))


def _default_language(styles: Element) -> str:
    """The default language of paragraphs."""
    for default in styles.iter(f"{STYLE}default-style"):
        for properties in default.iter(f"{STYLE}text-properties"):
            codes = [properties.get(f"{FO}{name}", "none") for name in ("language", "country")]
            # "zxx" stands for no language at all (ISO 639-2).
            if codes[0] not in ("none", "zxx", ""):
                return "-".join(code for code in codes if code not in ("none", ""))
    return ""
