"""Messages as tests need them."""

from email.message import EmailMessage
from email.policy import SMTP

from index.formats import File
from index.formats.mail.reader import read_eml


def message(text="Words.", **headers):
    mail = EmailMessage(policy=SMTP)
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    if text is not None:
        mail.set_content(text)
    return mail


def read(mail, **options):
    data = mail if isinstance(mail, bytes) else mail.as_bytes()
    return read_eml(File(name="a.eml", data=data, **options))
