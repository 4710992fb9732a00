"""What an encoding's name means where a file states it."""

# Files state the name on the left and use characters that only the encoding on the right has
# (encoding.spec.whatwg.org, "names and labels"); so does mail.
MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "latin_1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "shift_jis_2004": "cp932",
    "euc_jis_2004": "euc_jp",
}
