"""Does what the page asks of the chats: lists, opens, changes, exports and imports them; each visitor's own."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from rag import Assistant, Citation, DocumentChangedError, Filter, PinciteError, UnknownDocumentError
from rag.evaluation import find_quote
from ui.chats import asking
from ui.chats.carrying import from_file, to_file
from ui.chats.chat import ChatError, Message, checked_id, file_name
from ui.chats.finding import find
from ui.chats.html_export import html
from ui.chats.markdown_export import markdown
from ui.chats.rated import rated_count
from ui.chats.store import ChatStore
from ui.chats.use import citing_answers
from ui.languages import page_text
from ui.web.chats.answers import AnswerCalls
from ui.web.chats.views import brief_view, chat_view, found_view, message_view, stale_views
from ui.web.documents.scope import scope_filter
from ui.web.pieces import Json
from ui.work.jobs import Job
from ui.work.line import Line
from ui.work.uploads import UploadFolder

_LISTED = 1_000  # chats: a page shows them a hundred at a time
_FIRST = (
    3  # answers that are sent with a chat that is opened, at its end and around the one that is asked for
)
_AT_ONCE = 30  # answers that are sent at a time
FOLLOWUPS = 3


class ChatsController:
    """Everything that the page can do with chats. Of each call the owner comes from the gate, and not from the page."""

    def __init__(self, assistant: Assistant, store: ChatStore, uploads: UploadFolder, line: Line) -> None:
        """Reads nothing.

        Args:
            assistant: What answers.
            store: The chats.
            uploads: The folder of uploaded files, in which a chat to import arrives.
            line: Where questions wait; questions to go on with are found only while nobody does.
        """
        self.store = store
        self._assistant = assistant
        self._uploads = uploads
        self._line = line
        self._stale: tuple[int, dict[tuple[str, int, int], Json | None]] = (-1, {})
        self._stale_lock = threading.Lock()
        answers = AnswerCalls(assistant, store)
        self._calls: dict[str, Callable[[str, dict[str, Any]], Json]] = {
            "list": self._list,
            "open": self._open,
            "answers": self._answers,
            "stale": self._stale_ones,
            "rename": self._rename,
            "pin": self._pin,
            "scope": self._scope,
            "delete": self._delete,
            "undelete": self._undelete,
            "unreplace": self._unreplace,
            "export": self._export,
            "import": self._import,
            "cited": self._cited,
            "copy": answers.copy,
            "save answer": answers.save,
            "cite": answers.cite,
            "reference": answers.reference,
            "rate": answers.rate,
            "right place": answers.right_place,
            "questions": answers.questions,
        }

    def seen_by(self, assistant: Assistant) -> "ChatsController":
        """The same for somebody who sees some of the documents."""
        return ChatsController(assistant, self.store, self._uploads, self._line)

    def call(self, owner: str, name: object, data: object) -> Json:
        """The answer to a call of the page; with a `problem` if it can't be done."""
        call = self._calls.get(str(name))
        if call is None or not isinstance(data, dict):
            return {
                "problem": page_text(
                    "The page asks for something that this version does not know. Reload it."
                )
            }
        try:
            return call(owner, data)
        except PinciteError as error:
            return {"problem": str(error)}

    def _list(self, owner: str, data: dict[str, Any]) -> Json:
        more = {"notice": self.store.notice, "rated": rated_count(self.store, owner)}
        if words := str(data.get("words") or "").strip():
            found = find(self.store, owner, words, _LISTED)
            return {"chats": list(map(found_view, found)), "total": len(found), **more}
        chats, total = self.store.chats(owner, _LISTED)
        return {"chats": list(map(chat_view, chats)), "total": total, **more}

    def _open(self, owner: str, data: dict[str, Any]) -> Json:
        chat = checked_id(data.get("chat"))
        view = chat_view(self.store.chat(owner, chat))
        messages = self.store.messages(owner, chat)
        wanted = messages[-_FIRST:]
        match data.get("answer"):
            case int(at) if 0 < at <= len(messages):
                wanted += messages[max(0, at - _FIRST) : at + _FIRST]
        whole = {m["id"]: m for m in self._whole(owner, chat, [message.id for message in wanted])}
        return {
            "chat": view,
            "messages": [whole.get(message.id) or brief_view(message) for message in messages],
        }

    def _answers(self, owner: str, data: dict[str, Any]) -> Json:
        return {"messages": self._whole(owner, checked_id(data.get("chat")), _ids(data.get("messages")))}

    def _whole(self, owner: str, chat: str, ids: Sequence[str]) -> list[Json]:
        messages = self.store.messages(owner, chat, ids)
        return [message_view(message, self._changed) for message in messages]

    def _stale_ones(self, owner: str, data: dict[str, Any]) -> Json:
        messages = self.store.messages(owner, checked_id(data.get("chat")), _ids(data.get("messages")))
        return {"stale": {message.id: stale_views(message, self._changed) for message in messages}}

    def _changed(self, citation: Citation) -> Json | None:
        """What became of a cited document, if it is not as it was; asked once for each state of the documents."""
        generation = self._assistant.index.generation
        key = (citation.document_id, citation.start, citation.end)
        with self._stale_lock:
            if self._stale[0] != generation:
                self._stale = (generation, {})
            known = self._stale[1]
            if key in known:
                return known[key]
        kind = None
        try:
            self._assistant.document(citation)
        except DocumentChangedError:
            text = self._assistant.document(citation.source).text
            kind = "moved" if find_quote(citation.quote, text) else "changed"
        except UnknownDocumentError:
            kind = "gone"
        known[key] = {"title": citation.title, "kind": kind} if kind else None
        return known[key]

    def _rename(self, owner: str, data: dict[str, Any]) -> Json:
        chat = checked_id(data.get("chat"))
        self.store.rename(owner, chat, str(data.get("title") or ""))
        return {"chat": chat_view(self.store.chat(owner, chat))}

    def _pin(self, owner: str, data: dict[str, Any]) -> Json:
        self.store.pin(owner, checked_id(data.get("chat")), bool(data.get("pinned")))
        return {}

    def _scope(self, owner: str, data: dict[str, Any]) -> Json:
        scope = data.get("scope")
        self.store.choose(
            owner, checked_id(data.get("chat")), dict(scope) if isinstance(scope, dict) else None
        )
        return {}

    def _cited(self, owner: str, _data: dict[str, Any]) -> Json:
        return {"cited": citing_answers(self.store, owner)}

    def _delete(self, owner: str, data: dict[str, Any]) -> Json:
        self.store.delete(owner, checked_id(data.get("chat")))
        return {}

    def _undelete(self, owner: str, data: dict[str, Any]) -> Json:
        self.store.undelete(owner, checked_id(data.get("chat")))
        return {}

    def _unreplace(self, owner: str, data: dict[str, Any]) -> Json:
        asking.unreplace(self.store, owner, checked_id(data.get("chat")), checked_id(data.get("message")))
        return {}

    def _export(self, owner: str, data: dict[str, Any]) -> Json:
        chat, messages = self.store.whole(owner, checked_id(data.get("chat")))
        match data.get("format"):
            case "markdown":
                text, kind, suffix = markdown(chat, messages), "text/markdown", "md"
            case "html":
                text, kind, suffix = html(chat, messages), "text/html", "html"
            case _:
                text, kind, suffix = to_file(chat, messages), "application/json", "json"
        return {"text": text, "kind": kind, "name": f"{file_name(chat.title)}.{suffix}"}

    def _import(self, owner: str, data: dict[str, Any]) -> Json:
        upload = self._uploads.take(str(data.get("stored", "")))
        if upload is None:
            raise ChatError(page_text("The file did not arrive; choose it again."))
        try:
            chat, messages = from_file(upload)
        finally:
            self._uploads.drop(upload)
        self.store.add(owner, chat, messages)
        return {"chat": chat_view(chat)}

    def followups(self, owner: str, data: object) -> Json:
        """Questions to go on with after an answer; found once and kept. Slow, and it stops when somebody asks.

        While people ask there are none, and `later` says that it can be tried again.
        """
        try:
            chat, message_id = (
                (checked_id(data.get(key)) for key in ("chat", "message"))
                if isinstance(data, dict)
                else ("", "")
            )
            messages = self.store.messages(owner, chat)
            (message,) = self.store.messages(owner, chat, [message_id])
        except (PinciteError, ValueError):
            return {"followups": []}
        if message.followups or message.answer is None or message.answer.status != "answered":
            return {"followups": list(message.followups)}
        # Of what the chat asks, if it does not ask all documents.
        where = scope_filter((self.store.chat(owner, chat).scope or {}).get("items"))
        found = self._found(message, [one.question for one in messages], where)
        if found is None:
            return {"followups": [], "later": True}
        try:
            asking.follow(self.store, owner, chat, message_id, found)
        except ChatError:  # deleted meanwhile
            return {"followups": []}
        return {"followups": found}

    def _found(self, message: Message, asked: Sequence[str], where: Filter | None = None) -> list[str] | None:
        found: list[str] | None = None

        def work(_show: Callable[[None], None], stopped: threading.Event) -> None:
            nonlocal found
            with self._line.spare(stopped) as idle:
                if idle and message.answer:
                    found = self._assistant.next_questions(
                        message.answer, FOLLOWUPS, asked=asked, where=where
                    )

        # In a job's thread, for which the server waits when it ends.
        for _ in Job(work).items(patience=60.0):
            pass
        return found


def _ids(sent: object) -> list[str]:
    return [checked_id(one) for one in sent[:_AT_ONCE]] if isinstance(sent, list) else []
