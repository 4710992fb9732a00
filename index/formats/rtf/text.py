r"""Turns RTF's bytes and Unicode numbers into text, and sends it to the target of its group.

Bytes are kept until they are complete: a Japanese character has two bytes, and there may be a control word or a brace
between them.
"""

from index.formats.characters.superscripts import superscript
from index.formats.rtf.charsets import PICTOGRAPHS, SYMBOL, Fonts, decoded, shown
from index.formats.rtf.flow import Flow
from index.formats.rtf.group_state import Group, StyleSheet, Target

# Surrogates of UTF-16: one of each kind makes a character above U+FFFF.
_HIGH, _LOW, _PAST = 0xD800, 0xDC00, 0xE000
_UNKNOWN = "\ufffd"


class RtfText:
    """Sends text to flows.

    Attributes:
        fonts: The fonts of the document.
        styles: Its paragraph styles.
        hidden: How many characters are not shown.
    """

    def __init__(self) -> None:
        self.fonts = Fonts()
        self.styles = StyleSheet()
        self.hidden = 0
        self._bytes: list[bytes] = []
        self._encoding = ""
        self._target: Target = None
        self._unseen = self._superscript = False
        self._bold = True  # whether all of the bytes that are kept are in bold
        self._high = 0

    def add_bytes(self, data: bytes, group: Group) -> None:
        """Text as bytes in the code page of the group's font."""
        if group.table:
            # Only compared with English names such as "heading", so that the code page does not matter.
            self._name(data.decode("cp1252", "replace"), group)
        elif group.target is not None and not group.deleted:
            encoding = self.fonts.encoding(group.font)
            state = (encoding, group.target, group.unseen, group.superscript)
            if state != (self._encoding, self._target, self._unseen, self._superscript) or self._high:
                self.flush()
                self._encoding, self._target, self._unseen, self._superscript = state
            # No part of the state: a character of two bytes may have one of them in bold.
            self._bold = self._bold and (group.bold or not data.strip())
            self._bytes.append(data)

    def add_text(self, text: str, group: Group) -> None:
        """Text as it is."""
        if group.table:
            self._name(text, group)
        elif group.target is not None and not group.deleted:
            self.flush()
            text = superscript(text) if group.superscript else text
            self._send(text, group.target, unseen=group.unseen, bold=group.bold)

    def add_unicode(self, number: int, group: Group) -> None:
        r"""A number of 16 bits behind `\u`. Two of them may make one character."""
        if group.target is None or group.deleted:
            return
        # Numbers above 32,767 are written as negative ones (RTF specification).
        code = number & 0xFFFF
        high, self._high = self._high, 0
        if _HIGH <= code < _LOW:
            if high:
                self.add_text(_UNKNOWN, group)
            self.flush()
            self._target, self._unseen, self._high = group.target, group.unseen, code
            self._encoding = ""
        elif _LOW <= code < _PAST:
            pair = 0x10000 + ((high - _HIGH) << 10) + (code - _LOW)
            self.add_text(chr(pair) if high else _UNKNOWN, group)
        else:
            # Only a symbol font changes what a Unicode number means; other fonts matter for bytes alone.
            symbols = self.fonts.encoding(group.font)
            text = shown(chr(code), symbols if symbols in (SYMBOL, PICTOGRAPHS) else "")
            self.add_text((_UNKNOWN if high else "") + text, group)

    def flush(self) -> None:
        """Sends the bytes that were kept."""
        if self._bytes:
            text = decoded(b"".join(self._bytes), self._encoding)
            self._bytes = []
            text = superscript(text) if self._superscript else text
            bold, self._bold = self._bold, True
            self._send(text, self._target, unseen=self._unseen, bold=bold)
        if self._high:
            self._high = 0
            self._send(_UNKNOWN, self._target, unseen=self._unseen, bold=False)

    def _send(self, text: str, target: Target, *, unseen: bool, bold: bool) -> None:
        if unseen:
            # Counted, so that the report of the file can say that there was text which nobody sees.
            self.hidden += len(text)
        elif isinstance(target, Flow):
            target.add(text, bold=bold)
        elif target is not None:
            target.add(text)

    def _name(self, text: str, group: Group) -> None:
        if group.table == "fonts":
            self.fonts.add_name(group.font, text)
        elif group.table == "styles":
            self.styles.add_name(group.style, text)
