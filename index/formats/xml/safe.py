"""Safe parsing of XML: a DTD or an entity, which can name files and expand without limit, is refused."""

import codecs
import re
from html.entities import html5
from xml.etree.ElementTree import Element, ParseError
from xml.parsers.expat.errors import XML_ERROR_NO_MEMORY, codes

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from index.formats.archives.packages import MAX_TOTAL, Package
from index.formats.extract import UnreadableError

_NO_MEMORY = codes[XML_ERROR_NO_MEMORY]
REFUSED = "its XML declares a DTD or entities, which is not read for safety; save it without them"

_BEGINNING = 4096
# What may come before a DTD, which itself comes before the first element.
_PROLOG = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_STATED = re.compile(r"<\?xml\s[^>]*?\bencoding\s*=\s*[\"']([^\"']*)")
# In these encodings "<" is "<"; in UTF-7, EBCDIC and others a parser would see a DTD that we do not see.
_PLAIN = re.compile(
    r"utf-?(8|16|32)(le|be)?|utf-?(16|32)-?(le|be)|(us-)?ascii|iso-8859-\d\d?|windows-125\d", re.I
)
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    *(("<".encode(name), name) for name in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")),
)
# No brackets: declarations stand in them, for which the parser then refuses the file.
_DOCTYPE = re.compile(rb"<!DOCTYPE\s[^\[\]<>]{0,1000}>")
# The five names that XML itself knows are left to the parser.
_NAMED = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30});")
# "<?xm" in EBCDIC.
_EBCDIC = b"\x4c\x6f\xa7\x94"


def without_doctype(data: bytes) -> bytes:
    """The XML without a document type that only names a DTD, as in DocBook, JATS, NCX and XHTML files.

    The DTD is never read; of the entities that it would declare, those that HTML has too are replaced by their
    characters. A document type with declarations of its own stays, and `parse_xml` refuses it.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    start = _end_of_prolog(_text(data[:_BEGINNING]))
    doctype = _DOCTYPE.match(data, start)
    if doctype is None:
        return data
    return data[:start] + _NAMED.sub(_character_reference, data[doctype.end() :])


def _character_reference(entity: re.Match[bytes]) -> bytes:
    characters = html5.get(entity[1].decode("ascii") + ";", "")
    # A name that HTML does not have stays, and the parser refuses it with its line.
    return "".join(f"&#{ord(character)};" for character in characters).encode() or entity[0]


def parse_xml(data: bytes, *, what: str = "its XML") -> Element:
    """The root element.

    Raises:
        UnreadableError: It is not well-formed, or declares a DTD or entities. Nothing is ever fetched.
    """
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UnreadableError(REFUSED) from error
    except (ParseError, ValueError, LookupError, UnicodeError) as error:
        if is_out_of_memory(error):
            raise MemoryError from error
        raise UnreadableError(f"{what} is damaged ({error})") from error
    return root


def is_out_of_memory(error: Exception) -> bool:
    """Whether the parser, which raises one exception for all that may happen, had no memory left."""
    return getattr(error, "code", None) == _NO_MEMORY


def check_parts(package: Package) -> None:
    """Makes sure that no part of an Office file is too large or declares anything, before it is parsed.

    Raises:
        UnreadableError: A part is or does, or can't be unpacked.
    """
    if package.size > MAX_TOTAL:
        raise UnreadableError(f"it unpacks to more than {MAX_TOTAL // 1_000_000} MB")
    for name in package.names:
        if not name.lower().endswith((".xml", ".rels", ".vml")):
            continue  # pictures: an SVG may have a DTD, but is never parsed
        beginning = package.beginning(name, _BEGINNING)
        # Behind a long comment at the top there may still be a DTD; only then is all of the part read.
        if _is_undecided(beginning):
            beginning = package.read(name)
        if _declares(beginning):
            raise UnreadableError(REFUSED)


def _is_undecided(beginning: bytes) -> bool:
    """Whether the first element may come after this beginning of a part."""
    text = _text(beginning)
    rest = text[_end_of_prolog(text) :]
    return len(beginning) == _BEGINNING and (len(rest) < len("<!--") or rest.startswith(("<?", "<!--")))


def _declares(data: bytes) -> bool:
    text = _text(data)
    stated = _STATED.match(text)
    foreign = stated is not None and not _PLAIN.fullmatch(stated[1].strip())
    return foreign or data.startswith(_EBCDIC) or text.startswith("<!", _end_of_prolog(text))


def _end_of_prolog(text: str) -> int:
    prolog = _PROLOG.match(text)  # which always matches, also nothing
    return prolog.end() if prolog else 0


def _text(data: bytes) -> str:
    """The text of bytes that may be XML; only its ASCII characters are needed."""
    encoding = next((encoding for mark, encoding in _WIDE if data.startswith(mark)), "latin-1")
    return data.decode(encoding, "replace").removeprefix("\ufeff").removeprefix("ï»¿")
