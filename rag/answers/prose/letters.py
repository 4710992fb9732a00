"""What stands around an answer that is wished for as a message: a greeting, a closing and a subject, which claim nothing."""

import re

from index import language_of
from rag.answer import Letter
from rag.questions.wishes.wish import Wish

# By language: with a name, without one, and the closing.
_LINES = {
    "en": ("Dear {},", "Hello,", "Best regards"),
    "de": ("Guten Tag {},", "Guten Tag,", "Viele Grüße"),
    "fr": ("Bonjour {},", "Bonjour,", "Cordialement"),
    "es": ("Hola {}:", "Hola:", "Saludos cordiales"),
    "it": ("Buongiorno {},", "Buongiorno,", "Cordiali saluti"),
    "pt": ("Olá {},", "Olá,", "Atenciosamente"),
    "nl": ("Beste {},", "Hallo,", "Met vriendelijke groet"),
}
_ARTICLE = re.compile(r"^(?:the|an?|my|our|your|der|die|das|le|la|les|el|los)\s+", re.IGNORECASE)
_LONGEST_SUBJECT = 80


def letter_of(wish: Wish, question: str) -> Letter | None:
    """The lines around the answer; None if no message is wished for.

    Args:
        wish: The form, and who it is to.
        question: What is asked, without the wish; its words are the subject of an e-mail.
    """
    if not wish.is_message:
        return None
    to_somebody, to_nobody, closing = _LINES.get(wish.language or language_of(question), _LINES["en"])
    greeting = to_somebody.format(wish.to) if wish.to else to_nobody
    return Letter(
        subject=_subject(question) if wish.form == "email" else "", greeting=greeting, closing=closing
    )


def _subject(question: str) -> str:
    line = _ARTICLE.sub("", " ".join(question.split()).strip(" .?!¿¡"), count=1)
    if len(line) > _LONGEST_SUBJECT:
        line = line[:_LONGEST_SUBJECT].rsplit(" ", 1)[0] + " …"
    return line[:1].upper() + line[1:]
