import struct

import pytest

from bench.parsing.known_writers.old_slides import (
    BODY,
    NOTES,
    OTHER,
    TITLE,
    OldSlide,
    holder,
    outline_shape,
    presentation,
    presentation_file,
    record,
    shape,
    table_shapes,
)
from bench.parsing.known_writers.ole import write_container
from index.documents import place
from index.formats import File, UnreadableError, read_file
from index.formats.powerpoint import reader


def read(*slides):
    return read_file(File(name="a.ppt", data=presentation_file(slides)))


def slide(*shapes, **parts):
    return OldSlide(shapes=list(shapes), **parts)


def test_each_slide_is_a_section_with_its_title_first():
    extract = read(
        slide(shape(BODY, "One point\rAnother – point"), shape(TITLE, "The plan")),
        slide(shape(OTHER, "Alone")),
    )
    assert extract.text == "The plan\n\nOne point\n\nAnother – point\n\nAlone"
    assert [block.kind for block in extract.blocks[:3]] == ["heading", "list_item", "list_item"]
    assert place(extract.sections, extract.text.index("Alone")) == "slide 2"
    assert extract.title == "The plan"


def test_texts_that_lie_in_the_outline_stand_in_the_shapes_that_refer_to_them_and_others_are_not_lost():
    extract = read(
        slide(
            outline_shape(BODY, 1),
            outline_shape(TITLE, 0),
            outline=[(TITLE, "Title"), (BODY, "Body"), (BODY, "Rest")],
        )
    )
    assert extract.text.split("\n\n") == ["Title", "Body", "Rest"]


def test_shapes_are_read_in_the_order_in_which_they_stand():
    below, above = shape(OTHER, "Below", (0, 300, 100, 400)), shape(OTHER, "Above", (0, 0, 100, 100))
    assert read(slide(below, above)).text == "Above\n\nBelow"


def test_notes_follow_their_slide_without_the_footer_of_the_page():
    notes = [shape(OTHER, "Footer of all pages"), shape(NOTES, "Say it slowly.")]
    extract = read(slide(shape(TITLE, "Plan"), notes=notes), slide(shape(TITLE, "End")))
    assert extract.text == "Plan\n\nSay it slowly.\n\nEnd"
    assert place(extract.sections, extract.text.index("Say it")) == "notes, slide 1, Plan"


def test_a_hidden_slide_is_left_out_and_named():
    extract = read(slide(shape(TITLE, "Seen")), slide(shape(TITLE, "Unseen"), hidden=True))
    assert extract.text == "Seen" and extract.report.notes == ("Slide 2 is hidden and was left out.",)


def test_a_table_is_read_with_its_header():
    assert (
        read(slide(table_shapes([["Region", "Sold"], ["North", "5"]]))).text
        == "Region | Sold\nRegion: North | Sold: 5"
    )


def test_comments_have_their_authors():
    strings = [
        record(0x0FBA, text.encode("utf-16-le"), instance)
        for instance, text in ((0, "Kim"), (1, "Is it so?"))
    ]
    tags = holder(0x1388, [holder(0x138A, [record(0x138B, holder(0x2EE0, strings))])])
    extract = read(slide(shape(TITLE, "Plan"), others=[tags]))
    assert place(extract.sections, extract.text.index("Is it so")) == "comment by Kim, slide 1, Plan"


def test_marks_for_a_date_or_a_number_are_no_text():
    number = holder(
        0xF004,
        [
            holder(
                0xF00D,
                [record(0x0F9F, struct.pack("<L", OTHER)), record(0x0FA8, b"*"), record(0x0FD8, bytes(4))],
            )
        ],
    )
    assert read(slide(shape(TITLE, "Plan"), number)).text == "Plan"


def test_the_newest_of_several_lists_of_slides_holds():
    streams = presentation([slide(shape(TITLE, "Old")), slide(shape(TITLE, "Kept"))])
    data = streams["PowerPoint Document"]
    (edit,) = struct.unpack_from("<L", streams["Current User"], 16)
    new = len(data)
    data += holder(
        0x03EE,
        [
            record(0x03EF, bytes(24)),
            holder(0x040C, [holder(0xF002, [holder(0xF003, [shape(TITLE, "New")])])]),
        ],
    )
    directory = len(data)
    data += record(0x1772, struct.pack("<LL", 1 << 20 | 2, new))
    latest = len(data)
    data += record(0x0FF5, struct.pack("<LLLLLLHH", 0, 0, edit, directory, 1, 3, 0, 0))
    current = streams["Current User"][:16] + struct.pack("<L", latest) + bytes(8)
    extract = read_file(
        File(name="a.ppt", data=write_container({"PowerPoint Document": data, "Current User": current}))
    )
    assert extract.text == "New\n\nKept"


def test_lists_that_lead_in_a_circle_end():
    streams = presentation([slide(shape(TITLE, "Plan"))])
    data = bytearray(streams["PowerPoint Document"])
    (edit,) = struct.unpack_from("<L", streams["Current User"], 16)
    struct.pack_into("<L", data, edit + 16, edit)
    file = write_container({**streams, "PowerPoint Document": bytes(data)})
    assert read_file(File(name="a.ppt", data=file)).text == "Plan"


def test_an_encrypted_presentation_has_a_reason_that_says_what_to_do():
    streams = presentation([slide(shape(TITLE, "Plan"))])
    current = streams["Current User"]
    current = current[:12] + struct.pack("<L", 0xF3D1C4DF) + current[16:]
    with pytest.raises(UnreadableError, match=r"encrypted .* save it as \.pptx"):
        read_file(File(name="a.ppt", data=write_container({**streams, "Current User": current})))


@pytest.mark.parametrize("current", [b"", bytes(16) + struct.pack("<L", 7) + bytes(8)])
def test_where_the_newest_edit_is_not_stated_the_last_one_is_taken(current):
    streams = presentation([slide(shape(TITLE, "Plan"))])
    data = write_container({**streams, "Current User": current})
    assert read_file(File(name="a.ppt", data=data)).text == "Plan"


def test_a_presentation_without_a_list_of_its_slides_has_a_reason():
    data = write_container({"PowerPoint Document": record(0x03E8, b"x" * 40), "Current User": b""})
    with pytest.raises(UnreadableError, match="where its slides are"):
        read_file(File(name="a.ppt", data=data))


def test_a_fault_of_the_reader_leaves_the_words_of_the_presentation(monkeypatch):
    def fails(*_):
        raise KeyError

    monkeypatch.setattr(reader, "Shapes", fails)
    extract = read(slide(shape(TITLE, "Plan"), shape(BODY, "Words")))
    assert extract.text == "Plan\n\nWords" and "KeyError in its PowerPoint reader" in extract.report.notes[-1]
