"""Kinds of files that are not read, by their first bytes, each with the reason and what to do."""

import re

_PICTURE = "it is a picture, which is not read; make a PDF of it to have its text recognised"
_PLAYED = "it is sound or video, which is not read; add a transcript of it, as .srt, .vtt or .txt"
_PACKED = "it is packed with {}, which is not read; unpack it and add what was in it"
_ARCHIVE = "it is a {}, which is not read; unpack it and add the folder"
_PROGRAM = "it is a program, not a document"
_FONT = "it is a font, not a document"
_TABLES = "it is a {}, which is not read; export its tables as CSV"
_AS_PDF = "it is a {} file, which is not read; save it as PDF"

# Where the bytes are, the bytes, and the reason. A text could begin with those of them that are letters alone.
_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|8BPS|\0\0\x01\0[\x01-\x20]\0|\xff\x0a|\0{3}\x0cJXL ", _PICTURE),
    (0, rb"BM.{4}\0{4}|RIFF.{4}WEBP|\0{3}.ftyp(?:heic|heix|heim|hevc|mif1|msf1|avif)|\0{3}\x0cjP  |\xff\x4f\xff\x51", _PICTURE),
    (0, rb"ID3[\x02-\x04]|\xff[\xe3\xf2-\xf7\xfa-\xfd]|\xff[\xf0\xf1\xf8\xf9]|OggS|fLaC|MThd|#!AMR|\.snd|FORM.{4}AIF[FC]", _PLAYED),
    (0, rb"RIFF.{4}(?:WAVE|AVI )|.{4}ftyp|\x1a\x45\xdf\xa3|FLV\x01|\x30\x26\xb2\x75\x8e\x66\xcf\x11|\0\0\x01[\xb3\xba]", _PLAYED),
    (0, rb"7z\xbc\xaf\x27\x1c", _ARCHIVE.format("7z archive")),
    (0, rb"Rar!\x1a\x07", _ARCHIVE.format("RAR archive")),
    (257, rb"ustar", _ARCHIVE.format("tar archive")),
    (0, rb"MSCF\0|xar!|!<arch>\n|\xed\xab\xee\xdb", _ARCHIVE.format("package of programs")),
    (0, rb"PK\x07\x08PK\x03\x04", "it is one part of a zip file that was split; join and unpack it, and add the folder"),
    (32_769, rb"CD001", _ARCHIVE.format("disc image")),
    (0, rb"\x1f\x8b\x08", _PACKED.format("gzip")),
    (0, rb"BZh[1-9](?:1AY&SY|\x17\x72\x45\x38\x50\x90)", _PACKED.format("bzip2")),
    (0, rb"\xfd7zXZ\0", _PACKED.format("xz")),
    (0, rb"\x28\xb5\x2f\xfd", _PACKED.format("zstd")),
    (0, rb"\x04\x22\x4d\x18", _PACKED.format("lz4")),
    (0, rb"\x1f[\x9d\xa0]", _PACKED.format("compress")),
    (0, rb"\x7fELF|MZ|\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe|\0asm|dex\n\d", _PROGRAM),
    (0, rb"\0\x01\0\0\0[\x01-\x40]|OTTO\0|ttcf\0|wOF[F2]", _FONT),
    (0, rb"SQLite format 3\0", _TABLES.format("database")),
    (4, rb"Standard (?:Jet|ACE) DB", _TABLES.format("database")),
    (0, rb"PAR1", _TABLES.format("Parquet file")),
    (0, rb"\x89HDF\r\n", _TABLES.format("file of figures (HDF5)")),
    (0, rb"%!PS|\xc5\xd0\xd3\xc6", _AS_PDF.format("PostScript")),
    (0, rb"AT&TFORM", _AS_PDF.format("DjVu")),
    (0, rb"ITSF\x03", "it is a Windows help file (.chm), which is not read; unpack it and add its pages"),
    (0, rb"\x78\x9f\x3e\x22", "it is a package of Outlook's (winmail.dat), which is not read; ask for what is in it"),
    (60, rb"BOOKMOBI|TEXtREAd", "it is a Kindle book, which is not read; convert it to EPUB"),
    (0, rb"-----BEGIN PGP MESSAGE-----", "it is encrypted with PGP; decrypt it, and add what was in it"),
)  # fmt: skip
_PATTERNS = [(place, re.compile(pattern, re.DOTALL), reason) for place, pattern, reason in _SIGNATURES]
# Text has none of these bytes; files of the kinds above have some of them near their beginning.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_TEXTS = re.compile(rb"%!PS-Adobe|-----BEGIN PGP MESSAGE-----\r?\n")


def why_unsupported(data: bytes) -> str | None:
    """The reason why a file of this content is not read; None if its first bytes do not say so."""
    if not is_binary(data) and not _TEXTS.match(data):
        return None
    return next((reason for place, pattern, reason in _PATTERNS if pattern.match(data, place)), None)


def is_binary(data: bytes) -> bool:
    """Whether it has bytes that no text has, except in UTF-16 or UTF-32."""
    # A look at the beginning is enough; long files would take time for nothing.
    return _CONTROL.search(data[:512]) is not None
