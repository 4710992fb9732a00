"""What tests look at in an extract: its blocks, where words stand, and whether it is sound."""

from index.documents import place


def blocks(extract, part=None):
    """The text of each block, or of those of one section."""
    return [
        extract.text[it.start : it.end]
        for it in extract.blocks
        if part is None or place(extract.sections, it.start) == part
    ]


def place_of(extract, words):
    """The section in which words first stand."""
    return place(extract.sections, extract.text.index(words))


def check(extract):
    """Offsets are in order and inside the text, which has no control characters."""
    end = 0
    for block in extract.blocks:
        assert end <= block.start < block.end <= len(extract.text)
        end = block.end
    assert all(0 <= it.start < it.end <= len(extract.text) for it in extract.sections)
    assert not any(ord(it) < 32 and it not in "\n\t" for it in extract.text)
