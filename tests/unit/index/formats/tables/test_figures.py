"""What a text says about the units of figures."""

import pytest

from index.formats.tables.figures import unit_in


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Werte in Mill. EUR", "in Mill. EUR"),
        ("Umsatz in Mill Euro", "in Mill Euro"),
        ("(in millions, except per share data)", "(in millions, except per share data)"),
        ("The town keeps a list of the trees in Mill Park.", None),
        ("Houses in Mill Lane", None),
    ],
)
def test_a_name_that_begins_like_a_scale_is_no_unit(text, unit):
    assert unit_in(text) == unit
