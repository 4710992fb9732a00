import io

from pptx import Presentation
from pptx.util import Inches

from index.documents import place
from index.formats import File
from index.formats.slides import read_pptx


def test_slides_say_their_number_title_and_notes_and_shapes_stand_from_top_to_bottom():
    deck = Presentation()
    for title in ("Costs", "Plans"):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = title
        for top, text in ((5, "Below."), (3, "Above.")):
            slide.shapes.add_textbox(Inches(1), Inches(top), Inches(3), Inches(1)).text_frame.text = text
    slide.notes_slide.notes_text_frame.text = "Say this."
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(6), Inches(3), Inches(1)).table
    for at, text in enumerate(("Name", "Year", "Kim", "2024")):
        table.cell(at // 2, at % 2).text = text
    data = io.BytesIO()
    deck.save(data)
    extract = read_pptx(File(name="a.pptx", data=data.getvalue()))
    text = extract.text
    assert text.startswith("Costs\n\nAbove.\n\nBelow.\n\nPlans")
    assert place(extract.sections, text.rindex("Above.")) == "slide 2, Plans"
    assert "Name: Kim | Year: 2024" in text and extract.report.pages == 2
    assert place(extract.sections, text.index("Say this.")) == "notes, slide 2, Plans"
