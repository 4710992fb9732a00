import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.formats.characters.clean import clean

SPECIAL = (
    "\u200b\u200c\u200d\u200e\u200f\u061c\u034f\u115f\u1160\u180b\u180e\u202e\u2066\u2060\ufeff\ufe00\ufe0e\ufe0f\u3164"
    "\ufff9\u00ad\ud83d\ude00\uffff\r\n\x07\x85\u2028\U000e0041\U000e007f\U000e0100\U000e01ef\U0001d173"
)
BASES = "a1 #!\u05d0\u05b8\u0627\u0915\u094d\u0e01\u1100\u1820\u4e00\u2764\u20e3\U0001f3f4\U0001f468\U000e0067\U000e0062"
mixed = st.text(st.sampled_from(SPECIAL + BASES) | st.characters())

ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, with a tab\tand a line end\n.",
        "می‌خواهم به خانه‌ها بروم؛ PDF‌ها و ۱۰‌ها",  # Persian
        "قال: السلام عليكم، وعشرون كتابًا",  # Arabic
        "ه‍. ١٤٤٥",  # the abbreviation of Hijri
        "हिन्दी क्‍ष और र्‍य",  # Hindi: conjuncts half-formed by a joiner
        "শ্রী র‍্যাব",  # Bengali
        "ശ്രീ അവന്‍",  # Malayalam: a chillu of old spelling
        "ශ්‍රී ලංකාව",  # Sinhala
        "สวัสดี\u200bชาวโลก",  # Thai, Khmer and Burmese: places where a line may break
        "ភាសា\u200bខ្មែរ",
        "မြန်မာ\u200bစာ",
        "ᠮᠣᠩᠭᠣᠯ᠎ᠠ ᠪᠢᠴᠢᠭ᠋",  # Mongolian: a vowel separator, a variant
        "שלום!\u200f (C++\u200e)",  # Hebrew, with marks at punctuation
        "葛\U000e0100城市と辻\ufe00",  # Japanese: variants of ideographs
        "ᄀᅠᆨ",  # a syllable of old Hangul without its vowel
        "family 👨‍👩‍👧‍👦, 👩🏽‍🚀, 🏳️‍🌈, ❤️‍🔥, 👁️‍🗨️, 1️⃣, ↔️, ©️, ☎︎, ≨︀",
        f"flag {ENGLAND} of England",
        "naïve Größe 日本語 Ω",
    ],
)
def test_characters_that_a_script_needs_stay(text):
    assert clean(text) == (text, 0)


@pytest.mark.parametrize(
    ("text", "visible", "hidden"),
    [
        ("pass\u200bword", "password", 1),
        ("pass\u200cwo\u200drd", "password", 2),
        ("\ufeffa\u2060b", "ab", 2),
        ("abc\u202edcba\u202c \u2066x\u2069", "abcdcba x", 4),
        ("ok\U000e0001\U000e0049\U000e0067\U000e007f", "ok", 4),
        ("\U0001f3f4\U000e0067 flag of nothing", "\U0001f3f4 flag of nothing", 1),
        ("a\ufe01\U000e0110b", "ab", 2),
        ("\U0001f600\ufe0f\ufe01\ufe02\U000e0120", "\U0001f600\ufe0f", 3),
        ("葛\U000e0100\U000e0101\U000e0102", "葛\U000e0100", 2),
        ("می\u200c\u200c\u200cخواهم", "می\u200cخواهم", 2),
        ("ca\u200et", "cat", 1),
        ("שלום ca\u200et", "שלום cat", 1),
        ("2\u2062x\u206a \ufff9base\ufffaabove\ufffb", "2x baseabove", 5),
        ("x\u115f\u1160y\u180ez\u17b4", "xyz", 4),
        ("fa\U0001d173la", "fala", 1),
        ("pre\u034fheader \u200c\u034f \u200c", "preheader  ", 4),
    ],
)
def test_hidden_characters_are_removed_and_counted(text, visible, hidden):
    assert clean(text) == (visible, hidden)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("co\u00adoperation", "cooperation"),
        ("be\x07ll\x7f \x9c", "bell "),
        (
            "one\r\ntwo\rthree\x0cfour\x0bfive\x85six\u2028seven\u2029",
            "one\ntwo\nthree\nfour\nfive\nsix\nseven\n",
        ),
        ("é\r\n", "é\n"),
        ("no\u3164\uffa0name", "no  name"),
    ],
)
def test_ordinary_things_are_mended_and_not_counted(text, cleaned):
    assert clean(text) == (cleaned, 0)


def test_what_is_no_character_stands_as_one_that_is_odd():
    assert clean("a\ud800b\uffffc") == ("a\ufffdb\ufffdc", 0)


def test_two_halves_of_a_character_are_joined():
    assert clean("\ud83d\ude00") == ("\U0001f600", 0)


def test_a_tag_in_two_halves_is_hidden_too():
    assert clean("a\udb40\udc41b") == ("ab", 1)


@given(mixed)
@example("\U0001f3f4\u202e\U000e0067\U000e0062\U000e007f")
@example("\U0001f468\u200b\u200d\U0001f468")
@example("\u0627\u200b\u200ca")
def test_cleaning_twice_is_cleaning_once(text):
    once, _ = clean(text)
    assert clean(once) == (once, 0)


@given(mixed)
def test_what_is_left_has_no_control_characters(text):
    for character in clean(text)[0]:
        assert character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\u00ad\u2028\u2029")))
def test_the_count_is_how_much_shorter_the_text_became(text):
    cleaned, hidden = clean(text)
    assert len(text) - len(cleaned) == hidden


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"])))
def test_ascii_text_stays_as_it_is(text):
    assert clean(text) == (text, 0)
