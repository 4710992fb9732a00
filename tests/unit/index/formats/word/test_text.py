"""Word: the text of a paragraph, and what is left out of it."""

from extracts import blocks, place_of
from word_files import field, paragraph, read, run


def test_deleted_and_moved_text_is_out_and_inserted_text_is_in():
    body = paragraph(
        "<w:ins><w:r><w:t>Come </w:t></w:r></w:ins><w:moveFrom><w:r><w:t>Gone </w:t></w:r></w:moveFrom>",
        "<w:moveTo><w:r><w:t>here</w:t></w:r></w:moveTo><w:del><w:r><w:delText>there</w:delText></w:r></w:del>",
    )
    deleted_row = "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>Old</w:t></w:r></w:p></w:tc></w:tr>"
    row = "<w:tr><w:tc><w:p><w:r><w:t>New</w:t></w:r></w:p></w:tc></w:tr>"
    assert blocks(read(f"{body}<w:tbl>{deleted_row}{row}</w:tbl>")) == ["Come here", "New"]


def test_the_next_paragraph_continues_one_whose_end_was_deleted():
    heading = '<w:outlineLvl w:val="0"/>'
    body = paragraph("One, ", properties="<w:rPr><w:del/></w:rPr>") + paragraph("two.", properties=heading)
    body += paragraph("Last", properties="<w:rPr><w:del/></w:rPr>")
    extract = read(body)
    assert blocks(extract) == ["One, two.", "Last"]
    assert place_of(extract, "Last") == "One, two."


def test_text_hidden_by_itself_its_style_or_its_size_is_left_out_and_counted():
    styles = """<w:styles><w:style w:type="character" w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Base"/></w:style></w:styles>"""
    hidden = [
        run("one", "<w:vanish/>"),
        run("two", '<w:rStyle w:val="Note"/>'),
        run("six", '<w:sz w:val="2"/>'),
    ]
    body = paragraph("Seen", *hidden, run(" too", '<w:rStyle w:val="Note"/><w:vanish w:val="0"/>'))
    extract = read(body + paragraph("ten", properties='<w:pStyle w:val="Own"/>'), styles=styles)
    assert (blocks(extract), extract.report.hidden) == (["Seen too"], 12)


def test_a_form_shows_what_was_ticked_and_chosen():
    def form(data):
        return (
            f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
            + field("", "").partition("</w:r>")[2]
        )

    ticked, empty = "<w:checkBox><w:checked/></w:checkBox>", '<w:checkBox><w:default w:val="0"/></w:checkBox>'
    entries = (
        '<w:ddList><w:result w:val="1"/><w:listEntry w:val="north"/><w:listEntry w:val="south"/></w:ddList>'
    )
    assert blocks(read(paragraph(form(ticked), " yes ", form(empty), " no, ", form(entries)))) == [
        "☒ yes ☐ no, south"
    ]


def test_a_large_first_letter_is_one_with_its_word():
    body = paragraph("O", properties='<w:framePr w:dropCap="drop"/>') + paragraph("nce upon a time.")
    assert blocks(read(body)) == ["Once upon a time."]


def test_the_result_of_a_field_is_read():
    nested = field("IF", "shown").replace(
        "<w:instrText>IF</w:instrText></w:r>", f"<w:instrText>IF</w:instrText></w:r>{field('REF x', 'asked')}"
    )
    link = '<w:hyperlink r:id="a"><w:r><w:t>linked</w:t></w:r></w:hyperlink>'
    simple = '<w:fldSimple w:instr="DATE"><w:r><w:t>today</w:t></w:r></w:fldSimple>'
    body = paragraph("A ", field("REF a", "b"), " ", nested, " ", link, " ", simple)
    # A field that never ends hides only its own paragraph.
    body += paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "Lost.") + paragraph("Kept.")
    assert blocks(read(body)) == ["A b shown linked today", "Kept."]


def test_symbols_are_ordinary_characters():
    body = paragraph(
        '<w:r><w:sym w:font="Symbol" w:char="F061"/><w:noBreakHyphen/><w:t>x</w:t><w:tab/><w:t>co</w:t><w:softHyphen/>'
        '<w:t>op</w:t><w:br/><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Webdings" w:char="F063"/></w:r>',
        run("\uf062", '<w:rFonts w:ascii="Symbol"/>'),
    )
    assert blocks(read(body)) == ["α-x coop ☑β"]


def test_ruby_text_is_read_without_its_pronunciation():
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>きょう</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>今日</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    assert blocks(read(paragraph(ruby, "は"))) == ["今日は"]


def test_content_controls_are_read_without_their_properties():
    control = "<w:sdt><w:sdtPr><w:alias/><w:listItem/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    row = f"<w:tr>{control.format('<w:tc>' + paragraph('Cell') + '</w:tc>')}<w:tc>{paragraph('Next')}</w:tc></w:tr>"
    body = (
        control.format(paragraph("Block."))
        + paragraph("In ", control.format(run("line")))
        + f"<w:tbl>{row}</w:tbl>"
    )
    assert blocks(read(body)) == ["Block.", "In line", "Cell | Next"]


def test_equations_are_on_one_line():
    def of(name, text):
        return f"<m:{name}><m:r><m:t>{text}</m:t></m:r></m:{name}>"

    fraction = f"<m:f>{of('num', 'a+b')}{of('den', '2')}</m:f>"
    power = f"<m:sSup>{of('e', 'x')}{of('sup', '10')}</m:sSup>"
    root = f"<m:rad><m:radPr/><m:deg/><m:e>{power}</m:e></m:rad>"
    total = f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>{of("sub", "i=1")}{of("sup", "n")}{of("e", "i")}</m:nary>'
    math = f"<m:oMath>{fraction}<m:r><m:t>=</m:t></m:r>{root}<m:r><m:t>+</m:t></m:r>{total}</m:oMath>"
    assert blocks(read(paragraph("So ", f"<m:oMathPara>{math}</m:oMathPara>", "."))) == [
        "So (a+b)/2=√(x^10)+∑_(i=1)^n i."
    ]
