"""Spans of OpenTelemetry, where the program has set it up; elsewhere nothing is made, and nothing imported.

Names and attributes are those of the conventions for generative AI (https://opentelemetry.io/docs/specs/semconv/gen-ai/,
in development as of November 2026). No words of questions or documents are in them.
"""

import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from opentelemetry.trace import Span, Tracer

Item = TypeVar("Item")
Returned = TypeVar("Returned")
Attributes: TypeAlias = Mapping[str, str | int | float | bool]
Note: TypeAlias = Callable[[Attributes], None]
"""Adds attributes to a span."""


def is_traced() -> bool:
    """Whether somebody may want spans: only who sets OpenTelemetry up imports its SDK."""
    return "opentelemetry.sdk.trace" in sys.modules


@contextmanager
def span(name: str, attributes: Attributes) -> Iterator[Note]:
    """A span for what is done in the block; an error in it is the span's error."""
    if not is_traced():
        yield _nothing
        return
    with _tracer().start_as_current_span(name, attributes=attributes) as made:
        yield made.set_attributes


def embedding_span(model: str, texts: int) -> AbstractContextManager[Note]:
    """A span for so many texts that a model embeds."""
    attributes: dict[str, str | int | float | bool] = {
        "gen_ai.operation.name": "embeddings",
        "gen_ai.request.model": model,
        "pincite.texts": texts,
    }
    return span(f"embeddings {model}", attributes)


def traced_steps(
    name: str,
    attributes: Attributes,
    steps: Generator[Item, None, Returned],
    ending: Callable[[Item | None, Returned | None], Attributes],
) -> Generator[Item, None, Returned]:
    """A generator whose work is in one span, and not what is done with its items between two steps.

    Args:
        name: Of the span.
        attributes: Known before.
        steps: The generator. It is closed with this one.
        ending: The attributes known at the end, from the last item and from what the generator returned.
    """
    from opentelemetry import trace

    made = _tracer().start_span(name, attributes=attributes)
    latest: Item | None = None
    returned: Returned | None = None

    def within() -> "AbstractContextManager[Span]":
        return trace.use_span(made, end_on_exit=False)

    try:
        while True:
            try:
                with within():
                    latest = next(steps)
            except StopIteration as stopped:
                returned = stopped.value
                return stopped.value  # type: ignore[no-any-return]  # what `steps` returned
            yield latest
    finally:
        with within():
            steps.close()
        made.set_attributes(ending(latest, returned))
        made.end()


def _tracer() -> "Tracer":
    from opentelemetry import trace

    return trace.get_tracer("pincite")


def _nothing(_attributes: Attributes) -> None:
    """Where nothing is traced."""
