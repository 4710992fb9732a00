import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.formats import FORMATS, File, UnreadableError
from index.formats.detect import detect

READ = {row.kind for row in FORMATS}


def kind(data, name="file"):
    return detect(File(name=name, data=data))


def check(name, data, expected):
    if expected not in READ:
        pytest.skip(f"{expected} is not in the table of formats")
    assert kind(data, name) == expected


def package(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


def office(part):
    return package(**{"[Content_Types].xml": "<Types/>", part: "<x/>"})


def open_document(type_):
    return package(mimetype=f"application/vnd.oasis.opendocument.{type_}", **{"content.xml": "<x/>"})


def container(*names):
    """An OLE container whose root has streams of these names."""
    names = ["Root Entry", *names]
    entries = b""
    for number, name in enumerate(names):
        text = name.encode("utf-16-le")
        right = number + 1 if 0 < number < len(names) - 1 else 0xFFFFFFFF
        child = 1 if number == 0 and len(names) > 1 else 0xFFFFFFFF
        entries += struct.pack(
            "<64sHBBLLL", text, len(text) + 2, 2 if number else 5, 1, 0xFFFFFFFF, right, child
        ).ljust(128, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    header = (head.ljust(48, b"\0") + struct.pack("<L", 1)).ljust(76, b"\0") + struct.pack(
        "<109L", 0, *[0xFFFFFFFF] * 108
    )
    sectors = -(-len(entries) // 512)
    chain = [0xFFFFFFFD, *range(2, sectors + 1), 0xFFFFFFFE]
    table = struct.pack(f"<{len(chain)}L", *chain).ljust(512, b"\xff")
    return header + table + entries.ljust(sectors * 512, b"\0")


MAIL = (
    b"Received: by host\nDate: Tue, 1 Oct 2024 12:00:00 +0000\nSubject: Hello\n folded\nTo: you\n\nWords.\n"
)
MBOX = b"From kim@example.com Tue Oct  1 12:00:00 2024\n" + MAIL
PAGE = b"<!DOCTYPE html><title>A</title><p>Words."
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", b"%PDF-1.7\n%...", "pdf"),
        ("a.pdf", b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n%PDF-1.4 ...", "pdf"),
        ("a", b"\xef\xbb\xbf\n%PDF-1.4 ...", "pdf"),
        ("a.bin", b"junk %PDF-1.4 ... startxref 99 %%EOF", "pdf"),
        ("a.txt", b"A PDF begins with %PDF- and a number.", "text"),
        ("a.doc", b"{\\rtf1\\ansi Words}", "rtf"),
        ("a.docx", b"\r\n{\\rtf1 Words}", "rtf"),
        ("a.rtf", b"Only words", "text"),
        ("a.zip", office("word/document.xml"), "docx"),
        ("a.docx", office("ppt/presentation.xml"), "pptx"),
        ("a", office("xl/workbook.xml"), "xlsx"),
        ("a.zip", open_document("text"), "odt"),
        ("a.odt", open_document("text-template"), "odt"),
        ("a", open_document("spreadsheet"), "ods"),
        ("a", open_document("presentation"), "odp"),
        ("a.zip", package(mimetype="application/epub+zip"), "epub"),
        ("a.epub", package(**{"META-INF/container.xml": "<x/>"}), "epub"),
        ("a.docx", package(**{"notes.txt": "words"}), "zip"),
        ("a.zip", package(mimetype="words " * 1000), "zip"),
        ("a.zip", package(), "zip"),
        ("a.docx", container("EncryptedPackage", "EncryptionInfo"), "docx"),
        ("a.xlsm", container("EncryptionInfo", "EncryptedPackage"), "xlsx"),
        ("a.pptx", container("\x06DataSpaces", "EncryptedPackage"), "pptx"),
        ("a.doc", container("Workbook"), "xls"),
        ("a.pptx", container("Current User", "PowerPoint Document"), "ppt"),
        ("a.xls", container("WordDocument", "1Table"), "doc"),
        ("a.txt", container("__nameid_version1.0", "__properties_version1.0"), "msg"),
        ("a.xls", container("Book"), "xls"),
        ("a.xls", b"\x09\0\4\0\2\0\x10\0", "xls"),
    ],
)
def test_documents_are_told_by_their_content_whatever_their_name(name, data, expected):
    check(name, data, expected)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.pdf", PAGE, "html"),
        ("a.xls", b"<table><tr><td>1</table>", "html"),
        ("a.doc", b"\xef\xbb\xbf<!-- saved --> <html>", "html"),
        ("a", b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x"><html>', "html"),
        ("a.xml", b'<?xml version="1.0"?><html xmlns="x">', "html"),
        ("a.txt", PAGE.decode().encode("utf-16"), "html"),
        ("a.txt", PAGE.decode().encode("utf-16-le"), "html"),
        ("a.html", b"words", "html"),
        ("a.doc", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w>', "xml"),
        ("a.xml", b"<feed/>", "xml"),
        ("a.txt", b"<person> is a placeholder", "text"),
        ("a.txt", b"<p> is a placeholder", "html"),
        ("a", MAIL, "eml"),
        ("a.txt", MAIL.replace(b"\n", b"\r\n"), "eml"),
        ("a", b"From: a\nTo: b\nSubject: c\n", "eml"),
        ("a.eml", b"words", "eml"),
        ("a.eml", MBOX, "eml"),
        ("a", MBOX, "mbox"),
        ("a.txt", b"From here to the sea it was 10:30 of 1979.\nWords.", "text"),
        ("a.txt", b"Subject: the meeting\n\nWe met.", "text"),
        ("a.txt", b"Date: today\nSubject: the meeting\nTo: all\n\nWe met.", "text"),
        ("a.txt", b"From: here\nTo: there\nSubject: travel\nis a list without an end", "text"),
        ("a.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n", "html"),
        (
            "a.doc",
            b"Date: x\nSubject: Export\nMIME-Version: 1.0\nContent-Type: multipart/related; a=b\n\n--x",
            "html",
        ),
        (
            "a.eml",
            b"Date: x\nSubject: y\nMIME-Version: 1.0\nContent-Type: multipart/related; a=b\n\n--x",
            "eml",
        ),
        ("a.txt", b'{"key": 1}', "text"),
        ("a.json", b'{"key": 1}', "json"),
        ("a.json", b'{"cells": [], "nbformat": 4}', "ipynb"),
        ("a", b'{"cells": [], "nbformat": 4}', "ipynb"),
        ("a", b"#!/bin/sh\necho", "code"),
        ("a.txt", b"#!/bin/sh is a first line", "text"),
        ("a.PY", b"print()", "code"),
        ("a", b"WEBVTT\n\n00:01", "subtitles"),
        ("notes.xyz", b"Words.", "text"),
        ("a.csv", b"From: a,To: b\n1,2", "csv"),
        ("a.md", b"<p>Markdown may begin so", "markdown"),
        ("a.txt", b"BM stands for benchmark, MZ for nothing, GIF89a for a picture.", "text"),
        ("a.txt", b"ID3 tags", "text"),
        ("a.txt", b"PK zip is a program.", "text"),
    ],
)
def test_texts_are_told_by_their_names_unless_they_are_plainly_something_else(name, data, expected):
    check(name, data, expected)


TAR = b"a.txt".ljust(257, b"\0") + b"ustar\x0000" + bytes(200)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (PNG, "it is a picture, which is not read; make a PDF of it"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"),
        (b"GIF89a\1\0\1\0", "picture"),
        (b"RIFF\1\0\0\0WEBPVP8 ", "picture"),
        (b"BM\x46\1\0\0\0\0\0\0\x36\0", "picture"),
        (b"II*\0\x08\0\0\0", "picture"),
        (b"\0\0\0\x18ftypheic", "picture"),
        (b"8BPS\0\1", "picture"),
        (b"ID3\3\0\0\0", "it is sound or video, which is not read; add a transcript"),
        (b"\xff\xfb\x90\0\0", "sound"),
        (b"\0\0\0\x18ftypmp42", "video"),
        (b"\0\0\0\x14ftypqt  ", "video"),
        (b"RIFF\1\0\0\0WAVEfmt ", "sound"),
        (b"RIFF\1\0\0\0AVI LIST", "video"),
        (b"OggS\0\2", "sound"),
        (b"fLaC\0\0\0", "sound"),
        (b"\x1a\x45\xdf\xa3\x01\0", "video"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "it is a 7z archive, which is not read; unpack it and add the folder"),
        (b"Rar!\x1a\7\0", "RAR"),
        (TAR, "tar archive"),
        (b"\x1f\x8b\x08\0\0", "packed with gzip, which is not read; unpack it and add what was in it"),
        (b"BZh91AY&SY\0\1", "bzip2"),
        (b"\xfd7zXZ\0\0", "xz"),
        (b"\x28\xb5\x2f\xfd\4\0", "zstd"),
        (b"PK\7\x08PK\3\4\0\0", "one part of a zip file that was split"),
        (b"\x7fELF\2\1\1\0", "it is a program, not a document"),
        (b"MZ\x90\0\3", "program"),
        (b"\xcf\xfa\xed\xfe\7\0\0\1", "program"),
        (b"\xca\xfe\xba\xbe\0\0\0\x34", "program"),
        (package(**{"META-INF/MANIFEST.MF": "x", "A.class": "x"}), "program"),
        (b"SQLite format 3\0\x10\0", "it is a database, which is not read; export its tables as CSV"),
        (b"PAR1\x15\0\x15", "Parquet"),
        (b"\0\1\0\0\0\x10\1\0", "it is a font, not a document"),
        (b"wOF2\0\1\0\0", "font"),
        (b"%!PS-Adobe-3.0\n%%Title", "it is a PostScript file, which is not read; save it as PDF"),
        (b"\x78\x9f\x3e\x22\1\0", "winmail.dat"),
        (b"AT&TFORM\0\0\1DJVU", "DjVu"),
        (b"title".ljust(60, b"\0") + b"BOOKMOBI\0\1", "it is a Kindle book, which is not read; convert it to EPUB"),
        (b"-----BEGIN PGP MESSAGE-----\n\nhQ", "it is encrypted with PGP; decrypt it"),
        (container("PP40"), r"it is a PowerPoint file of the kind from before 2007 \(\.ppt\), .* save it as \.pptx or PDF"),
        (container("VisioDocument"), "Visio"),
        (container("Something"), "Office file of a kind that is not read, or damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "or damaged"),
        (package(**{"Index/Document.iwa": "x"}), "Pages, Numbers or Keynote file, which is not read; export it as PDF"),
        (package(**{"a.key/Index.zip": "x"}), "Keynote"),
        (office("xl/workbook.bin"), "xlsb"),
        (office("visio/document.xml"), "an Office file of a kind that is not read; save it as PDF"),
        (office("FixedDocSeq.fdseq"), "XPS"),
        (open_document("graphics"), "OpenDocument, drawings"),
        (b"PK\3\4 and nothing else", "it is a damaged zip file"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_refused_with_its_reason_and_what_to_do(data, reason):
    with pytest.raises(UnreadableError, match=reason):
        kind(data, "a.txt")


def test_a_container_is_told_by_its_root_not_by_what_it_embeds():
    embedding = container("WordDocument") + "Workbook EncryptedPackage".encode("utf-16-le")
    assert kind(embedding) == "doc"


def test_the_streams_of_a_large_container_are_all_found():
    assert kind(container(*(f"Stream {number}" for number in range(100)), "PowerPoint Document")) == "ppt"


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx", ".epub"])
def test_a_document_that_is_damaged_from_its_beginning_on_is_named_so(suffix):
    with pytest.raises(UnreadableError, match=f"it is damaged, or no {suffix} file"):
        kind(bytes(1000), "a" + suffix)


def test_every_kind_is_one_of_the_table():
    suffixes = [suffix for row in FORMATS for suffix in row.suffixes]
    assert ".txt" in suffixes and ".pdf" in suffixes
    assert {kind(b"words", f"a{suffix}") for suffix in suffixes} <= READ


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "data",
    [
        b"<!----> " * 1200,
        b"From " + b"00:002024" * 900,
        b"a:\n b\n" * 1200,
        b"<?xml" + b" " * 9000,
        b" " * 9000,
    ],
)
def test_a_beginning_made_to_be_slow_is_not(data):
    assert kind(data) in ("text", "xml")


@given(st.binary(max_size=300), st.sampled_from(["", ".pdf", ".docx", ".txt", ".eml", ".json"]))
def test_any_bytes_have_a_kind_or_a_reason(data, suffix):
    try:
        assert kind(data, "a" + suffix)
    except UnreadableError as error:
        assert str(error)


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    ("place", "numbers"),
    [
        (512 + 4 * 1, (1,)),  # in the table of sectors: behind the directory's first sector comes that sector
        (1024 + 128 + 72, (1,)),  # in the directory: the right neighbour of an entry is that entry
        (1024 + 128 + 76, (0,)),  # what a folder holds is the root
    ],
)
def test_a_container_with_a_loop_in_its_tables_is_refused_soon(place, numbers):
    data = bytearray(container(*(f"Stream {number}" for number in range(30)), "Ole"))
    struct.pack_into(f"<{len(numbers)}L", data, place, *numbers)
    with pytest.raises(UnreadableError, match="or damaged"):
        kind(bytes(data))


@pytest.mark.timeout(5)
def test_a_container_whose_list_of_tables_has_no_end_is_refused_soon():
    whole = container("WordDocument")
    here = len(whole) // 512 - 1
    data = bytearray(whole + struct.pack("<128L", *[0] * 127, here))
    struct.pack_into("<L", data, 44, 10_000_000)
    struct.pack_into("<LL", data, 68, here, 78_740)
    struct.pack_into("<109L", data, 76, *[0] * 109)
    with pytest.raises(UnreadableError, match="or damaged"):
        kind(bytes(data))


@given(st.binary(max_size=60), st.integers(0, 1200))
def test_a_damaged_container_has_a_reason(noise, place):
    whole = container("VisioDocument", "Other")
    with pytest.raises(UnreadableError):
        kind(whole[:4] + (whole[:place] + noise + whole[place + len(noise) :])[4:])
