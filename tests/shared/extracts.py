"""What tests look at in an extract: its blocks, where words stand, and whether it is sound."""

from index.documents import place
from index.tables import are_inside


def blocks(extract, part=None):
    """The text of each block, or of those of one section."""
    return [
        extract.text[block.start : block.end]
        for block in extract.blocks
        if part is None or place(extract.sections, block.start) == part or _is_in(extract, block.start, part)
    ]


def _is_in(extract, offset, part):
    """Whether an offset is in a part of a message of that name."""
    return any(
        section.kind == "part" and section.name == part and section.start <= offset < section.end
        for section in extract.sections
    )


def place_of(extract, words):
    """The section in which words first stand."""
    return place(extract.sections, extract.text.index(words))


def check(extract):
    """Offsets are in order and inside the text, which has no control characters."""
    end = 0
    for block in extract.blocks:
        assert end <= block.start < block.end <= len(extract.text)
        end = block.end
    assert all(0 <= section.start < section.end <= len(extract.text) for section in extract.sections)
    assert are_inside(extract.tables, len(extract.text))
    for cell in (
        extract.text[start:end] for table in extract.tables for row in table.rows for start, end in row
    ):
        assert cell == cell.strip()
    assert not any(ord(character) < 32 and character not in "\n\t" for character in extract.text)


def kinds(extract):
    """The kind and the text of each block."""
    return [(block.kind, extract.text[block.start : block.end]) for block in extract.blocks]
