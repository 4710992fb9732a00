"""Web pages: the encoding that their bytes are in."""

import codecs

import pytest

from index.formats.extract import File
from index.formats.html.reader import read_html


def read(markup, encoding="utf-8"):
    return read_html(File(name="page.html", data=markup.encode(encoding)))


RUSSIAN = "Привет, это страница о погоде в Москве и окрестностях. Завтра ожидается дождь."
ARABIC = "في قرية من القرى كان هناك رجل حكيم يعرف كل شيء عن الحياة وكان يعلم الناس كيف يعيشون بسلام."
FRENCH = "L'été dernier, le garçon a mangé des pêches à la crème près de l'hôtel."
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy. Město leží na řece a má mnoho památek."
THAI = "กรุงเทพมหานครเป็นเมืองหลวงของประเทศไทย"
VIETNAMESE = "Thàn phô này âm và có nhiêu cây xanh, nhưng sông đi môi năm, và đô thư cùng đông." * 3
ESPERANTO = "La ĉevalo ĝojas ĉe la ĵaŭda promenado, kaj ŝi aŭdas ĥoron."
JAPANESE = "こんにちは、これは東京の天気についてのページです。明日は雨が降るでしょう。"


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "cp1251", "utf-8"),
        (RUSSIAN, "cp1251", "iso-8859-1"),
        (RUSSIAN, "utf-8", "iso-8859-1"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (ARABIC, "cp1256", "utf-8"),
        (FRENCH, "cp1252", "iso-8859-1"),
        (FRENCH, "cp1252", "no-such-thing"),
        (FRENCH, "cp1252", "rot13"),
        (JAPANESE, "shift_jis", "shift_jis"),
        (JAPANESE, "shift_jis", "utf-8"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp"),
        (JAPANESE, "euc_jp", "no-such-thing"),
        (CZECH, "iso8859-2", "utf-8"),
        (CZECH, "cp1250", "iso-8859-2"),
        (THAI, "cp874", "iso-8859-1"),
        (VIETNAMESE, "cp1258", "windows-1258"),
        (ESPERANTO, "iso8859-3", "iso-8859-3"),
        ("Prix : 5 €, cœur", "iso8859-15", "iso-8859-15"),
        ("한국", "cp949", "ks_c_5601-1987"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_its_bytes_are_in(text, encoding, declared):
    assert read(f"<meta charset='{declared}'><p>{text}</p>", encoding).text == text


def test_a_byte_order_mark_counts_more_than_everything_else():
    data = codecs.BOM_UTF16_LE + f"<meta charset='utf-8'><p>{RUSSIAN}".encode("utf-16-le")
    assert read_html(File(name="a.html", data=data)).text == RUSSIAN


def test_a_page_with_a_few_broken_characters_is_still_utf_8():
    data = f"<p>{RUSSIAN}</p>".encode() + b"<p>\xff</p>"
    assert read_html(File(name="a.html", data=data)).text == RUSSIAN + "\n\n\ufffd"
