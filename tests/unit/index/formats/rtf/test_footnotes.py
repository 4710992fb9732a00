"""RTF: footnotes, text boxes, comments, headers and footers."""

from extracts import blocks, place_of
from rtf_files import read


def test_notes_and_text_boxes_stand_behind_their_paragraph():
    shape = r"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt In a box.\par}}{\shprslt{\*\do{\dptxbxtext In a box.\par}}}}"
    body = rf"One{{\super\chftn{{\footnote\pard {{\super\chftn}} Foot.}}}} two{shape}.\par Next.\par"
    extract = read(body)
    assert blocks(extract) == ["One two.", "Foot.", "In a box.", "Next."]
    assert [place_of(extract, words) for words in ("Foot", "In a box")] == ["note", None]


def test_comments_headers_and_footers_stand_at_the_end():
    body = (
        r"{\header\pard Annual report\par}{\headerf\pard Annual report\par}"
        r"{\footer Page {\field{\*\fldinst PAGE}{\fldrslt 3}}\par Made by Kim\par}"
        r"Keep{\*\atnid K}{\*\atnauthor Kim}{\*\annotation{\*\atnref 1}\pard Really?\par} it.\par"
    )
    extract = read(body)
    assert blocks(extract) == ["Keep it.", "Really?", "Annual report", "Made by Kim"]
    assert place_of(extract, "Really") == "comment by Kim"
    assert place_of(extract, "Annual") == "header"
    assert place_of(extract, "Made") == "footer"
