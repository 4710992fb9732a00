"""What the page is measured with: a thousand documents in folders, and a PDF of 400 pages with text and drawings."""

import io
import math
import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rag import Assistant, TextSource

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

DOCUMENTS, PAGES = 1_000, 400

_WORDS = (
    "river bridge stone market garden window letter silver paper engine harbour winter sediment insurer field survey "
    "canal keeper council budget revenue station valve pressure method result margin autumn inquiry evidence report"
).split()


def filled(folder: Path) -> Path:
    """The folder of an index of them, which is made once."""
    assistant = Assistant.open(folder)
    if assistant.is_new:
        pages = folder.parent / "survey.pdf"
        pages.write_bytes(survey())
        assistant.add(pages)
        assistant.add_texts(_texts(random.Random(1)))
    assistant.close()
    return folder


def _texts(chance: random.Random) -> Iterator[TextSource]:
    """Notes of a page each, in 40 folders."""
    for number in range(DOCUMENTS - 1):
        subject = f"{chance.choice(_WORDS)} {chance.choice(_WORDS)}"
        text = " ".join(_sentence(chance) for _ in range(6))
        text = f"The warden of gate {number} is Vilma Novak. {text}"
        source = f"/archive/folder {number % 40}/note {number}.txt"
        yield TextSource(source=source, title=f"Note {number}: {subject}", text=text)


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=12)).capitalize() + "."


def survey() -> bytes:
    """A PDF of `PAGES` pages: fifty lines of text on each, a table with rules on some, and a chart of curves on others."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    chance, data = random.Random(4), io.BytesIO()
    canvas = Canvas(data, pagesize=A4)
    canvas.setTitle("The survey of rivers, in four hundred pages")
    for number in range(1, PAGES + 1):
        canvas.setFont("Times-Roman", 10.5)
        drawn = {0: _chart, 1: _table}.get(number % 4)
        lines = 34 if drawn else 50
        for line in range(lines):
            text = f"Gauge {number} read {number * 37} litres." if line == 20 else _sentence(chance)[:88]
            canvas.drawString(72, 745 - 13.2 * line, text)
        if drawn:
            drawn(canvas, chance)
        canvas.drawString(290, 40, str(number))
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def _chart(canvas: "Canvas", chance: random.Random) -> None:
    canvas.setLineWidth(0.8)
    for curve in range(6):
        canvas.setStrokeColorRGB(0.1 * curve, 0.4, 0.6)
        path = canvas.beginPath()
        path.moveTo(72, 160)
        shift = chance.random() * 6
        for step in range(1, 200):
            path.lineTo(72 + step * 2.2, 160 + 60 * math.sin(shift + step / (9 + curve)))
        canvas.drawPath(path)


def _table(canvas: "Canvas", chance: random.Random) -> None:
    canvas.setLineWidth(0.5)
    for row in range(10):
        canvas.line(72, 250 - row * 18, 500, 250 - row * 18)
        for column in range(6):
            canvas.drawString(78 + column * 72, 237 - row * 18, str(chance.randrange(10_000)))
    for column in range(7):
        canvas.line(72 + column * 71.3, 250, 72 + column * 71.3, 88)
