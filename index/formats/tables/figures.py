"""What a figure of an account is, what names a period, and what says in which units figures are."""

import re

_CURRENCY = r"(?:(?:US|[ACS]|AU|CA|HK|NZ|R)?\$|[€£¥₹]|(?:USD|EUR|GBP|CHF|JPY)(?=[\d(]))"
_NOTES = r"(?:\(\d\)){1,3}"
_RAISED = "[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}"  # the mark of a note
_BEFORE = rf"[-–—−+(]{{0,2}}{_CURRENCY}?[-–—−+(]{{0,2}}"
# A number with its sign, brackets and currency, a range of numbers, or what stands where there is none.
_FIGURE = re.compile(
    rf"{_BEFORE}\d(?:[\d.,’']{{0,29}}\d)?(?:%|x|bps|pts|pp|€)?\)?%?(?:{_NOTES}|[*†‡]|{_RAISED})?"
    rf"|{_CURRENCY}?\d[\d.,]{{0,15}}%?[-–—]{_CURRENCY}?\d[\d.,]{{0,15}}%?|{_CURRENCY}?\(?[-–—−]{{1,2}}\)?%?\)?|(?:n\.?/?a\.?|n\.?/?m\.?|none|nil|\*{{1,3}})",
    re.I,
)
_OPENING = re.compile(rf"{_BEFORE}")
_CLOSING = re.compile(rf"%?\)?%?(?:bps|pts|pp|x)?|{_NOTES}|[*†‡]")
_MARK = re.compile(rf"{_NOTES}|[*†‡]")
# What stands behind a figure in many countries, and the parts of a figure whose thousands are parted by spaces.
TRAILING_CURRENCIES = frozenset("€ EUR CHF kr Kč zł Ft".split())
_FIRST_DIGITS = re.compile(rf"{_BEFORE}[1-9]\d{{0,2}}(?:\s\d{{3}}){{0,4}}")
_NEXT_DIGITS = re.compile(r"\d{3}(?:,\d{1,4})?\)?%?")
_YEAR = r"(?:FY|CY)?\s?(?:19|20)\d\d(?:[-–/](?:19|20)?\d\d)?E?"
_MONTH = (
    "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september"
    "|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin"
    "|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre"
    "|octubre|noviembre|diciembre)"
)
_PERIOD = re.compile(
    rf"\b{_YEAR}\b|\b{_MONTH}\b\.?(?:\s\d|$|,)|\d\s{_MONTH}\b|\b\d{{1,2}}\.\d{{1,2}}\.\d{{2,4}}\b"
    r"|\b(?:months?|weeks?|quarters?|years?|periods?)\s+end(?:ed|ing)\b|\bfiscal\b|\bfinancial\s+years?\b"
    r"|\b[1-4]?Q[1-4]?\b|\b(?:first|second|third|fourth)\s+quarter\b|\bas\s(?:of|at)\b|\byear[\s-]end\b"
    r"|\b(?:geschäfts|halb|kalender)?jahr\b|\bquartal\b|\bexercices?\b|\bejercicios?\b",
    re.I,
)
_YEAR_ONLY = re.compile(rf"{_YEAR}(?:{_NOTES}|[*†‡])?")
# "in Mill. EUR", but not "in Mill Park".
_MILL = r"mill(?!\s(?!euro|dollar|franken|stück)(?-i:[A-Z][a-z]))"
_SCALE = (
    rf"(?:millions?|thousands?|billions?|hundreds?|000s?|’000s?|'000s?|millionen|mio|{_MILL}|tausend|tsd|mrd|milliarden"
    r"|milliers|milliards|millones|miles|mn|bn)"
)
_UNIT = re.compile(
    rf"\((?:(?:[^()]{{0,60}}\s)?(?:in|en)\s(?:[^()\d]{{0,20}}\s)?|(?:dollars|euros|pounds|amounts|figures|shares)\s)?"
    rf"(?:U\.?S\.?\s?)?(?:[$€£¥]\s?)?{_SCALE}\b[^()]{{0,100}}\)"
    rf"|\b(?:(?:expressed|stated|amounts?|dollars|euros?|figures|shares|tabular)\s(?:\w+\s)?)?(?:in|en)\s"
    rf"(?:[^\W\d]+\s(?:of\s)?|[$€£¥]\s?)?{_SCALE}\b\.?(?:\s(?:of|d’|d')\s?[\w.$€£]+(?:\s\w+)?)?(?:\s[$€£]|\s(?:euros?|EUR|USD|GBP|CHF)\b)?"
    rf"(?:,?\s(?:except|unless|other than)\b[^.;:|]{{0,90}})?|(?:[$€£¥]|\b(?:EUR|USD|GBP|CHF))\s?(?:{_SCALE}|m)\b|\bT(?:EUR|€|CHF|USD)(?!\w)",
    re.I,
)


def is_figure(text: str) -> bool:
    """Whether a word, without spaces, is a number with or without its sign and currency, or stands for none."""
    return _FIGURE.fullmatch(text) is not None


def opens_figure(text: str) -> bool:
    """Whether a word is what stands before the digits of a figure: a currency, a bracket, a minus."""
    return len(text) < 6 and _OPENING.fullmatch(text) is not None


def closes_figure(text: str) -> bool:
    """Whether a word is what stands behind the digits of a figure: a bracket, a per cent, the mark of a note."""
    return len(text) < 10 and _CLOSING.fullmatch(text) is not None


def continues_figure(figure: str, text: str) -> bool:
    """Whether a word is the next three digits of a figure whose thousands are parted by spaces: "1 234,5"."""
    return _NEXT_DIGITS.fullmatch(text) is not None and _FIRST_DIGITS.fullmatch(figure) is not None


def is_note_mark(text: str) -> bool:
    """Whether a word may be the mark of a note: "(1)" looks like a small negative figure, "*" stands for none, too."""
    return _MARK.fullmatch(text) is not None


def is_year(text: str) -> bool:
    """Whether a text is a year, which may be a figure or name a column."""
    return _YEAR_ONLY.fullmatch(text) is not None


def names_period(text: str) -> bool:
    """Whether a text has a year, a date, or words such as "months ended"."""
    return _PERIOD.search(text) is not None


def unit_in(text: str) -> str | None:
    """What a text says about the units of figures: "(in millions, except per share data)"; None if it says nothing."""
    # The words stand at one of the two ends of a text, if it is long.
    found = _UNIT.search(text if len(text) < 400 else text[-200:])
    return found[0].strip() if found else None
