"""`python -m bench page`: how fast the page comes, whether a keystroke waits, and how a long PDF scrolls.

The real server runs in a process of its own, over a thousand documents; the browser is a real one, and on the same machine.
"""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bench.load.serving import serving
from bench.output import Results, Table
from bench.page.browser import FRAMES, chromium, mebibytes, watched
from bench.page.documents import DOCUMENTS, PAGES, filled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_VISITS = 7
_WORDS = "what did the warden of gate 47 report of the harbour in winter"
_SPEEDS = {"reading (300 pixels a second)": 5, "paging (3,000)": 50, "flying (18,000)": 300}  # pixels a frame


def page(cache: Path) -> Results:
    """Measures all of it."""
    asked: list[str] = []
    with serving(filled(cache / "page" / "index"), cache / "page-serving") as server, chromium() as browser:
        _visit(browser, server.url, asked)  # the server has its models and its list now
        visits = [_visit(browser, server.url, asked) for _ in range(_VISITS)]
        keys = _typing(browser, server.url, asked)
        reading = _reading(browser, server.url, asked)
        foreign = [url for url in asked if not url.startswith((server.url, "data:", "blob:"))]
    tables = [_goals(visits, keys, reading, foreign, len(asked)), _scrolling(reading)]
    results = {"visits": visits, "keys": keys, "reading": reading, "foreign": foreign, "asked": len(asked)}
    return Results(name="page", tables=tables, data=results)


def _visit(browser: "Browser", url: str, asked: list[str]) -> dict[str, float]:
    """Milliseconds from the request until something is painted, and until the page can be used."""
    with watched(browser, asked) as page:
        page.goto(url, wait_until="commit")
        page.wait_for_function("bench.usable !== null", timeout=60_000)
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        return {"paint": paint, "usable": page.evaluate("bench.usable")}


def _typing(browser: "Browser", url: str, asked: list[str]) -> dict[str, dict[str, float]]:
    """For each box: the longest task while it is typed in, and the time from a key to its frame."""
    with watched(browser, asked) as page:
        page.goto(url)
        page.wait_for_function("bench.usable !== null", timeout=60_000)
        page.fill("#pc-question", "Who is the warden of gate 47?")
        page.keyboard.press("Enter")
        page.locator(".pc-ask").wait_for(timeout=60_000)
        page.wait_for_timeout(3000)
        page.evaluate(
            """() => new PerformanceObserver(list => (bench.events ??= []).push(...list.getEntries()
              .filter(({ name }) => name === "keydown" || name === "input").map(({ duration }) => duration)))
              .observe({ type: "event", durationThreshold: 16 })"""
        )
        boxes = {"the question": "#pc-question", "the filter of documents": "#pc-filter-documents"}
        return {name: _keys(page, selector) for name, selector in boxes.items()}


def _keys(page: "Page", selector: str) -> dict[str, float]:
    page.focus(selector)
    page.evaluate("() => { bench.tasks.length = 0; bench.events = []; }")
    for letter in _WORDS[: 20 if "filter" in selector else None]:
        page.keyboard.type(letter)
        page.wait_for_timeout(60)
    page.wait_for_timeout(500)
    tasks, events = page.evaluate("[bench.tasks.map(([, length]) => length), bench.events]")
    # An event that takes less than 16 ms is not listed.
    return {
        "longest task": max(tasks, default=0.0),
        "longest key": max(events, default=16.0),
        "letters": len(_WORDS),
    }


def _reading(browser: "Browser", url: str, asked: list[str]) -> dict[str, Any]:
    """Frames while the pages scroll at several speeds, and the memory after each page was in view."""
    with watched(browser, asked) as page:
        page.goto(url)
        page.wait_for_function("bench.usable !== null", timeout=60_000)
        page.wait_for_timeout(2000)
        before = mebibytes(browser)
        page.evaluate(
            """() => { const { id, title } = pincite.last.library.documents.find(({ source }) => source.endsWith(".pdf"));
              pincite.emit("open", { document: id, title, start: 0, end: 20, marks: [] }); }"""
        )
        page.locator(".pc-leaf canvas").first.wait_for(timeout=60_000)
        page.wait_for_timeout(3000)
        idle = page.evaluate(FRAMES, 3)
        frames = {name: _scrolled(page, speed) for name, speed in _SPEEDS.items()}
        _every_page(page)
        after = mebibytes(browser)
        drawn = page.locator(".pc-leaf canvas").count()
        return {"idle": idle, "frames": frames, "before": before, "after": after, "drawn": drawn}


def _scrolled(page: "Page", speed: int) -> list[float]:
    # A person's scrolling pauses too; this is the harder case.
    page.evaluate("() => { document.querySelector('.pc-reader').scrollTop = 0; }")
    page.wait_for_timeout(1500)
    page.evaluate(
        """speed => { const box = document.querySelector(".pc-reader"); const end = performance.now() + 8000;
          const go = () => { box.scrollTop += speed; if (performance.now() < end) requestAnimationFrame(go); }; go(); }""",
        speed,
    )
    frames: list[float] = page.evaluate(FRAMES, 8)
    return frames


def _every_page(page: "Page") -> None:
    """Brings each page into view for as long as it takes to be drawn."""
    for number in range(PAGES):
        page.evaluate(
            "share => { const box = document.querySelector('.pc-reader'); box.scrollTop = box.scrollHeight * share; }",
            number / PAGES,
        )
        time.sleep(0.12)
    page.wait_for_timeout(1500)


def _goals(
    visits: Sequence[dict[str, float]],
    keys: dict[str, dict[str, float]],
    reading: dict[str, Any],
    foreign: Sequence[str],
    asked: int,
) -> Table:
    paint, usable = (np.array([visit[name] for visit in visits]) / 1000 for name in ("paint", "usable"))
    frames = [length for speed in reading["frames"].values() for length in speed]
    before, after = reading["before"], reading["after"]
    rows = [
        ["first paint", f"{np.median(paint):.2f} s (longest {paint.max():.2f})", "1 s"],
        ["usable", f"{np.median(usable):.2f} s (longest {usable.max():.2f})", "2 s"],
        *(
            [f"longest task while {name} is typed", _ms(key["longest task"]), "50 ms"]
            for name, key in keys.items()
        ),
        *([f"longest key to frame, {name}", _ms(key["longest key"]), ""] for name, key in keys.items()),
        [f"frame while {PAGES} pages scroll, p95", _ms(float(np.percentile(frames, 95))), "50 ms"],
        ["memory of the page after every page was in view", f"{after['renderer']:.0f} MB", "300 MB"],
        ["what reading added to all processes", f"{sum(after.values()) - sum(before.values()):.0f} MB", ""],
        ["requests to other hosts", f"{len(foreign)} of {asked}", "0"],
    ]
    note = (
        f"{DOCUMENTS} documents; {_VISITS} visits with an empty browser cache, on the machine of the server."
    )
    return Table(title="The page", columns=["what", "measured", "goal"], rows=rows, note=note)


def _ms(length: float) -> str:
    return "under 50 ms" if length == 0 else f"{length:.0f} ms"


def _scrolling(reading: dict[str, Any]) -> Table:
    kinds = {"no scrolling": reading["idle"], **reading["frames"]}
    rows = [
        [
            name,
            str(len(frames)),
            *(f"{np.percentile(frames, share):.1f}" for share in (50, 95, 99)),
            f"{max(frames):.0f}",
        ]
        for name, frames in kinds.items()
    ]
    columns = ["speed", "frames", "p50", "p95", "p99", "longest"]
    return Table(title="Frames, in milliseconds", columns=columns, rows=rows, note="8 seconds each.")
