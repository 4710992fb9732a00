"""Exports: an archive in an archive, Notion's names, a browser's bookmarks, Google's mail."""

import io
import zipfile

import pytest

from index.formats import File, UnreadableError, read_file
from index.formats.archives import nested


def zipped(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return data.getvalue()


def read(data, name="a.zip"):
    return read_file(File(name=name, data=data, strict=True))


def all_texts(extract):
    """The text of each file inside, by its name, however deep."""
    found = {}
    for file in extract.attached:
        inner = read_file(file)
        found |= all_texts(inner) if inner.attached else {file.name: inner.text}
    return found


NOTION = {
    "Home/Handbook 1f2e3d4c5b6a79880f1e2d3c4b5a6978.md": "# Handbook\n\nOpen below 80.",
    "Home/Handbook 1f2e3d4c5b6a79880f1e2d3c4b5a6978/Fees 0a1b2c3d4e5f60718293a4b5c6d7e8f9.csv": "Service,Price\nLocker,6",
}


def test_files_of_notion_are_called_as_their_pages_also_in_an_archive_inside_another():
    names = ["Home/Handbook.md", "Home/Handbook/Fees.csv"]
    assert [file.name for file in read(zipped(NOTION)).attached] == names
    assert list(all_texts(read(zipped({"Part-1.zip": zipped(NOTION)})))) == names


def test_an_archive_is_opened_one_level_deep_and_no_deeper():
    inner = zipped({"a.txt": "Words."})
    outer = read(zipped({"b.zip": zipped({"c.zip": inner, "d.txt": "More."})}))
    inside = read_file(outer.attached[0])
    assert [file.name for file in inside.attached] == ["c.zip", "d.txt"]
    with pytest.raises(UnreadableError, match="archive inside an archive"):
        read_file(inside.attached[0])


@pytest.mark.parametrize(("limit", "most"), [("MAX_TOTAL", 2_000), ("MAX_MEMBERS", 4)])
def test_archives_in_an_archive_share_the_limits_of_one(monkeypatch, limit, most):
    monkeypatch.setattr(nested, limit, most)
    inner = zipped({"a.txt": "Words. " * 150})
    outer = read(zipped({f"{number}.zip": inner for number in range(3)}))
    assert all_texts(read(zipped({"0.zip": inner})))
    assert [file.counted for file in outer.attached] == [True, False, False]
    with pytest.raises(UnreadableError, match="archive inside an archive"):
        read_file(outer.attached[1])


def test_a_document_that_is_a_zip_file_inside_is_no_archive():
    packed = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})
    assert not read(zipped({"a.odt": packed})).attached[0].counted


BOOKMARKS = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE><H1>Bookmarks</H1>
<DL><p>
    <DT><H3 ADD_DATE="1715000000">Kitchen</H3>
    <DL><p>
        <DT><A HREF="https://bread.example/rye?x=1&amp;y=2" ADD_DATE="1715100400" ICON="data:image/png;base64,AA">Rye bread</A>
        <DD>With seeds
    </DL><p>
    <DT><A HREF="javascript:alert(1)">Tool</A>
</DL><p>"""


def test_bookmarks_are_rows_with_their_addresses_below_the_names_of_their_folders():
    extract = read(BOOKMARKS.encode(), "bookmarks.html")
    assert extract.title == "Bookmarks"
    assert [(block.kind, extract.text[block.start : block.end]) for block in extract.blocks] == [
        ("heading", "Kitchen"),
        ("table_row", "Rye bread | Address: https://bread.example/rye?x=1&y=2 | Added: 2024-05-07"),
        ("paragraph", "With seeds"),
        ("table_row", "Tool"),
    ]
    assert [(section.name, section.end) for section in extract.sections] == [
        ("Kitchen", extract.blocks[2].end)
    ]


def test_mail_from_google_is_read_message_by_message():
    mail = (
        "From 1798222@xxx Mon May 06 10:00:00 +0000 2024\nX-GM-THRID: 1798222\nX-Gmail-Labels: Inbox\n"
        "From: Ana <a@x.example>\nSubject: Kiln\nMessage-ID: <1@x>\n\nThe price is 9.\n\n"
    )
    inside = read(zipped({"Takeout/Mail/All mail Including Spam and Trash.mbox": mail * 2}))
    assert [text[-15:] for text in all_texts(inside).values()] == ["The price is 9."] * 2
