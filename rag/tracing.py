"""What OpenTelemetry is told of questions and of what language models write (`index.tracing`)."""

from collections.abc import Generator, Iterator, Mapping, Sequence

from index import is_traced, traced_steps
from rag.answer import Answer
from rag.protocols import Message, Usage, Writer


def traced_answers(answers: Iterator[Answer]) -> Iterator[Answer]:
    """The answers to a question, in a span where somebody wants one."""
    if not is_traced():
        return answers
    attributes = {"gen_ai.operation.name": "invoke_workflow", "gen_ai.agent.name": "pincite"}
    return traced_steps("invoke_workflow pincite", attributes, _generator(answers), _of_answer)


def traced_writer(writer: Writer | None) -> Writer | None:
    """The writer, each of whose replies is in a span where somebody wants one."""
    return TracedWriter(writer) if writer is not None and is_traced() else writer


class TracedWriter:
    """A writer that tells what its replies cost."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    @property
    def name(self) -> str:
        """See `Writer`."""
        return self._writer.name

    @property
    def destination(self) -> str | None:
        """See `Writer`."""
        return self._writer.destination

    @property
    def context(self) -> int:
        """See `Writer`."""
        return self._writer.context

    def count(self, text: str) -> int:
        """See `Writer`."""
        return self._writer.count(text)

    def write(
        self, messages: Sequence[Message], *, at_most: int, schema: Mapping[str, object] | None = None
    ) -> Generator[str, None, Usage]:
        """See `Writer`."""
        attributes: dict[str, str | int] = {
            "gen_ai.operation.name": "chat",
            "gen_ai.request.model": self.name,
            "gen_ai.request.max_tokens": at_most,
        }
        if self.destination:
            attributes["server.address"] = self.destination
        reply = self._writer.write(messages, at_most=at_most, schema=schema)
        return traced_steps(f"chat {self.name}", attributes, reply, _of_reply)


def _generator(answers: Iterator[Answer]) -> Generator[Answer, None, None]:
    yield from answers


def _of_answer(answer: Answer | None, _returned: None) -> dict[str, str | int | float]:
    if answer is None:
        return {}
    return {
        "pincite.status": answer.status,
        "pincite.confidence": answer.confidence,
        "pincite.citations": len(answer.citations),
    }


def _of_reply(_piece: str | None, usage: Usage | None) -> dict[str, int]:
    told = (
        {}
        if usage is None
        else {
            "gen_ai.usage.input_tokens": usage.prompt,
            "gen_ai.usage.output_tokens": usage.reply,
        }
    )
    return {name: tokens for name, tokens in told.items() if tokens is not None}
