import codecs

import pytest

from index.formats.decode import NotTextError, decode


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_in_a_unicode_encoding_is_read(encoding):
    assert decode("Größe: 5 €, 日本".encode(encoding)) == "Größe: 5 €, 日本"


def test_french_text_in_cp1252_is_read():
    text = "L'été dernier, le garçon a mangé des pêches à la crème près de l'hôtel. Où était-il ? À Orléans, déjà."
    assert decode(text.encode("cp1252")) == text


def test_line_ends_become_one_kind():
    assert decode(b"a\r\nb\rc\nd\x0ce") == "a\nb\nc\nd\ne"


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02\x03", b"abc\x00def", bytes(range(256)) * 4, b"\x89PNG\r\n\x1a\n" + bytes(50)]
)
def test_binary_data_is_refused(data):
    with pytest.raises(NotTextError):
        decode(data)


def test_text_that_breaks_its_own_byte_order_mark_is_refused_with_the_place():
    with pytest.raises(NotTextError, match="says that it is UTF-8, but byte 6 is not"):
        decode(codecs.BOM_UTF8 + b"abc" + b"\xff\xff")


def test_stray_control_characters_are_dropped():
    assert decode(b"one \x07two" + b" more words" * 30).startswith("one two")
