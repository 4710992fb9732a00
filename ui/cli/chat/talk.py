"""One chat of the terminal: what was asked, what the next question is asked of, and its export. Nothing of it is kept."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag import PinciteError
from ui.chats.chat import Chat, Message, State, new_id, short_title
from ui.cli.running import Asked

if TYPE_CHECKING:
    from rag import Answer


@dataclass(slots=True, kw_only=True)
class Talk:
    """The chat as it is now.

    Attributes:
        where: The fields of the filter: which documents are asked.
        writer: The name of the language model that writes; None for none.
        messages: The questions, with the answers as far as there are some, oldest first.
        max_wrong: The share of answers that may be wrong; None for the usual one.
    """

    where: Mapping[str, Any] = field(default_factory=dict)
    writer: str | None = None
    messages: list[Message] = field(default_factory=list)
    max_wrong: float | None = None

    @property
    def last(self) -> "Answer | None":
        """The newest answer."""
        return next((one.answer for one in reversed(self.messages) if one.answer), None)

    def asked(self, question: str) -> Asked:
        """The question with what was said before it."""
        return Asked(
            question=question,
            where=self.where,
            history=[turn for message in self.messages for turn in _turns(message)],
            writer=self.writer,
            max_wrong=self.max_wrong,
        )

    def keep(
        self, question: str, answer: "Answer | None", *, state: State = "done", problem: str | None = None
    ) -> None:
        """Keeps a question with its answer, as far as it came, or with the problem that there was."""
        self.messages.append(
            Message(
                id=new_id(),
                question=question,
                asked=time.time(),
                state=state,
                answer=answer,
                problem=problem,
                writer=self.writer,
            )
        )

    def export(self, file: Path) -> None:
        """Writes the chat: a name that ends in .json as the page can import it, any other one as Markdown.

        Raises:
            PinciteError: There is nothing to write yet, the file is there already, or it can't be written.
        """
        if not self.messages:
            raise PinciteError("nothing was asked yet")
        first = self.messages[0]
        chat = Chat(
            id=new_id(),
            title=short_title(first.question),
            created=first.asked,
            changed=self.messages[-1].asked,
            questions=len(self.messages),
        )
        try:
            # A slip must not cost a file.
            with file.open("x", encoding="utf-8") as opened:
                opened.write(_written(file, chat, self.messages))
        except OSError as error:
            raise PinciteError(f"{file}: can't be written ({error.strerror})") from error


def _written(file: Path, chat: Chat, messages: list[Message]) -> str:
    if file.suffix.lower() == ".json":
        from ui.chats.carrying import to_file

        return to_file(chat, messages)
    from ui.chats.markdown_export import markdown

    return markdown(chat, messages)


def _turns(message: Message) -> list[dict[str, str]]:
    asked = [{"role": "user", "text": message.question}]
    return [*asked, {"role": "assistant", "text": message.answer.text}] if message.answer else asked
