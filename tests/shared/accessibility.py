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
    found = Axe().run(page, options=options).response["violations"]
    told = [
        f"{fault['id']} at {node['target']}: {node['failureSummary']}"
        for fault in found
        for node in fault["nodes"]
    ]
    return told + _wide(page)


def _wide(page: "Page") -> list[str]:
    width = page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
    room = page.viewport_size["width"]  # type: ignore[index]  # the tests set one
    return [f"{width} pixels wide in {room}"] if width > room else []
