"""Does what the page asks for an answer that is there: copies it, rates it, and shows which place would have been right."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from rag import Answer, Assistant
from rag.evaluation import find_quote
from rag.export import to_json
from ui.chats.chat import ChatError, Message, checked_id, file_name
from ui.chats.copying import copied, quoted
from ui.chats.evaluation_set import made_set
from ui.chats.rated import rate, rated_answers, show_place
from ui.chats.rating import LONGEST_QUOTE, RightPlace, rating_view
from ui.chats.store import ChatStore
from ui.languages import page_text
from ui.web.pieces import Json


class AnswerCalls:
    """The calls of the page for one answer. The owner of each comes from the gate, and not from the page."""

    def __init__(self, assistant: Assistant, store: ChatStore) -> None:
        """Reads nothing.

        Args:
            assistant: What has the documents.
            store: The chats.
        """
        self._assistant = assistant
        self._store = store

    def copy(self, owner: str, data: Mapping[str, Any]) -> Json:
        """The text of an answer for the clipboard; `form` is "text" or "markdown"."""
        _, answer = self._answered(owner, data)
        return {"text": copied(answer, "markdown" if data.get("form") == "markdown" else "text")}

    def save(self, owner: str, data: Mapping[str, Any]) -> Json:
        """An answer as the JSON that `pincite verify` reads."""
        message, answer = self._answered(owner, data)
        exported = self._assistant.export(
            answer, writer=message.writer or None, created=datetime.fromtimestamp(message.asked, UTC)
        )
        return {
            "text": to_json(exported),
            "kind": "application/json",
            "name": f"{file_name(message.question)}.answer.json",
        }

    def _answered(self, owner: str, data: Mapping[str, Any]) -> tuple[Message, Answer]:
        chat, message = checked_id(data.get("chat")), checked_id(data.get("message"))
        found = self._store.messages(owner, chat, [message])
        if not found or found[0].answer is None:
            raise ChatError(page_text("There is no answer to copy."))
        return found[0], found[0].answer

    def cite(self, _owner: str, data: Mapping[str, Any]) -> Json:
        """Words that were selected in a document, with their place, for the clipboard."""
        place = self._place(data)
        return {"text": quoted(place.quote, place.title, place.section, place.source)}

    def reference(self, _owner: str, data: Mapping[str, Any]) -> Json:
        """How a cited document is referred to, for the clipboard: `form` is "bibtex" or "short"."""
        reference = self._assistant.reference(str(data.get("document")))
        if data.get("form") == "bibtex":
            return {"text": reference.bibtex()}
        section = data.get("section")
        return {"text": reference.short(section if isinstance(section, str) else None)}

    def rate(self, owner: str, data: Mapping[str, Any]) -> Json:
        """Keeps a rating, or takes it back."""
        chat, message = checked_id(data.get("chat")), checked_id(data.get("message"))
        return {"rating": rating_view(rate(self._store, owner, chat, message, data.get("rating")))}

    def right_place(self, owner: str, data: Mapping[str, Any]) -> Json:
        """Keeps which words of a document would have been the right place."""
        chat, message = checked_id(data.get("chat")), checked_id(data.get("message"))
        kept = show_place(self._store, owner, chat, message, self._place(data))
        return {"rating": rating_view(kept)}

    def questions(self, owner: str, _data: Mapping[str, Any]) -> Json:
        """The questions of all rated answers as a file, and what became of them."""
        made = made_set(rated_answers(self._store, owner))
        return {
            "text": made.text,
            "kind": "application/jsonl",
            "name": f"pincite-questions-{time.strftime('%Y-%m-%d')}.jsonl",
            "measured": made.measured,
            "to_complete": made.to_complete,
            "left_out": made.left_out,
        }

    def _place(self, data: Mapping[str, Any]) -> RightPlace:
        """The place that a card names by `start` and `end`, or that has the selected `words`."""
        document = self._assistant.index.document(str(data.get("document")))
        match data.get("start"), data.get("end"):
            case int(start), int(end) if 0 <= start < end <= len(document.text):
                end = min(end, start + LONGEST_QUOTE)
            case _:
                start, end = _span_of(data, document.text)
        return RightPlace(
            source=document.source,
            title=document.title,
            section=self._section(document.id, start),
            quote=document.text[start:end],
        )

    def _section(self, document_id: str, offset: int) -> str | None:
        passages = self._assistant.index.passages(document_id)
        return next((p.section_at(offset) for p in passages if p.start <= offset < p.end), None)


def _span_of(data: Mapping[str, Any], text: str) -> tuple[int, int]:
    """Where words stand: of several places the first behind `near`, which is where the document is read now."""
    words, near = str(data.get("words") or "").strip(), data.get("near")
    if not 0 < len(words) <= LONGEST_QUOTE:
        raise ChatError(page_text("Select some words, at most {n} characters.", n=LONGEST_QUOTE))
    spans = find_quote(words, text)
    if not spans:
        raise ChatError(
            page_text(
                "These words do not stand together in the text of the document. "
                "Select those of one paragraph, or of one cell."
            )
        )
    low = near if isinstance(near, int) else 0
    return next((span for span in spans if span[0] >= low), spans[0])
