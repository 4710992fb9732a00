"""Stamps of days and times at the beginning of lines, as programs and people of many countries write them."""

import re

# The beginnings of the months' names in the languages that chats are exported in.
_MONTH = (
    r"(?:jan|feb|fev|fév|mär|mar|mrz|maa|apr|avr|abr|may|mai|maj|mag|mei|jun|jui|juin|giu|cze|jul|lug|lip|aug|aoû|ago|sep|set"
    r"|sie|oct|okt|ott|out|paź|nov|dec|dez|déc|dic|dez|gen|ene|янв|фев|мар|апр|май|мая|июн|июл|авг|сен|окт|ноя|дек)[^\W\d_]{0,7}\.?"
)
_WEEKDAY = (
    r"(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|mié|jeu|jue|gio|ven|vie|sam|sáb|dim|dom|пн|вт|ср|чт|пт|сб|вс)"
    r"[^\W\d_]{0,7}\.?,?\s"
)
DAY = (
    rf"(?:{_WEEKDAY})?(?:\d{{4}}[-/.]\s?\d{{1,2}}[-/.]\s?\d{{1,2}}\.?|\d{{1,2}}[-/.]\s?\d{{1,2}}[-/.]\s?(?:\d{{4}}|\d{{2}})\b"
    rf"|\d{{1,2}}[-/]{_MONTH}[-/]\d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th|\.)?\s(?:de\s)?{_MONTH}(?:,?\s(?:de\s)?\d{{4}})?"
    rf"|{_MONTH}\s{{1,2}}\d{{1,2}}(?!\d)(?:st|nd|rd|th)?(?:,?\s\d{{4}})?|\d{{4}}\s?[年년]\s?\d{{1,2}}\s?[月월]\s?\d{{1,2}}\s?[日일]"
    r"|today|yesterday|heute|gestern|aujourd['’]hui|hier|hoy|ayer)(?:\s?\([^\W\d_]{1,3}\))?"
)
# Without a year, only before a time: "03-12 18:02:11", "[06.05. 10:02]".
_SHORT_DAY = r"\d{1,2}(?:[-/]\d{1,2}|\.\d{1,2}\.?)"
_CLOCK = r"(?:[^\W\d_]{2}\s?(?=\d))?\d{1,2}(?::\d{2}){1,2}(?!\d)(?:[.,]\d{1,9})?(?:\s?[ap]\.?\s?m\b\.?)?(?:\s?(?:z|utc|gmt|[+-]\d{2}:?\d{2})\b)?"
# "18.02" is a time only behind a day.
_DOTTED_CLOCK = r"\d{1,2}[.h]\d{2}(?:\.\d{2})?(?!\d)"
_BETWEEN = r"(?:,?\s(?:(?:at|um|à|klo|kl\.?|a\slas|alle|om|às|o|в|[-–—|])\s)?|T|,|_|:|\s\s)"
# Seconds since 1970, or since a machine was started.
_COUNTED = r"(?:\d{10}(?:\.\d{1,9}|\d{3})?|\d{1,7}\.\d{3,9})"
FULL = rf"(?:(?:{DAY}|{_SHORT_DAY}){_BETWEEN}(?:{_CLOCK}|(?<!\.){_DOTTED_CLOCK})|{_CLOCK},?\s{DAY})"
"""A day with a time, in either order."""
STAMP = rf"(?:{FULL}|{DAY}|{_CLOCK})"
"""A day, a time, or both."""

LEVEL = r"(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|ERR|FATAL|CRIT(?:ICAL)?|SEVERE|ALERT|EMERG|PANIC)"
"""How grave an entry of a log is."""

# What logs put before the stamp: a level, a priority (RFC 5424), a container, an address with two names (Apache), a key.
_PREFIX = (
    rf"(?:\[?{LEVEL}\]?[:\s]\s{{0,5}}|<\d{{1,3}}>(?:1\s)?|[\w.-]{{1,40}}\s{{0,9}}\|\s|[\w.:-]{{1,45}}\s\S{{1,40}}\s\S{{1,40}}\s(?=\[\d)"
    r"|(?:level|lvl|severity)=\w{1,9}\s)?(?:(?:time|ts|timestamp|date|t)=\"?)?"
)
STAMPED = re.compile(
    rf"(?P<before>{_PREFIX}(?P<open>[\[(<]?)\s{{0,6}})(?:(?P<full>{FULL})|(?P<weak>{DAY}|{_CLOCK}|(?<=[\[ ]){_COUNTED}(?=\]))|(?P<counted>{_COUNTED})(?=\s))"
    r"(?P<close>[\])>]?\"?)(?=\W|$)",
    re.I,
)
"""A line that begins with a stamp, what stands before the stamp included."""
# Google's logs: the level and the day in five characters, then the time.
COMPACT = re.compile(r"[IWEFD](?P<full>\d{4}\s\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)\s")
DAY_ALONE = re.compile(
    rf"[-–—=*_#\s]{{0,9}}(?:day changed(?: to)?\s)?(?P<day>{DAY})(?:,?\s[^\W\d_]{{2,12}})?[-–—=*_\s]{{0,9}}",
    re.I,
)
"""A line that only says the day of the lines below it."""


def shape(text: str) -> str:
    """The form of a stamp: equal for stamps that differ only in their digits, or in the names of days and months."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", text))
