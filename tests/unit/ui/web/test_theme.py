"""The colours of the page, measured: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""

import re

import pytest

from repository import ROOT

THEME = (ROOT / "ui" / "assets" / "theme.css").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"--pc-([\w-]+): light-dark\((#\w{6}, #\w{6})\)", THEME))

# What is written, and on what.
TEXT = [
    *((ink, ground) for ink in ("ink", "soft", "accent", "bad") for ground in ("ground", "surface", "tint")),
    ("on-accent", "accent"),
    ("ink", "said"),
    ("ink", "words"),
]


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, theme: int) -> float:
    lights = sorted(luminance(COLOURS[name].split(", ")[theme]) for name in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert (luminance("#ffffff") + 0.05) / (luminance("#000000") + 0.05) == pytest.approx(21)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_all_text_can_be_read_on_its_ground(theme: int) -> None:
    weak = {pair: round(contrast(*pair, theme), 2) for pair in TEXT if contrast(*pair, theme) < 4.5}
    assert weak == {}


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_borders_of_boxes_and_the_focus_stand_out_from_what_is_beside_them(theme: int) -> None:
    pairs = [(edge, ground) for edge in ("soft", "accent") for ground in ("ground", "surface", "tint")]
    assert {pair: contrast(*pair, theme) for pair in pairs if contrast(*pair, theme) < 3} == {}
