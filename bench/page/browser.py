"""A real Chromium that tells when something was painted, how long frames and tasks took, and what memory it has."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]

WATCH = """
window.bench = { tasks: [], frames: [], usable: null };
new PerformanceObserver(list => bench.tasks.push(...list.getEntries().map(({ startTime, duration }) => [startTime, duration])))
  .observe({ type: "longtask", buffered: true });
(function look() {
  const box = document.querySelector("#pc-question");
  // Usable: there is a box to type in, and the list of documents is drawn.
  if (box && document.querySelector(".pc-doc")) bench.usable = performance.now();
  else requestAnimationFrame(look);
})();
"""
"""Runs in each page before its own scripts."""

FRAMES = """seconds => new Promise(done => {
  const frames = [];
  let last = performance.now();
  const end = last + 1000 * seconds;
  const tick = now => { frames.push(now - last); last = now; if (now < end) requestAnimationFrame(tick); else done(frames); };
  requestAnimationFrame(tick);
})"""
"""Milliseconds of each frame meanwhile."""


@contextmanager
def chromium() -> Iterator["Browser"]:
    """Debian's Chromium, or the one that PINCITE_CHROMIUM names."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("PINCITE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        raise SystemExit("no chromium was found: install Debian's, or name one in PINCITE_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        browser.close()


@contextmanager
def watched(browser: "Browser", asked: list[str]) -> Iterator["Page"]:
    """A page of a new visitor, whose browser keeps nothing; the addresses that it asks for go into `asked`."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(WATCH)
    yield page
    context.close()


def mebibytes(browser: "Browser") -> dict[str, float]:
    """Memory of its own (not that of files) of each kind of the browser's processes: renderer, GPU, browser. Linux only."""
    session = browser.new_browser_cdp_session()
    kinds: dict[str, float] = {}
    for process in session.send("SystemInfo.getProcessInfo")["processInfo"]:
        try:
            with open(f"/proc/{int(process['id'])}/smaps_rollup", encoding="utf-8") as lines:
                own = sum(
                    int(line.split()[1]) for line in lines if line.startswith(("Pss_Anon:", "Pss_Shmem:"))
                )
        except OSError:  # it has ended meanwhile
            continue
        kinds[process["type"]] = kinds.get(process["type"], 0.0) + own / 1024
    session.detach()
    return kinds
