"""Boards of Obsidian."""

import json

import pytest

from index.formats.dispatch import read_file
from index.formats.extract import File, UnreadableError
from vault_files import BOARD


def read(board):
    return read_file(File(name="Board.canvas", data=json.dumps(board).encode()))


def test_cards_are_read_from_the_top_each_group_as_a_section_and_arrows_with_what_they_join():
    extract = read(BOARD)
    assert [extract.text[block.start : block.end] for block in extract.blocks] == [
        "Next year",
        "A greenhouse stands at the fence. #idea",
        "Plot 7",
        "A greenhouse stands at the fence. #idea – needs light from – Plot 7",
    ]
    (section,) = extract.sections
    assert extract.text[section.start : section.end].startswith("Next year\n\nA greenhouse")
    assert section.name == "Next year" and "Plot 7" not in extract.text[section.start : section.end]
    assert extract.metadata["tags"] == "idea"


@pytest.mark.parametrize("data", [b"[1]", b"{", b'{"nodes": 5}', b'{"nodes": [{"type": 7, "x": "a"}, 3]}'])
def test_a_damaged_board_is_said_to_be_one_or_to_be_empty(data):
    with pytest.raises(UnreadableError, match=r"damaged canvas|no text|no words"):
        read_file(File(name="b.canvas", data=data, strict=True))
