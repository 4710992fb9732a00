"""Charts and diagrams (SmartArt) of Word and PowerPoint files, which are parts of their own.

Source: ECMA-376 part 1, 21.2 (charts) and 21.4 (diagrams).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from index.documents import Span
from index.formats.archives.packages import Package
from index.formats.builder import TextBuilder
from index.formats.ooxml.number_format import show_number
from index.formats.ooxml.parts import Relation, number, read_optional_part
from index.formats.ooxml.text import paragraph_text

A, C, DGM = "{a}", "{c}", "{dgm}"
_VALUES = ("val", "yVal", "bubbleSize")
_LABELS = ("cat", "xVal")
# Points that hold no text of their own: the whole, how it is shown, and the lines between.
_NO_TEXT = ("doc", "pres", "parTrans", "sibTrans")


class Drawings:
    """The charts and diagrams that one part of a file refers to.

    Attributes:
        damaged: How many could not be read.
    """

    def __init__(self, package: Package, parts: Mapping[str, Relation]) -> None:
        """Reads nothing yet; `parts` are those that the part with the drawings refers to, by id."""
        self._package = package
        self._parts = parts
        self.damaged = 0

    def write(self, builder: TextBuilder, drawing: Element) -> list[Span]:
        """Writes the charts and diagrams that a drawing refers to. Returns where each block stands."""
        spans: list[Span | None] = []
        for element in drawing.iter():
            if element.tag == f"{C}chart" and (root := self._read(element.get("{r}id", ""))) is not None:
                spans += _write_chart(builder, root)
            elif element.tag == f"{DGM}relIds" and (root := self._read(element.get("{r}dm", ""))) is not None:
                spans += [builder.paragraph(text) for text in _diagram_texts(root)]
        return [span for span in spans if span]

    def _read(self, name: str) -> Element | None:
        if name not in self._parts:
            return None
        root = read_optional_part(self._package, self._parts[name].part)
        self.damaged += root is None
        return root


def _write_chart(builder: TextBuilder, root: Element) -> list[Span | None]:
    """Its title, then a table: a row for each category, a column for each series."""
    # All of it is read from the chart's own copy of the values, so the workbook behind it is not opened.
    spans = [builder.paragraph(_title(root.find(f"{C}chart")), kind="caption")]
    axes = [_title(axis) for name in ("catAx", "dateAx") for axis in root.iter(f"{C}{name}")]
    for series in _plots(root):
        header, rows = _table(series, next(filter(None, axes), ""))
        with builder.rows_of(header):
            spans += [builder.row(header, kind="table_header"), *(builder.row(row, header) for row in rows)]
    return spans


def _title(element: Element | None) -> str:
    title = element.find(f"{C}title") if element is not None else None
    if title is None:
        return ""
    paragraphs = [paragraph_text(paragraph) for paragraph in title.iter(f"{A}p")]
    # A title may come from a cell of the workbook.
    return " ".join(" ".join(paragraphs).split()) or _cached(title, "tx")


def _plots(root: Element) -> Iterable[list[Element]]:
    """The series of a chart, grouped by the categories that they share."""
    # Series with the same categories are columns of one table; in a combined chart others may differ.
    by_labels: dict[tuple[tuple[int, str], ...], list[Element]] = {}
    for series in root.iter(f"{C}ser"):
        by_labels.setdefault(tuple(_points(series, _LABELS).items()), []).append(series)
    return by_labels.values()


def _table(group: Sequence[Element], axis: str) -> tuple[list[str], list[list[str]]]:
    labels = _points(group[0], _LABELS)
    columns = [
        (_cached(series, "tx"), points)
        for series in group
        for kind in _VALUES
        if (points := _points(series, (kind,)))
    ]
    places = sorted({place for _, points in columns for place in points})
    header = [axis, *(name for name, _ in columns)]
    return header, [
        [labels.get(place, ""), *(points.get(place, "") for _, points in columns)] for place in places
    ]


def _points(series: Element, names: Sequence[str]) -> dict[int, str]:
    """For each category of a series, by its place, its name or its value as it is shown."""
    source = next((found for name in names if (found := series.find(f"{C}{name}")) is not None), None)
    if source is None:
        return {}
    # Categories may have names on several levels; the first level is the innermost.
    level = source.find(f".//{C}lvl")
    code = source.findtext(f".//{C}formatCode", "General")
    numeric = source.find(f".//{C}numCache") is not None or source.find(f".//{C}numLit") is not None
    points = {}
    for point in (level if level is not None else source).iter(f"{C}pt"):
        text = point.findtext(f"{C}v", "").strip()
        shown = show_number(text, point.get("formatCode", code)) if numeric else text
        points[number(point.get("idx"))] = shown
    return points


def _cached(element: Element, name: str) -> str:
    found = element.find(f"{C}{name}")
    return " ".join((value.text or "").strip() for value in found.iter(f"{C}v")) if found is not None else ""


def _diagram_texts(root: Element) -> Iterator[str]:
    """The texts of a diagram, each before those below it."""
    points = {point.get("modelId", ""): point for point in root.iter(f"{DGM}pt")}
    below: dict[str, list[tuple[int, str]]] = {}
    for connection in root.iter(f"{DGM}cxn"):
        # Other connections lead to points that only say how the diagram is drawn.
        if connection.get("type", "parOf") == "parOf":
            place = number(connection.get("srcOrd"))
            below.setdefault(connection.get("srcId", ""), []).append((place, connection.get("destId", "")))
    waiting = [name for name, point in reversed(points.items()) if point.get("type") == "doc"]
    order: dict[str, None] = {}
    while waiting:
        name = waiting.pop()
        # In a damaged file points may be connected in a circle.
        if name not in order:
            order[name] = None
            waiting += [child for _, child in sorted(below.get(name, []), reverse=True)]
    # What no connection leads to comes last.
    for name in order | dict.fromkeys(points):
        point = points.get(name)
        if point is not None and point.get("type") not in _NO_TEXT:
            yield from (paragraph_text(paragraph) for paragraph in point.iterfind(f"{DGM}t/{A}p"))
