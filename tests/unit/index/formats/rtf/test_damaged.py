"""RTF: what is cut off, foreign, endless or made of any bytes."""

import gc
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extracts import blocks, check
from index.formats.extract import File, UnreadableError
from index.formats.rtf.reader import read_rtf
from rtf_files import read


def test_what_is_cut_off_is_read_and_noted():
    extract = read(r"One.\par{\footnote Two.", end="")
    assert blocks(extract) == ["One.", "Two."]
    assert extract.report.notes == ("It is cut off: its end is missing.",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no such thing", "does not begin as an RTF file does"),
        (b"{\\rtf1" + b"{" * 20_000, "nested too deep"),
    ],
)
def test_what_can_not_be_read_says_why(data, reason):
    with pytest.raises(UnreadableError, match=reason):
        read_rtf(File(name="a.rtf", data=data))


@pytest.mark.parametrize(
    "piece",
    [
        b"{\\b x}", b"\\'83", b"\\u233?", b"{\\footnote x}", b"\\f1 \\'83\\f0 x", b"\\trowd\\cellx1\\cellx2 a\\cell b\\cell\\row ",
        b"a\\cell ", b"{\\fonttbl{\\f1\\fcharset0 x;}}", b"\\v x\\v0 ", b"x\\nestcell ", b"{\\stylesheet{\\s1 x;}}x\\par ",
    ],
)  # fmt: skip
def test_the_time_grows_as_the_file_does(piece):
    def seconds(count):
        data = b"{\\rtf1 " + piece * count + b"}"
        start = time.process_time()
        read_rtf(File(name="a.rtf", data=data))
        return time.process_time() - start

    # Sixteen times the file; were each piece to look at all before it, 256 times the work. The best of three, as the
    # machine has other work too, and without the collector, which also walks all that other tests have left.
    gc.collect()
    gc.disable()
    try:
        slow, fast = (min(seconds(count) for _ in range(3)) for count in (16_000, 1_000))
    finally:
        gc.enable()
    assert slow < 80 * fast + 0.1


WORDS = (
    rb"{ } \par \cell \row \trowd \cellx5 \intbl \pard \plain \v \f1 \f9 \uc2 \u233 \u-10240 \'83 \'4 \* \footnote \header "
    rb"\annotation \shp \shpinst \shptxt \upr \ud \info \title \fonttbl \stylesheet \s1 \bin3 \listtext \nestcell \nestrow "
    rb"\clmrg \clvmrg \field \fldinst \fldrslt \deleted \atnauthor \object \result \outlinelevel99999999999 a 1. \~ \\ \x"
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=60))
@settings(max_examples=400, deadline=None)
def test_any_order_of_words_gives_a_sound_document(words):
    check(read_rtf(File(name="a.rtf", data=b"{\\rtf1" + b" ".join(words))))


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_a_sound_document(data):
    check(read_rtf(File(name="a.rtf", data=b"{\\rtf1" + data)))
