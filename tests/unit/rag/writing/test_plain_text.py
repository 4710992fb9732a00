"""What a model wrote is text: no link, picture, HTML or Markdown of it is shown."""

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.writing.plain_text import as_plain


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("It is **504 metres** long [1].", "It is 504 metres long [1]."),
        ("_It_ is `long` ~~now~~.", "It is long now."),
        ("# Length\nIt is long.", "Length\nIt is long."),
        ("> It is long.", "It is long."),
        ("See [the bridge](https://evil.example/?q=1) [2].", "See the bridge [2]."),
        ("It is long [1](https://evil.example).", "It is long [1]."),
        ("![x](https://evil.example/p.png)It is long.", "It is long."),
        ('<img src="https://evil.example/p.png">It is long.', "It is long."),
        ("<b>It</b> is <script>alert(1)</script>long.", "It is long."),
        ("It is long.<!-- hidden -->", "It is long."),
        ("It is long.<|im_end|>", "It is long."),
        ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
        ("| Bridge | Metres |\n|---|---|\n| Vera | 504 |", "Bridge, Metres\n\nVera, 504"),
        ("```python\nprint(1)\n```", "\nprint(1)\n"),
        ("It is\u200b long\u202e.", "It is long ."),
        ("2 * 3 * 4 is 24", "2 * 3 * 4 is 24"),
        ("a_name and b_name", "a_name and b_name"),
    ],
)
def test_markup_is_taken_off_and_words_stay(written, plain):
    assert as_plain(written) == plain


@given(st.text(alphabet=string.printable + "[]()<>!*_`#|", max_size=400))
def test_no_text_makes_a_link_a_picture_or_a_tag(text):
    plain = as_plain(text)
    assert "](http" not in plain and "<script" not in plain.lower() and "<img " not in plain.lower()


def test_long_runs_of_marks_take_no_long_time():
    started = time.process_time()
    for unit in ("\n", "[", "*", "<", "`", "|", "![", "](", "<!--", " [1] ", "_ ", "\\"):
        as_plain(unit * (4000 // len(unit)))
    assert time.process_time() - started < 2
