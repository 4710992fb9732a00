"""The units of columns: written in the name of a column, or in the caption for all of them."""

import re
from collections.abc import Iterable

_SCALES = r"thousands?|millions?|billions?|trillions?|000s?|mn|bn|tsd|mio|mrd|tausend|millionen|milliarden|milliers|milliards|miles|millones"
_MEASURES = (
    r"%|‰|per ?cent|percent|[$€£¥₹]|US\$|USD|EUR|GBP|JPY|CHF|INR|CAD|AUD|CNY|km|m|cm|mm|mi|ft|in|miles|feet|metres|meters|"
    r"km²|km2|m²|m2|ha|kg|g|mg|t|lb|lbs|oz|l|ml|h|hrs?|hours|min|minutes|s|sec|seconds|days|years|"
    r"°C|°F|°|kWh|MWh|GWh|kW|MW|W|V|A|bar|hPa|kPa|mph|km/h|m/s"
)
_MEASURE = re.compile(rf"(?:{_MEASURES})")
_IN_NAME = re.compile(
    rf"[(\[,]\s?(?:in |en )?((?:{_MEASURES})(?:[ ,](?:in |en )?(?:{_SCALES}))?|(?:{_SCALES})(?: (?:of )?(?:{_MEASURES}))?)\s?[)\]]?$"
)
_IN_CAPTION = re.compile(
    rf"\b(?:in|en) ((?:(?:{_MEASURES}|US dollars|dollars|euros?|pounds|francs) )?(?:{_SCALES})(?: (?:of |d[e'’] ?)?(?:{_MEASURES}|US dollars|dollars|euros?|pounds|francs))?)\b",
    re.I,
)


def unit_in(name: str, caption: str = "") -> str:
    """The unit that the name of a column says ("Height (m)": m), else the scale that the caption does; empty without one."""
    if found := _IN_NAME.search(name[-80:]):
        return found[1]
    found = _IN_CAPTION.search(caption[:400])
    return found[1] if found else ""


def common_unit(of_figures: Iterable[str]) -> str | None:
    """The unit of all figures; empty if they have none, or words of which one need not be another; None if they differ."""
    units = set(of_figures)
    if len(units) == 1:
        return units.pop()
    measures = {unit for unit in units if _MEASURE.fullmatch(unit)}
    if len(measures) > 1:
        return None
    # "$" may stand at the first figure only.
    return measures.pop() if len(units - {""}) == 1 and measures else ""
