from word_files import paragraph, read, run


def sized(text, size):
    return paragraph(run(text, f'<w:sz w:val="{size}"/>'))


BODY = "".join(
    paragraph(f"The text of paragraph {number}, in letters of the usual size.") for number in range(5)
)


def test_the_largest_lines_of_a_first_page_are_its_title():
    front = (
        paragraph("Ministry of Works")
        + sized("Handbook", 72)
        + sized("for Bridges", 72)
        + sized("May 2020", 40)
    )
    assert read(front + BODY).title == "Handbook for Bridges"


def test_lines_that_are_hardly_larger_than_the_text_are_no_title():
    assert (
        read(sized("A remark", 24) + "".join(sized(f"Words {number}.", 20) for number in range(9))).title
        is None
    )


def test_large_letters_behind_the_beginning_of_the_text_are_no_title():
    assert read(paragraph("Long text. " * 40) + sized("Appendix", 72) + BODY).title is None


def test_the_size_may_be_that_of_the_style():
    styles = '<w:styles><w:style w:type="paragraph" w:styleId="Big"><w:name w:val="Big"/><w:rPr><w:sz w:val="60"/></w:rPr></w:style></w:styles>'
    front = paragraph("Annual report", properties='<w:pStyle w:val="Big"/>')
    assert read(front + BODY, styles=styles).title == "Annual report"
