import io
import tracemalloc
import zipfile

import pytest

from index.formats import UnreadableError
from index.formats.archives.packages import Package
from index.formats.xml import safe as safe_xml
from index.formats.xml.safe import REFUSED, check_parts, parse_xml

DTD = '<!DOCTYPE a [<!ENTITY e "expanded">]><a>&e;</a>'
PLAIN = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- <!DOCTYPE in a comment> --><?style <!DOCTYPE?><a b="&lt;!DOCTYPE"><![CDATA[<!ENTITY]]></a>'


def package(data, name="word/document.xml"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, data)
    return Package(out.getvalue())


def test_xml_without_declarations_is_parsed():
    assert parse_xml(PLAIN.encode()).text == "<!ENTITY"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_dtd_is_refused(encoding):
    with pytest.raises(UnreadableError, match=REFUSED):
        parse_xml(DTD.encode(encoding))


@pytest.mark.parametrize(
    "data",
    [b"", b"<a>", b"<a>\xff</a>", b"<?xml version='1.0' encoding='klingon'?><a/>", b"<a>&e;</a>", b"\0\0"],
)
def test_broken_xml_is_refused_with_a_reason(data):
    with pytest.raises(UnreadableError, match="its styles is damaged"):
        parse_xml(data, what="its styles")


def test_xml_that_is_nested_deeply_is_parsed_without_a_crash():
    root = parse_xml(b"<a>" * 100_000 + b"</a>" * 100_000)
    assert sum(1 for _ in root.iter()) == 100_000


@pytest.mark.parametrize(
    "data", [PLAIN.encode(), PLAIN.replace("UTF-8", "utf-16").encode("utf-16"), b"", b"<", b" "]
)
def test_parts_without_declarations_are_accepted(data):
    parts = package(data)
    check_parts(parts)
    assert parts.read("word/document.xml") == data


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "latin-1"],
)
@pytest.mark.parametrize(
    "before",
    [
        "",
        '<?xml version="1.0"?>\n',
        "<!-- a > comment -->",
        "<?target a > b?>\n\t" + " " * 5000,
        f"<!--{'x' * 5000}-->",
    ],
)
def test_a_part_with_a_dtd_is_refused_whatever_is_before_the_dtd(encoding, before):
    with pytest.raises(UnreadableError, match=REFUSED):
        check_parts(package((before + DTD).encode(encoding)))


@pytest.mark.parametrize(
    "data",
    [
        b"<?xml version='1.0' encoding='UTF-7'?>+ADwAIQ-DOCTYPE a+AD4-<a/>",
        ('<?xml version="1.0"?>' + DTD).encode("cp037"),
    ],
)
def test_a_part_in_an_encoding_that_hides_its_markup_is_refused(data):
    with pytest.raises(UnreadableError, match=REFUSED):
        check_parts(package(data))


def test_pictures_may_have_declarations():
    parts = package(DTD.encode(), "word/media/image1.svg")
    check_parts(parts)
    assert parts.read("word/media/image1.svg") == DTD.encode()


def test_only_the_beginning_of_a_part_is_unpacked():
    parts = package(b"<a>" + b"<b/>" * 5_000_000)
    tracemalloc.start()
    check_parts(parts)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_parts_that_are_too_large_together_are_refused(monkeypatch):
    monkeypatch.setattr(safe_xml, "MAX_TOTAL", 1_000_000)
    with pytest.raises(UnreadableError, match="it unpacks to more than 1 MB"):
        check_parts(package(b"<a>" + b" " * 1_000_000))
