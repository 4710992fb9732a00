"""What of an answer is sent while it grows: a stream can only add to what it has said."""

from dataclasses import replace

from ui.api.openai_protocol.content import Cited, Content

_APART = "\n\n"


class Growing:
    """The text of one stream.

    While a model writes, each sentence is sent when it is checked. What is quoted is sent when all of it is there: it comes
    at once, and until then other sentences may take its place.
    """

    def __init__(self) -> None:
        """Nothing is sent yet."""
        self._sent = ""

    def following(self, content: Content, *, last: bool) -> tuple[str, Content]:
        """What an answer adds, and the whole content that will have been sent then."""
        return self._ended(content) if last else (self._more(content), content)

    def _more(self, content: Content) -> str:
        """What an answer that is not the last one adds."""
        new = content.text[: content.written]
        if not new.startswith(self._sent):
            return ""
        added = new[len(self._sent) :]
        self._sent = new
        return added

    def _ended(self, content: Content) -> tuple[str, Content]:
        """What the last answer adds, and the whole content that was then sent.

        Where it is another one than what was sent, as where a model's text was then translated, it stands below that.
        """
        if content.text.startswith(self._sent):
            return content.text[len(self._sent) :], content
        above = self._sent + _APART
        moved = [Cited(one.citation, one.start + len(above), one.end + len(above)) for one in content.cited]
        whole = replace(content, text=above + content.text, cited=tuple(moved))
        return _APART + content.text, whole
