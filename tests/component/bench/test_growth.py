"""No reader takes much more than twice as long for twice the text, whatever is repeated in it; nor does the cutting.

Measured with four times the text: chance makes the same work up to twice as long, the square of the length 16 times. What seems to grow
too fast is measured once more with four times as much: there the square grows as fast, and chance does not.
"""

import pytest

from bench.fuzzing import growth as measured
from bench.fuzzing.growth import SHAPES, TIMES, Repeated, grows_too_fast, growth, repeated

CHARACTERS = 6_000
# The rest is left to the bench: texts whose bytes are read here, and PDF, which takes longer to write than to read.
PACKAGES = {"docx", "epub", "fb2", "odp", "ods", "odt", "pptx", "xlsx", "zip"}
FORMATS = sorted(name for name in {case.format for case in repeated()} if name[0] == "." or name in PACKAGES)


# In a package the text is escaped, so that fewer shapes mean something to its reader.
PLAIN_SHAPES = ("\n", " ", "1. ", "a.")


@pytest.mark.parametrize("format_", FORMATS)
def test_twice_the_text_takes_about_twice_as_long(format_):
    for shape in SHAPES if format_.startswith(".") else PLAIN_SHAPES:
        case = Repeated(format_, shape)
        once, more = growth(case, CHARACTERS)
        if grows_too_fast(once, more):
            once, more = growth(case, TIMES * CHARACTERS)
        assert not grows_too_fast(once, more), f"{shape!r}: {once:.3f} s, {more:.3f} s for four times as much"


def test_a_reader_whose_time_grows_with_the_square_is_noticed(monkeypatch):
    def slow(file):
        sum(range(len(file.data) ** 2 // 50))
        return read_file(file)

    read_file = measured.read_file
    monkeypatch.setattr(measured, "read_file", slow)
    assert grows_too_fast(*growth(Repeated(".txt", "\n"), CHARACTERS))
