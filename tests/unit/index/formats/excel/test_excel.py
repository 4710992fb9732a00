import io
from datetime import date

from openpyxl import Workbook

from extracts import blocks, place_of
from index.documents import place
from index.formats import File
from index.formats.excel.reader import read_xlsx
from zip_files import zipped


def saved(book):
    data = io.BytesIO()
    book.save(data)
    return File(name="a.xlsx", data=data.getvalue())


def test_cells_are_written_as_they_are_shown_with_their_columns_and_place():
    book = Workbook()
    book.active.title = "Q3"
    for row in (["Region", "Sold", "Share", "Day"], ["North", 1234.5, 0.125, date(2024, 5, 31)]):
        book.active.append(row)
    book.active["B2"].number_format, book.active["C2"].number_format = "#,##0.00", "0.0%"
    extract = read_xlsx(saved(book))
    row = "Region: North | Sold: 1,234.50 | Share: 12.5% | Day: 2024-05-31"
    assert place(extract.sections, extract.text.index(row)) == 'sheet "Q3", A2:D2'


def test_a_hidden_sheet_is_left_out_and_named():
    book = Workbook()
    book.active["A1"] = "Seen"
    hidden = book.create_sheet("Secret")
    hidden["A1"], hidden.sheet_state = "Unseen", "hidden"
    extract = read_xlsx(saved(book))
    assert "Unseen" not in extract.text and any("Secret" in note for note in extract.report.notes)


def test_a_cell_far_below_takes_no_time_and_is_read():
    book = Workbook()
    book.active["A1"], book.active["C900000"] = "Top", "Bottom"
    extract = read_xlsx(saved(book))
    assert extract.text.split() == ["Top", "Bottom"]
    assert place(extract.sections, extract.text.index("Bottom")).endswith("C900000")


def test_a_sum_below_a_table_is_a_row_of_it_and_a_name_with_a_value_is_not():
    book = Workbook()
    table = [["Region", "Q1", "Q2", "Q3"], ["North", 5, 6, 7], ["South", 1, 2, 3]]
    for row in (*table, [], ["Sum", None, None, 24], [], ["Growth", 0.5], ["Staff", 12]):
        book.active.append(row)
    extract = read_xlsx(saved(book))
    # "Sum" is no region.
    assert blocks(extract)[-3:] == ["Sum | Q3: 24", "Growth: 0.5", "Staff: 12"]
    assert [block.kind for block in extract.blocks][-3:] == ["table_total", "paragraph", "paragraph"]


def test_names_with_values_above_a_table_and_what_is_added_below_it_are_no_records():
    book = Workbook()
    for row in (
        ["Invoice"], ["Invoice no.", "2024-0815"], ["Customer", "Orchard"], ["Due date", date(2024, 7, 31)], [],
        ["Pos", "Item", "Qty", "Unit price", "Amount"], [1, "Shears", 4, 23.5, 94], [2, "Gloves", 10, 4.2, 42], [],
        [None, None, None, "Subtotal", 136], [None, None, None, "VAT 19%", 25.84], [None, None, None, "Total", 161.84],
    ):  # fmt: skip
        book.active.append(row)
    extract = read_xlsx(saved(book))
    assert blocks(extract)[1:4] == ["Invoice no.: 2024-0815", "Customer: Orchard", "Due date: 2024-07-31"]
    sums = [extract.text[block.start : block.end] for block in extract.blocks if block.kind == "table_total"]
    assert sums == ["Subtotal | Amount: 136", "VAT 19% | Amount: 25.84", "Total | Amount: 161.84"]


X = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
DRAWN = (
    'xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def related(**targets):
    listed = (
        f'<Relationship Id="{kind}" Type="x/{kind}" Target="{part}"/>' for kind, part in targets.items()
    )
    return f"<Relationships>{''.join(listed)}</Relationships>"


def box(text, column="1", hidden="0"):
    start = f"<d:from><d:col>{column}</d:col><d:row>4</d:row></d:from>"
    body = f"<d:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></d:txBody>"
    return f'<d:anchor>{start}<d:sp><d:cNvPr hidden="{hidden}"/>{body}</d:sp></d:anchor>'


def test_comments_conversations_and_text_boxes_follow_the_cells_and_name_theirs():
    alternates = (
        f"<mc:AlternateContent><mc:Choice>{box('Drawn once.')}</mc:Choice>"
        f"<mc:Fallback>{box('Drawn once.')}</mc:Fallback></mc:AlternateContent>"
    )
    comment = '<comment ref="A1" authorId="{}"><text><t>{}</t></text></comment>'
    members = {
        "workbook.xml": f'<workbook {X} xmlns:r="r"><sheets><sheet name="S" r:id="worksheet"/></sheets></workbook>',
        "_rels/workbook.xml.rels": related(worksheet="sheet.xml", person="person.xml"),
        "person.xml": '<personList><person id="{1}" displayName="Lee"/></personList>',
        "sheet.xml": f'<worksheet {X}><sheetData><row r="1"><c r="A1" t="str"><v>Seen</v></c></row></sheetData></worksheet>',
        "_rels/sheet.xml.rels": related(
            comments="comments.xml", threadedComment="threads.xml", drawing="drawing.xml", table="table.xml"
        ),
        "comments.xml": f"<comments {X}><authors><author>Kim</author></authors><commentList>"
        f"{comment.format(0, 'Kim:Why?')}{comment.format(0, '[Threaded comment] Old')}{comment.format(7, 'Who?')}"
        "</commentList></comments>",
        "threads.xml": '<ThreadedComments><threadedComment ref="A1" personId="{1}"><text>So.</text></threadedComment></ThreadedComments>',
        "drawing.xml": f"<d:wsDr {DRAWN}>{box('Boxed.')}{box('Ghost', hidden='1')}{box('Afar.', '99999')}{alternates}</d:wsDr>",
        "table.xml": "<table",
    }
    data = zipped(*((f"xl/{name}", content) for name, content in members.items()))
    extract = read_xlsx(File(name="a.xlsx", data=data))
    assert extract.text.split("\n\n") == [
        "Seen", "Comment by Kim: Why?", "Comment: Who?", "Boxed.", "Afar.", "Drawn once.", "Comment by Lee: So.",
    ]  # fmt: skip
    assert [place_of(extract, words) for words in ("Why", "Boxed", "Afar", "So.")] == [
        'sheet "S", A1, comment', 'sheet "S", B5', 'sheet "S"', 'sheet "S", A1, comment',
    ]  # fmt: skip
    assert extract.report.notes == ("Something on sheet S could not be read: table.xml is damaged.",)
