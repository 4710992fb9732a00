r"""RTF's control words, grouped by what is done with them."""

# Destinations that hold no text of the document. Those that begin with \* are left out without being listed here.
LEFT_OUT = frozenset(
    "colortbl pict nonshppict shprslt objdata objclass objname objalias filetbl listtable listoverridetable "
    "revtbl rsidtbl generator template themedata colorschememapping datastore latentstyles xmlnstbl nonesttables "
    "xe tc tcn rxe txe pgdsctbl bkmkstart bkmkend falt panose fontemb fontfile keycode pn pnseclvl leveltext "
    "levelnumbers listname liststylename private passwordhash background ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn "
    "userprops docvar mmathPr wgrffmtfilter company manager category comment doccomm hlinkbase vern nextfile "
    "fchars lchars formfield ffname ffdeftext ffstattext ffhelptext ffl svb picprop sp".split()
)
# Destinations that begin with \* and are read nevertheless.
READ_ALTHOUGH_STARRED = frozenset(
    "annotation atnauthor shpinst do ud nesttableprops footnote fldinst".split()
)
# The text of these is left out, but not the text of text boxes in them.
DRAWINGS = frozenset("shp shpinst do shpgrp upr".split())
TEXT_BOXES = frozenset("shptxt dptxbxtext".split())
HEADERS = frozenset("header headerl headerr headerf".split())
FOOTERS = frozenset("footer footerl footerr footerf".split())
CAPTURED = frozenset("title subject author keywords operator".split())
DATES = frozenset("creatim revtim printim buptim".split())
DATE_PARTS = frozenset("yr mo dy hr min".split())

# Line breaks and tabs are spaces here, since a paragraph is written as one line.
CHARACTERS = {
    **dict.fromkeys("tab line lbr column emspace enspace qmspace".split(), " "),
    "softline": "",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}
# `\-`, where a word may be hyphenated, is not in it: nothing is printed there inside a line.
SYMBOLS = {"~": " ", "_": "-", "{": "{", "}": "}", "\\": "\\", "\t": " "}
CODE_PAGES = {"ansi": 1252, "mac": 10000, "pc": 437, "pca": 850}
