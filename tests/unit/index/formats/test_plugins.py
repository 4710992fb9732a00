"""Formats of other packages: what is installed beside Pincite adds formats, or replaces ours."""

import sys
from textwrap import dedent

import pytest

from index.formats import File, UnreadableError, read_file
from index.formats.detect import detect
from index.formats.registry import formats_by_kind, kinds_by_suffix
from index.parsing.process import ParserProcess

PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
SHAPES = """
    from index.formats import Extract, File, Format, TextBuilder, UnreadableError

    FORMATS = [Format("picture", (".png", ".BMP"), "shapes:read_picture"), Format("csv", (), "shapes:read_csv")]


    def read_picture(file: File) -> Extract:
        if len(file.data) < 9:
            raise UnreadableError("it is no picture")
        builder = TextBuilder()
        builder.heading("A picture", 1)
        builder.paragraph(f"It has {len(file.data)} bytes.")
        return builder.build(title=file.name)


    def read_csv(file: File) -> Extract:
        builder = TextBuilder()
        builder.preformatted(file.data.decode())
        return builder.build()
"""


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Puts a module, and the description that makes a package of it, where Python finds them."""

    def installed(name, source, entry_points):
        (tmp_path / f"{name}.py").write_text(dedent(source))
        described = tmp_path / f"{name}-1.0.dist-info"
        described.mkdir()
        (described / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (described / "entry_points.txt").write_text(f"[pincite.formats]\n{entry_points}\n")
        forget()

    def forget():
        formats_by_kind.cache_clear()
        kinds_by_suffix.cache_clear()

    monkeypatch.syspath_prepend(tmp_path)
    yield installed
    forget()
    for path in tmp_path.glob("*.py"):
        sys.modules.pop(path.stem, None)


def test_a_package_adds_a_format_and_replaces_one_of_ours(install):
    install("shapes", SHAPES, "shapes = shapes:FORMATS")
    with ParserProcess() as parser:
        picture = parser.read(File(name="a.png", data=PICTURE))
        assert (picture.title, picture.text) == ("a.png", "A picture\n\nIt has 16 bytes.")
        assert [section.name for section in picture.sections] == ["A picture"]
        assert parser.read(File(name="a.csv", data=b"a,b\n1,2")).text == "a,b\n1,2"
        assert parser.read(File(name="a.tsv", data=b"a\tb\n1\t2")).text == "a\tb\n1\t2"
        with pytest.raises(UnreadableError, match="it is no picture"):
            parser.read(File(name="b.bmp", data=b"BM"))
        assert parser.read(File(name="a.txt", data=b"Some words.")).text == "Some words."


def test_one_format_alone_is_an_entry_point_too(install):
    install(
        "dots",
        'from index.formats import Format\nDOTS = Format("dots", (".dot",), "dots:read")',
        "x = dots:DOTS",
    )
    assert detect(File(name="a.dot", data=PICTURE)) == "dots"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("raise RuntimeError('out of order')", "out of order"),
        ("import a_module_that_is_missing", "a_module_that_is_missing"),
        ("FORMATS = 7", "not iterable"),
        ("FORMATS = [('wpd',)]", "not enough values"),
        ("", "has no attribute"),
    ],
)
def test_a_package_that_is_broken_costs_its_own_files_only_and_says_why(install, source, reason):
    install("broken", source, "wpd = broken:FORMATS\npdf = broken:FORMATS")
    with pytest.warns(RuntimeWarning, match=reason):
        assert read_file(File(name="a.txt", data=b"Some words.")).text == "Some words."
    assert detect(File(name="a.pdf", data=b"%PDF-1.7")) == "pdf"
    assert formats_by_kind()["pdf"].reader == "index.formats.pdf.reader:read_pdf"
    with pytest.raises(UnreadableError, match=r"its reader broken:FORMATS can't be loaded .*uninstall"):
        read_file(File(name="a.wpd", data=PICTURE))


def test_a_reader_that_is_missing_is_a_reason(install):
    source = 'from index.formats import Format\nDOTS = Format("dots", (".dot",), "dots:read")'
    install("dots", source, "dots = dots:DOTS")
    with pytest.raises(UnreadableError, match=r"its reader dots:read can't be loaded \(AttributeError"):
        read_file(File(name="a.dot", data=b"Some words."))


def test_a_reader_of_another_package_that_fails_leaves_the_plain_text(install):
    source = """
        from index.formats import Format

        FORMATS = [Format("picture", (".png",), "odd:read"), Format("csv", (), "odd:read")]


        def read(file):
            return file.data[1_000]
    """
    install("odd", source, "odd = odd:FORMATS")
    with ParserProcess() as parser:
        table = parser.read(File(name="a.csv", data=b"a,b\n1,2"))
        assert (table.text, len(table.report.notes)) == ("a,b 1,2", 1)
        assert "IndexError in its CSV reader" in table.report.notes[0]
        with pytest.raises(
            UnreadableError, match=r"Pincite could not read it \(IndexError in its picture reader"
        ):
            parser.read(File(name="a.png", data=PICTURE))
