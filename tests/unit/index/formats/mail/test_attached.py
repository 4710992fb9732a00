from extracts import blocks
from index.formats.mail.reader import read_eml
from mail_files import message, read


def test_files_are_attached_under_their_decoded_names():
    mail = message("See the files.")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="Größe und Maß.pdf")
    mail.add_attachment("a,b", subtype="csv", filename="../../etc/pass\u202ewd.csv")
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="Größe und Maß.pdf")
    mail.add_attachment(b"y", maintype="application", subtype="pdf")
    extract = read(mail, password="open", ocr=False)
    assert [inner.name for inner in extract.attached] == [
        "Größe und Maß.pdf",
        "passwd.csv",
        "Größe und Maß (2).pdf",
        "attachment.pdf",
    ]
    assert (
        extract.attached[0].data == b"%PDF"
        and extract.attached[0].password == "open"
        and not extract.attached[0].ocr
    )


def test_a_name_in_encoded_words_is_decoded():
    mail = b'Content-Type: application/pdf; name="=?utf-8?Q?Gr=C3=B6=C3=9Fe.pdf?="\nContent-Disposition: attachment\n\nx'
    assert [inner.name for inner in read(mail).attached] == ["Größe.pdf"]


def test_text_that_is_attached_is_not_the_body():
    mail = message("Body.")
    mail.add_attachment("Attached.", filename="notes.txt")
    extract = read(mail)
    assert blocks(extract, "body") == ["Body."] and [inner.name for inner in extract.attached] == [
        "notes.txt"
    ]


def test_a_message_inside_is_attached_as_one():
    inner = message("Inner words.", Subject="Sales/May")
    mail = message("See below.")
    mail.add_attachment(inner)
    (inside,) = read(mail).attached
    assert inside.name == "Sales-May.eml"
    assert blocks(read_eml(inside)) == ["Subject: Sales/May", "Inner words."]


def test_pictures_are_left_out_and_counted():
    mail = message("Look.")
    for number in range(2):
        mail.add_attachment(b"x", maintype="image", subtype="png", filename=f"{number}.png")
    extract = read(mail)
    assert extract.attached == [] and extract.report.notes == ("2 pictures were left out.",)
