"""What damaged files are given: numbers that nobody expects, and words that readers act on."""

# Borders of 8, 16, 32 and 64 bits, the first row that Excel does not have (1048577), what is too large or too
# small for a float, and what is a number in some languages only.
NUMBERS = (
    b"0 -1 1 2 7 255 256 65535 65536 1048577 2147483647 2147483648 4294967296 9223372036854775808 "
    b"100000000000000000000000 0.5 -0.0 1e309 1e-320 NaN inf 0x7fffffff 1,5"
).split()
# Words that readers act on, by kind of file; those of "any" go everywhere.
# fmt: off
TOKENS: dict[str, tuple[bytes, ...]] = {
    "any": (
        b"\x00", b"\xff", b"\xff\xfe", b"\xfe\xff\x00", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r",
        b"\n\n", b"\t", b"\x0b\x0c\x1c\x1d\x1e\x85", "\u2028\u202e\u200b\ufeff\U000e0041".encode(),
        "ﬁİ\u0345ß\u1fb3".encode(), b"A" * 5000, b" " * 5000, b"\n" * 3000, b"9" * 5000, b'"',
        b"'", b"\\", b"%s%n",
    ),
    "xml": (
        # A reader must never follow this to a file of the machine.
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', b"<!ENTITY x 'y'>", b"&x;",
        b"&#0;", b"&#xD800;", b"&#1114112;", b"&amp;", b"]]>", b"<![CDATA[", b"<!--", b"-->",
        b"<?xml version='1.0' encoding='utf-7'?>", b"<?x", b"<a>" * 1000, b"<a>", b"</a>", b"/>",
        b' xmlns="x"', b'=""',
    ),
    "html": (
        b"<div>" * 2000, b"<table><tr><td colspan=99999 rowspan=99999>", b"<script>", b"</script>",
        b"<style>", b"<template>", b"<svg><title>", b"<p hidden>", b"<meta charset=utf-16>",
        b"<base href=//x>", b"<ul><li>" * 300, b"<h7>", b"<pre>", b"<br>", b"&nbsp", b"<frameset>",
        b"<!DOCTYPE html>", b"<select><option>", b"<math><mi>", b"<noscript>", b"<plaintext>",
    ),
    "pdf": (
        b"/Type", b"/Page", b"/Pages", b"/Kids", b"/Count -1", b"/Parent 1 0 R", b"1 0 obj",
        b"endobj", b"stream\n", b"endstream", b"/Length 99999999", b"/Filter /FlateDecode",
        b"/Rotate 91", b"/MediaBox [0 0 0 0]", b"/MediaBox [-1e9 -1e9 1e9 1e9]",
        b"/CropBox [9 9 8 8]", b"/UserUnit 1e9", b"BT", b"ET", b"Tj", b"1e30 Tc",
        b"0 0 0 0 0 0 Tm", b"3 Tr", b"Q", b"/Encrypt 1 0 R", b"/Outlines 2 0 R", b"/Next 3 0 R",
        b"/First 3 0 R", b"/Nums [", b"<<", b">>", b"[" * 500, b"<<" * 500, b"xref", b"trailer",
        b"startxref\n0", b"%%EOF", b"/S /r", b"<feff", b"(\\777)",
    ),
    "rtf": (
        b"{" * 500, b"}", b"\\bin99999999 ", b"\\bin-1 ", b"\\u-1?", b"\\u55357?",
        b"\\u99999999999?", b"\\uc99999 ", b"\\'", b"\\'zz", b"{\\*\\", b"\\ansicpg99999",
        b"\\ansicpg0", b"\\pard", b"\\trowd\\cellx-1", b"\\cell", b"\\row", b"\\footnote ",
        b"\\fcharset255", b"{\\field{\\*\\fldinst HYPERLINK x}", b"{\\pict\\bin5 ", b"{\\object",
        b"\\outlinelevel-9", b"\\page", b"{\\fonttbl", b"\\v ", b"\\deleted ",
    ),
    "mail": (
        b"Content-Transfer-Encoding: base64\r\n", b"Content-Transfer-Encoding: x-uuencode\n",
        b"Content-Type: text/plain; charset=x-bogus\n",
        b"Content-Type: text/plain; charset=utf-7\n", b"Content-Type: multipart/mixed\n",
        b"Content-Type: multipart/mixed; boundary=\n", b"Content-Type: message/rfc822\n\n",
        b'Content-Type: text/plain; charset*0*="x\n',
        b"Content-Disposition: attachment; filename*=utf-8''%ff%00/../x\n", b"=?utf-8?B?////?=",
        b"=?x-bogus?Q?=ZZ?=", b"=?", b"Date: Mon, 99 Foo 99999 25:61:61 +9999\n",
        b"From: <<>>,,;:\n", b"To: group: a, b;\n", b"Subject:\n",
        b"\nFrom x Mon Jan 1 00:00:00 2024\n", b">From ", b"\n\n", b"=\n", b"=ZZ", b"--=",
        b"begin 644 x\n",
    ),
    "json": (
        b"[" * 3000, b'{"a":' * 2000, b"null", b"true", b"{}", b"[]", b'"\\ud800"', b'"\\u0000"',
        b"1e400", b"NaN", b"-Infinity", b",", b":", b'"cells": 1,', b'"cells": [1, null, {}],',
        b'"source": {"a": 1},', b'"source": [1, null],', b'"cell_type": 5,', b'"outputs": {},',
        b'"data": {"text/plain": 1},', b'"nbformat": "x",', b'"worksheets": [],',
    ),
    "lines": (
        b"WEBVTT\n", b"99:99:99,999 --> 00:00:00,000\n", b"-->", b"00:00:00.000 --> ", b"NOTE\n",
        b"STYLE\n", b"{\\an8}", b"<v x>", b",,,,,,,,", b'"""', b'"\n"', b";", b"|", b"=====\n",
        b"-----\n", b"# ", b"> " * 500, b"- " * 500, b"* ", b"1. ", b"```",
        # reStructuredText can ask for other files; a reader must not.
        b".. include:: /etc/passwd\n", b".. raw:: html\n\n   <b>\n",
        b".. csv-table:: x\n   :file: /etc/passwd\n", b"[^1]: x\n", b"|x|y|\n|-|-|\n",
        b"+---+\n| a |\n+---+\n", b"---\n", b"``", b"`x`_", b"\\", b"/*", b"*/", b"//", b"r\"'",
    ),
    "office": (
        b'w:val="99999999999"', b"<w:p/>", b"<w:tbl>", b"<w:tr/>", b'<w:gridSpan w:val="99999"/>',
        b"<w:vMerge/>", b"<w:footnoteReference w:id='x'/>", b"<w:lastRenderedPageBreak/>",
        # The last cell of Excel is XFD1048576.
        b'r="XFD1048577"', b'r="A0"', b'r="$$"', b't="s"', b't="d"', b't="e"', b"<f>A1</f>",
        b"<v>99999999</v>", b'ref="A1:XFD1048576"', b'table:number-columns-repeated="99999999"',
        b'table:number-rows-repeated="99999999"', b'text:c="999999999"',
        b'text:outline-level="-5"', b'office:date-value="99999-99-99"', b'TargetMode="External"',
        b'Target="../../../x"', b'Target=""', b"<a:t>", b"<a:p/>", b"<p:sp>", b'gridSpan="9999"',
        b"application/octet-stream",
    ),
}
# fmt: on
# A suffix that is not here gets the words of "lines".
FAMILIES = {
    **dict.fromkeys(("docx", "pptx", "xlsx", "odt", "ods", "odp"), ("xml", "office")),
    **dict.fromkeys(("epub",), ("xml", "html")),
    **dict.fromkeys(("html", "htm", "xhtml"), ("html", "xml")),
    **dict.fromkeys(("xml", "fb2", "rss"), ("xml",)),
    **dict.fromkeys(("eml", "mbox"), ("mail", "html")),
    **dict.fromkeys(("json", "jsonl", "ipynb", "canvas"), ("json",)),
    "pdf": ("pdf",),
    "rtf": ("rtf",),
}
