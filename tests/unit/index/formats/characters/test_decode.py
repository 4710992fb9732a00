import codecs
from random import Random

import pytest

from index.formats import UnreadableError
from index.formats.characters.decode import decode


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_in_a_unicode_encoding_is_read(encoding):
    assert decode("Größe: 5 €, 日本".encode(encoding))[0] == "Größe: 5 €, 日本"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["A report.\n\nTwo lines 📈 of it.", "Отчёт за год.\nИз двух строк.", "報告 は 二行。\n終わり"]
)
def test_utf_16_without_a_mark_is_read(encoding, text):
    assert decode(text.encode(encoding))[0] == text


def test_a_long_text_in_utf_16_may_have_a_pair_at_the_place_where_looking_ends():
    text = "ab " * 10_922 + "a" + "📈" + " end"
    assert len("ab " * 10_922 + "a") * 2 + 2 == 65_536
    assert decode(text.encode("utf-16-le"))[0] == text


def test_utf_8_that_was_cut_is_read_as_utf_8():
    text = "L'été dernier, le garçon a mangé des pêches à la crème près de l'hôtel. Où était-il ? À Orléans, déjà"
    assert decode(text.encode()[:-1])[0] == text[:-1] + "\ufffd"


def test_utf_8_may_hold_characters_that_stand_for_broken_ones():
    assert decode("\ufffd\ufffd and words".encode())[0] == "\ufffd\ufffd and words"


def test_japanese_in_seven_bits_is_read():
    assert decode("A 吾輩は猫である。\n".encode("iso2022_jp"))[0] == "A 吾輩は猫である。\n"


def test_greek_of_windows_has_its_accented_capitals():
    text = "Άλλη μια γρήγορη αλεπού πηδάει πάνω από το σκυλί. "
    assert decode(text.encode("cp1253") * 3)[0] == text * 3


def test_pounds_are_no_letters_of_another_code_page():
    text = "Bath to lift £825. It would not be worth £4 more.\n"
    assert decode(text.encode("cp1252"))[0] == text


def test_a_list_of_names_from_many_countries_is_read():
    rows = "Müller;Nürnberg\nGroß;Köln\nŠimek;Plzeň\nŁukasz;Łódź\nNagy;Győr\n"
    assert decode(rows.encode("cp1250"))[0] == rows
    western = "Müller;Köln\nGarçon;Orléans\nMuñoz;Málaga\nÅse;Tromsø\n"
    assert decode(western.encode("cp1252"))[0] == western


FRENCH = (
    "L'été dernier, le garçon a mangé des pêches à la crème près de l'hôtel. Où était-il ? À Orléans, déjà."
)
GERMAN = "Die Größe der Stadt überraschte alle Gäste. Über die Brücke führt eine schöne Straße."
SPANISH = "El niño comió piñas en la montaña. ¿Dónde está el señor Muñoz?"
ITALIAN = "Perché la città è così bella? L'università si trova più in là, e l'età non conta."
DUTCH = "De coördinator uit België en zijn ‘collega’s’ hebben de financiën geïnspecteerd."
DANISH = "Der er både grønne æbler og røde pærer på bordet. Sønnen går i skole."
POLISH = "Zażółć gęślą jaźń. Proszę państwa, dziękuję bardzo za uwagę, jutro będzie lepiej."
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy. Město leží na řece a má mnoho památek."
HUNGARIAN = "A könyvtár délelőtt tíztől este hétig tart nyitva, és ingyenes belépést biztosít."
LITHUANIAN = "Šiandien oras gražus, todėl žmonės išėjo į gatves ir džiaugiasi saule."
TURKISH = "İstanbul'da yaşayan insanların çoğu işe gitmek için vapur kullanıyor. Güneşli bir gündü."
RUSSIAN = "Однажды, в студёную зимнюю пору, я из лесу вышел; был сильный мороз."
UKRAINIAN = "Україна є незалежною державою. Її столиця — місто Київ."
GREEK = "Η Αθήνα είναι η πρωτεύουσα της Ελλάδας. Ο πληθυσμός της αυξάνεται."
HEBREW = "ירושלים היא בירת ישראל והעיר הגדולה ביותר בה."
ARABIC = "القاهرة هي عاصمة جمهورية مصر العربية وأكبر مدنها."
THAI = "กรุงเทพมหานครเป็นเมืองหลวงของประเทศไทย"
JAPANESE = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。"
CHINESE = "北京是中华人民共和国的首都，位于华北平原的北部。"
TAIWANESE = "臺灣位於東亞，首都是臺北。這座島嶼有許多高山。"
KOREAN = "서울은 대한민국의 수도이자 최대 도시이다."


@pytest.mark.parametrize(
    ("text", "encodings"),
    [
        (FRENCH, "cp1252 cp850 mac_roman"),
        (GERMAN, "cp1252 cp850 mac_roman"),
        (SPANISH, "cp1252 cp850"),
        (ITALIAN, "cp1252 cp850"),
        (DUTCH, "cp1252"),
        (DANISH, "cp1252 cp850"),
        (POLISH, "cp1250 iso8859_2 cp852"),
        (CZECH, "cp1250 iso8859_2 cp852"),
        (HUNGARIAN, "cp1250 iso8859_2"),
        (LITHUANIAN, "cp1257"),
        (TURKISH, "cp1254 cp857"),
        (RUSSIAN, "cp1251 koi8_r cp866 iso8859_5 mac_cyrillic"),
        (UKRAINIAN.replace("—", "-"), "cp1251 koi8_u cp1125"),
        (GREEK, "cp1253 iso8859_7"),
        (HEBREW, "cp1255 iso8859_8"),
        (ARABIC, "cp1256 iso8859_6"),
        (THAI, "cp874"),
        (JAPANESE, "cp932 euc_jp"),
        (CHINESE, "gb18030"),
        (TAIWANESE, "big5"),
        (KOREAN, "cp949"),
    ],
)
def test_text_in_a_legacy_encoding_is_read(text, encodings):
    for encoding in encodings.split():
        assert decode(text.encode(encoding))[0] == text, encoding
        assert decode((text + "\nPlain English words.").encode(encoding) * 20)[0].startswith(text), encoding


def test_one_accent_is_enough_where_it_is_a_common_one():
    assert decode("a café".encode("cp1252"))[0] == "a café"


def test_a_byte_that_is_no_character_does_not_decide():
    assert decode(FRENCH.encode("cp1252") + b"\x81")[0] == FRENCH + "\ufffd"


@pytest.mark.parametrize(
    ("text", "encoding", "byte"),
    [
        (JAPANESE, "cp932", b"\x81 "),
        (CHINESE, "gb18030", b"\xff"),
        (THAI, "cp874", b"\xff"),
        (RUSSIAN, "cp1251", b"\x98"),
    ],
)
def test_a_byte_that_is_no_character_does_not_decide_about_the_lines_around_it(text, encoding, byte):
    line = f"{text}\n".encode(encoding)
    assert decode(line * 3 + byte + line * 3)[0].count(text) >= 5


@pytest.mark.parametrize("seed", range(5))
def test_bytes_that_make_no_sense_in_any_encoding_are_refused(seed):
    noise = bytes(Random(seed).choices([*range(128, 256), 32, 10], k=400))
    with pytest.raises(UnreadableError, match="its encoding can't be told; save it as UTF-8"):
        decode(noise)


@pytest.mark.timeout(5)
def test_a_long_line_of_ascii_is_no_hindrance():
    text = "a" * 1_000_000 + " déjà"
    assert decode(text.encode("latin-1"))[0] == text


def test_utf_8_that_was_encoded_twice_is_read_as_it_was_meant():
    twice = "1986–1990, £300,000, déjà vu".encode().decode("latin-1").encode()
    assert decode(twice)[0] == "1986–1990, £300,000, déjà vu"


@pytest.mark.parametrize("text", ["Ã© is what é looks like then", "a\x93b"])
def test_what_only_looks_like_it_stays(text):
    assert decode(text.encode())[0] == text.replace("\x93", "")


def test_line_ends_become_one_kind():
    assert decode(b"a\r\nb\rc\nd\x0ce")[0] == "a\nb\nc\nd\ne"


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02\x03", b"abc\x00def", bytes(range(256)) * 4, b"\x89PNG\r\n\x1a\n" + bytes(50)]
)
def test_binary_data_is_refused(data):
    with pytest.raises(UnreadableError):
        decode(data)


def test_text_that_breaks_its_own_byte_order_mark_is_refused_with_the_place():
    with pytest.raises(UnreadableError, match="says that it is UTF-8, but byte 6 is not"):
        decode(codecs.BOM_UTF8 + b"abc" + b"\xff\xff")


def test_stray_control_characters_are_dropped():
    assert decode(b"one \x07two" + b" more words" * 30)[0].startswith("one two")


def test_colours_of_a_terminal_and_letters_struck_twice_are_not_in_the_text():
    log = b"\x1b[1;31mERROR\x1b[0m no file \x1b]8;;http://x\x07here\x1b]8;;\x07\n\x1b(BN\x08NA\x08AM\x08ME\x08E\n"
    assert decode(log)[0] == "ERROR no file here\nNAME\n"
