"""What is drawn in Word and PowerPoint files and is said in parts of its own: charts and diagrams (SmartArt).

Source: ECMA-376 part 1, 21.2 (charts) and 21.4 (diagrams).
"""

from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from index.documents import Span
from index.formats.archives.packages import Package
from index.formats.builder import TextBuilder
from index.formats.extract import UnreadableError
from index.formats.ooxml.number_format import show_number
from index.formats.ooxml.parts import Relation, number, read_part
from index.formats.ooxml.text import paragraph_text

A, C, DGM = "{a}", "{c}", "{dgm}"
_VALUES = ("val", "yVal", "bubbleSize")
_LABELS = ("cat", "xVal")
# Points that hold no text of their own: the whole, how it is shown, and the lines between.
_NO_TEXT = ("doc", "pres", "parTrans", "sibTrans")


class Drawings:
    """The charts and diagrams that one part of a file names.

    Attributes:
        damaged: How many could not be read.
    """

    def __init__(self, package: Package, parts: Mapping[str, Relation]) -> None:
        """Has read none yet.

        Args:
            package: The file.
            parts: The parts that the part with the drawings names, by their ids.
        """
        self._package = package
        self._parts = parts
        self.damaged = 0

    def write(self, builder: TextBuilder, drawing: Element) -> list[Span]:
        """Writes the charts and diagrams that a drawing names. Returns where."""
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
        try:
            return read_part(self._package, self._parts[name].part)
        except UnreadableError:
            self.damaged += 1
            return None


def _write_chart(builder: TextBuilder, root: Element) -> list[Span | None]:
    """Its title, then a table: a row for each category, a column for each series."""
    spans = [builder.paragraph(_title(root.find(f"{C}chart")), heading=True)]
    axes = [_title(it) for name in ("catAx", "dateAx") for it in root.iter(f"{C}{name}")]
    for series in _plots(root):
        header, rows = _table(series, next(filter(None, axes), ""))
        spans += [builder.row(header, heading=True), *(builder.row(row, header) for row in rows)]
    return spans


def _title(element: Element | None) -> str:
    title = element.find(f"{C}title") if element is not None else None
    if title is None:
        return ""
    return " ".join(" ".join(paragraph_text(it) for it in title.iter(f"{A}p")).split()) or _cached(
        title, "tx"
    )


def _plots(root: Element) -> Iterator[list[Element]]:
    """The series of a chart, those that share their categories together."""
    together: dict[tuple[tuple[int, str], ...], list[Element]] = {}
    for series in root.iter(f"{C}ser"):
        together.setdefault(tuple(_points(series, _LABELS).items()), []).append(series)
    yield from together.values()


def _table(series: Sequence[Element], axis: str) -> tuple[list[str], list[list[str]]]:
    labels = _points(series[0], _LABELS)
    columns: list[tuple[str, dict[int, str]]] = []
    for it in series:
        name = _cached(it, "tx")
        columns += [(name, points) for kind in _VALUES if (points := _points(it, (kind,)))]
    places = sorted({place for _, points in columns for place in points})
    header = [axis, *(name for name, _ in columns)]
    return header, [
        [labels.get(place, ""), *(points.get(place, "") for _, points in columns)] for place in places
    ]


def _points(series: Element, names: Sequence[str]) -> dict[int, str]:
    """What a series says of each category: its name or its value, as it is shown."""
    source = next((found for name in names if (found := series.find(f"{C}{name}")) is not None), None)
    if source is None:
        return {}
    # Of names on several levels the first level is the innermost.
    level = source.find(f".//{C}lvl")
    code = source.findtext(f".//{C}formatCode", "General")
    numeric = source.find(f".//{C}numCache") is not None or source.find(f".//{C}numLit") is not None
    points = {}
    for it in (level if level is not None else source).iter(f"{C}pt"):
        text = it.findtext(f"{C}v", "").strip()
        points[number(it.get("idx"))] = show_number(text, it.get("formatCode", code)) if numeric else text
    return points


def _cached(element: Element, name: str) -> str:
    found = element.find(f"{C}{name}")
    return " ".join((it.text or "").strip() for it in found.iter(f"{C}v")) if found is not None else ""


def _diagram_texts(root: Element) -> Iterator[str]:
    """The texts of a diagram, each before those below it."""
    points = {it.get("modelId", ""): it for it in root.iter(f"{DGM}pt")}
    below: dict[str, list[tuple[int, str]]] = {}
    for it in root.iter(f"{DGM}cxn"):
        if it.get("type", "parOf") == "parOf":
            place = number(it.get("srcOrd"))
            below.setdefault(it.get("srcId", ""), []).append((place, it.get("destId", "")))
    waiting = [name for name, it in reversed(points.items()) if it.get("type") == "doc"]
    order: list[str] = []
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            order.append(name)
            waiting += [it for _, it in sorted(below.get(name, []), reverse=True)]
    for name in (*order, *(it for it in points if it not in seen)):
        point = points.get(name)
        if point is not None and point.get("type") not in _NO_TEXT:
            yield from (paragraph_text(it) for it in point.iterfind(f"{DGM}t/{A}p"))
