"""Makes the JSON of the words of a page: where each is on the picture of the page, as shares of its sides."""

from collections.abc import Sequence

from rag import Placement, WordBox
from ui.web.pieces import Json

_DIGITS = 5  # a hundredth of a pixel


def words_view(text: str, words: Sequence[WordBox], placement: Placement) -> Json:
    """The words of a page in the order of the text: offset, characters, and left, top, width and height as shares.

    A word that is not on the picture is left out: a file can cut its pages to a part of them.
    """
    rows = []
    for word in words:
        corners = placement.on_picture(word.left, word.bottom), placement.on_picture(word.right, word.top)
        (left, right), (top, bottom) = map(sorted, zip(*corners, strict=True))
        if left < 1 and top < 1 and right > 0 and bottom > 0:
            shares = (round(share, _DIGITS) for share in (left, top, right - left, bottom - top))
            rows.append([word.start, text[word.start : word.end], *shares])
    return {"words": rows}
