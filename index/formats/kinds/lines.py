"""What a single line says that it is: a caption, a page's number, a value with its label, or what could be a heading."""

import re

# "Figure 3: ...", "Table 2. ...", "Abb. 4 – ..."; but not "Table 2 shows that ...", which is a sentence.
_CAPTION = re.compile(
    r"(?i:fig(?:ure|ura|\.)?|tab(?:le|elle|la|leau|\.)?|abb(?:ildung|\.)?|chart|exhibit|listing|plate|box|diagram(?:me)?|graph"
    r"|example|photo|map|scheme|illustration|afbeelding|rysunek|рис(?:унок|\.)|табл(?:ица|\.)|図|表)"
    r"\s*(?:[A-Z]?\d{1,3}(?:[.–-]\d{1,3})*[a-z]?|[IVX]{1,6}|[A-Z])(?:\s*[:.–—|]\s*\S|\s*[:.]?$|\s+[A-Z(“\"][^.]*$)"
)
_LONGEST_CAPTION = 600
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|página|pagina|pág\.|pag\.|p\.|стр\.|strona)\s*"
    r"(?:[\divxlc]{1,7}|[A-Z])(?:\s?[-–./]\s?\d{1,4})?(?:\s*(?:of|von|de|di|van|sur|из|z|/)\s*\d{1,4})?"
    r"|[-–—]\s*\d{1,4}\s*[-–—]",
    re.I,
)
_LONGEST_HEADING = 120
_MOST_WORDS = 16
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_SENTENCE_END = re.compile(r"[.!?;,…。！？؟][\"'”’»)\]]*$")
# What carries a number although it is the name of a part: "Chapter 3", "Annex B: Fees", "Step 2 – Install".
_NUMBERED_PART = re.compile(
    r"(?:chapter|part|section|appendix|annex|article|step|phase|stage|unit|lesson|module|schedule|exhibit|volume|title|rule"
    r"|kapitel|teil|abschnitt|anhang|artikel|schritt|chapitre|partie|annexe|étape|capítulo|sección|anexo|artículo|paso)"
    r"\s+(?:\d+|[IVXLC]+|[A-Z])\b|§\s*\d+|\(?\d{1,2}(?:\.\d{1,2})*[.)]?\s+\D",
    re.I,
)
_MONEY = re.compile(r"[$€£¥₹]\s?-?\d|\d\s?(?:[$€£¥₹%]|(?:EUR|USD|GBP|CHF|Rs)\b)")
_LABELLED = re.compile(r"[^:]{1,60}:\s+\S")
_LABELLED_FIGURE = re.compile(r"[^:]{1,60}:\s+\S{0,3}\d")
_ENDS_IN_NUMBER = re.compile(r"\d[\d,.]*\)?$")
_YEAR = re.compile(r"(?:^|\D)(?:1[5-9]|20)\d\d\)?$")


def is_caption(text: str) -> bool:
    """Whether a line is the caption of a figure, a table or the like."""
    return len(text) <= _LONGEST_CAPTION and _CAPTION.match(text) is not None


def is_page_number(text: str) -> bool:
    """Whether a line is only the number of a page: "Page 3-4", "- 12 -"."""
    return _PAGE_NUMBER.fullmatch(text) is not None


def labels(text: str) -> bool:
    """Whether a line is a label with its value: "Net pay: 2,300". On each page it may say something of its own."""
    return _LABELLED.match(text) is not None


def states_value(text: str) -> bool:
    """Whether a short line states a figure: "Total: 12", "TOTAL $821.14", "*TXN987*". Such a line is an answer."""
    if _NUMBERED_PART.match(text):
        return False
    letters = sum(map(str.isalpha, text))
    few_letters = 2 * letters < len(text.replace(" ", ""))
    return few_letters or _MONEY.search(text) is not None or _LABELLED_FIGURE.match(text) is not None


def could_be_heading(text: str) -> bool:
    """Whether a line that stands out, such as one in bold, reads like a heading: short, no sentence, no value."""
    if len(text) > _LONGEST_HEADING or "\n" in text or len(text.split()) > _MOST_WORDS:
        return False
    # What is in brackets explains the line before it.
    if not _LETTERS.search(text) or _SENTENCE_END.search(text) or (text[0] == "(" and text[-1] == ")"):
        return False
    if _NUMBERED_PART.match(text):
        return True
    ends_in_number = _ENDS_IN_NUMBER.search(text) and not _YEAR.search(text)
    return not (states_value(text) or _LABELLED.match(text) or ends_in_number or is_caption(text))
