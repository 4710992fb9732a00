"""RTF files of the text that a test is about."""

from extracts import check
from index.formats.extract import Extract, File
from index.formats.rtf.reader import read_rtf

FONTS = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset128 Gothic;}{\f2\fcharset204 Cyr;}{\f3\fcharset2 Symbol;}{\f4\fcharset2 Wingdings;}}"
STYLES = (
    r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 \'dcberschrift;}{\s2\b heading 2;}{\s3 Title;}{\s4 toc 1;}"
    r"{\*\cs5 heading 1;}}"
)


def read(body, *, end="}") -> Extract:
    data = rb"{\rtf1\ansi\ansicpg1252\deff0" + f"{FONTS}{STYLES}{body}{end}".encode("latin-1")
    extract = read_rtf(File(name="a.rtf", data=data))
    check(extract)
    return extract
