"""Pages as they are shown: their shapes, and where the points of a page are on its picture."""

from typing import NamedTuple


class PageShape(NamedTuple):
    """A page as it is shown.

    Attributes:
        width: In points (1/72 inch).
        height: The same.
        label: Its printed number, or "" where the file gives none.
    """

    width: float
    height: float
    label: str


class Placement(NamedTuple):
    """Where the points of a page are on its picture: the rotation of the page, and the part of it that is shown.

    Places on the picture are shares of its width and height, from its upper left corner.

    Attributes:
        across_x: How far a point to the right leads across the picture.
        across_y: How far a point upwards leads across it.
        across: Where the lower left corner of the page, before its rotation, is across it.
        down_x: How far a point to the right leads down the picture.
        down_y: How far a point upwards leads down it.
        down: Where that corner is, from the top.
    """

    across_x: float
    across_y: float
    across: float
    down_x: float
    down_y: float
    down: float

    def on_picture(self, left: float, up: float) -> tuple[float, float]:
        """How far across and how far down a point of the page is, in points from its lower left corner."""
        return (
            self.across_x * left + self.across_y * up + self.across,
            self.down_x * left + self.down_y * up + self.down,
        )
