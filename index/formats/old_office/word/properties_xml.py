"""What a Word file changes of characters and paragraphs, as XML of a .docx; of that only what text needs."""

from functools import lru_cache

from index.formats.old_office.word.sprms import (
    BOLD,
    CHARACTER_STYLE,
    HIDDEN,
    LIST,
    LIST_LEVEL,
    NEW_PAGE,
    OUTLINE,
    RAISED,
    SIZE,
    sprms,
)

_ON, _AS_STYLE, _NOT_AS_STYLE = 1, 0x80, 0x81
_LEVELS = 9


@lru_cache(maxsize=5_000)
def character_properties(changes: bytes) -> str:
    """What is inside w:rPr."""
    found: dict[int, str] = {}
    for sprm in sprms(changes):
        value = sprm.value
        match sprm.number:
            case n if n in (BOLD, HIDDEN) and value != _AS_STYLE:
                name = "b" if n == BOLD else "vanish"
                found[n] = f'<w:{name} w:val="{int(value in (_ON, _NOT_AS_STYLE))}"/>'
            case n if n == SIZE:
                found[n] = f'<w:sz w:val="{value}"/>'
            case n if n == RAISED:
                found[n] = '<w:vertAlign w:val="superscript"/>' if value == 1 else ""
            case n if n == CHARACTER_STYLE:
                found[n] = f'<w:rStyle w:val="{value}"/>'
    return "".join(found.values())


@lru_cache(maxsize=5_000)
def paragraph_properties(changes: bytes) -> str:
    """What is inside w:pPr, but for the style."""
    found: dict[int, str] = {}
    numbers: dict[int, int] = {}
    for sprm in sprms(changes):
        value = sprm.value
        match sprm.number:
            case n if n == OUTLINE:
                found[n] = f'<w:outlineLvl w:val="{value}"/>'
            case n if n == NEW_PAGE:
                found[n] = f'<w:pageBreakBefore w:val="{value}"/>'
            case n if n in (LIST, LIST_LEVEL):
                numbers[n] = value
    return "".join(found.values()) + _numbers(numbers)


def _numbers(stated: dict[int, int]) -> str:
    level = stated.get(LIST_LEVEL)
    parts = f'<w:ilvl w:val="{level}"/>' if level is not None and level < _LEVELS else ""
    if LIST in stated:
        # Lists that Word 6 wrote have negative numbers, and no definition.
        number = stated[LIST] if stated[LIST] < 0x7FF else 0
        parts += f'<w:numId w:val="{number}"/>'
    return f"<w:numPr>{parts}</w:numPr>" if parts else ""
