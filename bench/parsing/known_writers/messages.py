"""Known text as e-mail: a message with two forms of its text, one of HTML only, and a mailbox."""

import re
from dataclasses import replace
from email.message import EmailMessage

from bench.parsing.known_files import Answers, KnownFile
from bench.parsing.known_text import Element, KnownText, ListItem, Paragraph, Path, Table
from bench.parsing.known_writers.web import page_body

# Fixed, as all times in known files: equal texts give equal files.
_DATE = "Tue, 24 Nov 2026 09:30:00 +0100"


def write_eml(text: KnownText) -> KnownFile:
    """Writes plain text in quoted-printable and the same as HTML in base64; a reader should return it once."""
    answers = Answers()
    parts = list(text.parts())
    message = _message(text.title, text)
    answers.text(text.title)
    message.set_content(plain_body(parts, answers), cte="quoted-printable")
    # The answers of this form are thrown away, because the text should come back once.
    message.add_alternative(_html(parts, Answers()), subtype="html", cte="base64")
    # The library would draw one by chance, and equal texts give equal files.
    message.set_boundary("=known=")
    return answers.file("eml", "known.eml", message.as_bytes())


def write_html_eml(text: KnownText) -> KnownFile:
    """Writes HTML in base64 and nothing else."""
    answers = Answers()
    message = _message(text.title, text)
    answers.text(text.title)
    message.set_content(_html(list(text.parts()), answers), subtype="html", cte="base64")
    return answers.file("eml, html only", "known-html.eml", message.as_bytes())


def write_mbox(text: KnownText) -> KnownFile:
    """Writes a message for each chapter; lines that begin with "From " are quoted as in mailboxes."""
    packed, members = [], []
    for parts in text.chapters():
        answers = Answers()
        # A chapter begins with its heading, whose path is the heading itself.
        title = parts[0][0][0]
        message = _message(title, text)
        answers.text(title)
        opening = f"From here on, {title.lower()} is at issue."
        answers.sentence(opening)
        message.set_content(f"{opening}\n\n{plain_body(parts[1:], answers)}", cte="8bit", charset="utf-8")
        members.append(answers.file("eml", "message.eml", message.as_bytes()))
        # Lines that are quoted already get one more sign, so that a reader can take one away.
        body = re.sub(rb"^(>*From )", rb">\1", message.as_bytes(), flags=re.M)
        packed.append(b"From ada@example.org Tue Nov 24 09:30:00 2026\n" + body + b"\n")
    whole = Answers().file("mbox", "known.mbox", b"".join(packed))
    return replace(whole, members=tuple(members))


def _message(subject: str, text: KnownText) -> EmailMessage:
    message = EmailMessage()
    message["From"] = f"{text.author} <ada@example.org>"
    message["To"] = "Bo Ström <bo@example.org>"
    message["Subject"] = subject
    message["Date"] = _DATE
    message["Message-ID"] = "<known@example.org>"
    return message


def plain_body(parts: list[tuple[Path, Element]], answers: Answers) -> str:
    """The text of a message as plain text; what a reader should find is noted in `answers`."""
    blocks = []
    for _, element in parts:
        match element:
            case Table():
                blocks.append("\n".join("  ".join(row) for row in (element.header, *element.rows)))
                answers.element(element, None)
            case Paragraph() | ListItem():
                marker = "- " if isinstance(element, ListItem) else ""
                blocks.append(marker + " ".join(element.sentences))
                for sentence in element.sentences:
                    answers.sentence(sentence)
            case _:
                blocks += [getattr(element, "text", "")]
                answers.element(element, None)
    return "\n\n".join(block for block in blocks if block)


def _html(parts: list[tuple[Path, Element]], answers: Answers) -> str:
    return f"<html><body>{page_body(parts, answers)}</body></html>"
