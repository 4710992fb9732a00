"""What hinders people on a page: by axe-core, and by what scrolls sideways."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def faults(page: "Page", *, rules: list[str] | None = None) -> list[str]:
    """What axe finds, of any impact, each as rule, place and reason; [] where there is nothing.

    Args:
        page: An open page.
        rules: Only these rules of axe-core.
    """
    from axe_playwright_python.sync_playwright import Axe

    options: dict[str, object] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = rules
    # Not by `Axe.run`, which hands half a megabyte of script to the page each time, and takes back what passed.
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("options => axe.run(options).then(({ violations }) => violations)", options)
    told = [
        f"{fault['id']} at {node['target']}: {node['failureSummary']}"
        for fault in found
        for node in fault["nodes"]
    ]
    return told + _wide(page)


def wait_for_rest(page: "Page") -> None:
    """Until nothing moves any more, such as a sheet that comes up; what turns without an end is not waited for."""
    page.evaluate(
        """async () => {
          const frame = () => new Promise(requestAnimationFrame);
          const moving = () => document.getAnimations()
            .filter(({ playState, effect }) => playState === "running" && effect.getComputedTiming().endTime < Infinity);
          // A transition begins with the frame after the change.
          for (await frame(), await frame(); moving().length; await frame())
            await Promise.allSettled(moving().map(({ finished }) => finished));
        }"""
    )


def _wide(page: "Page") -> list[str]:
    width = page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
    room = page.viewport_size["width"]  # type: ignore[index]  # the tests set one
    return [f"{width} pixels wide in {room}"] if width > room else []
