"""What went wrong with a model server, in sentences that say what to do.

What the server itself says is shown, too, but never a key, which some servers repeat.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING

from index.errors import WriterError
from rag.models.endpoint import Endpoint

if TYPE_CHECKING:
    from openai import APIStatusError

_SHOWN = 200  # characters of a server's own words
_NAMED = 8  # models that are named
_CONTEXT_WORDS = ("context length", "context size", "context window", "maximum context", "context_length")


class ServerError(WriterError):
    """A model server failed; its message never has the key."""


def unreachable(place: str) -> ServerError:
    """Nobody answers."""
    return ServerError(f"nobody answers at {place}; start the model server, or correct its address")


def slow_to_answer(place: str) -> ServerError:
    """The connection timed out."""
    return ServerError(
        f"{place} does not answer in time; look at whether the model server runs, then try again"
    )


def broke_off(place: str) -> ServerError:
    """Half a reply came."""
    return ServerError(f"the reply of {place} broke off; look at the log of the model server, then try again")


def rubbish(place: str) -> ServerError:
    """What came is no reply of such a server."""
    return ServerError(
        f"what {place} sent is no reply of a model server; its address should end as the server's manual says, often /v1"
    )


def nothing_written(place: str, reasoned: bool) -> ServerError:
    """The reply is empty."""
    why = "it spent all its tokens on reasoning; " if reasoned else ""
    return ServerError(f"the model at {place} wrote nothing; {why}try again, or choose another model")


def refused(place: str) -> ServerError:
    """The model, or a filter of its server, declined."""
    return ServerError(f"the model at {place} declined to write; the quoted answer stands")


def too_long(place: str) -> ServerError:
    """Messages and reply do not fit into the model's context."""
    return ServerError(
        f"the question and its sentences are too long for the model at {place}; give it a longer context, or choose another"
    )


def unknown_model(place: str, model: str, known: Sequence[str]) -> ServerError:
    """The server has no such model."""
    if not known:
        return ServerError(f"{place} has no model {model!r}; install it there, or name another")
    named = ", ".join(known[:_NAMED]) + (f" and {len(known) - _NAMED} more" if len(known) > _NAMED else "")
    return ServerError(f"{place} has no model {model!r}; it has: {named}")


def wrong_key(place: str, key_from: str, given: bool) -> ServerError:
    """The key is missing or refused."""
    if not given:
        return ServerError(f"{place} wants a key; set {key_from}")
    return ServerError(f"{place} refused the key; correct {key_from}")


def busy(place: str, seconds: float | None) -> ServerError:
    """Too many requests, or no room at present."""
    when = f"in {seconds:.0f} seconds" if seconds is not None else "in a minute"
    return ServerError(f"{place} has too much to do, or your quota is used up; try again {when}")


def redirected(place: str) -> ServerError:
    """The server wants the request to go elsewhere, where nobody chose to send it."""
    return ServerError(f"{place} sends requests on to another address; give that address, if you trust it")


def failed(place: str, status: int | None, said: str, key: str | None) -> ServerError:
    """Any other failure, with the server's own words."""
    what = f"{place} failed" + (f" with status {status}" if status else "")
    words = " ".join(said.replace(key, "[key]").split() if key else said.split())[:_SHOWN]
    return ServerError(f"{what}: {words or 'it gave no reason'}; look at the log of the model server")


def is_too_long(said: str) -> bool:
    """Whether a server's words say that its context is too small."""
    return any(words in said.casefold() for words in _CONTEXT_WORDS)


@contextmanager
def said_by(endpoint: Endpoint) -> Iterator[None]:
    """Turns every failure of a request inside into a `ServerError`, without its cause, which may have the key."""
    import httpx2
    import openai

    try:
        yield
    except openai.APIStatusError as error:
        failure = _of_status(error, endpoint)
    except (openai.APITimeoutError, TimeoutError):
        failure = slow_to_answer(endpoint.place)
    except openai.APIConnectionError as error:
        failure = _of_connection(error.__cause__, endpoint)
    except openai.APIError as error:
        failure = _of_words(None, error.message, endpoint)
    except httpx2.HTTPError as error:
        failure = _of_connection(error, endpoint)
    except (openai.OpenAIError, ValueError, TypeError, AttributeError, LookupError, RecursionError):
        # What the client makes of JSON of another shape, or of no JSON, fails in any of these ways.
        failure = rubbish(endpoint.place)
    else:
        return
    raise failure from None


def _of_connection(cause: BaseException | None, endpoint: Endpoint) -> ServerError:
    import httpx2

    if isinstance(cause, httpx2.ConnectError) and "certificate" not in str(cause).casefold():
        return unreachable(endpoint.place)
    if isinstance(cause, httpx2.ReadError | httpx2.RemoteProtocolError):
        return broke_off(endpoint.place)
    return _of_words(None, str(cause or ""), endpoint)


def _of_status(error: "APIStatusError", endpoint: Endpoint) -> ServerError:
    status = error.status_code
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return wrong_key(endpoint.place, endpoint.key_from, bool(endpoint.key))
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        return busy(endpoint.place, retry_after(error))
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return redirected(endpoint.place)
    return _of_words(status, error.message, endpoint)


def _of_words(status: int | None, said: str, endpoint: Endpoint) -> ServerError:
    return (
        too_long(endpoint.place) if is_too_long(said) else failed(endpoint.place, status, said, endpoint.key)
    )


def retry_after(error: "APIStatusError") -> float | None:
    """The seconds that a server asks to wait, if it says so; a date counts as no answer."""
    try:
        seconds = float(error.response.headers.get("retry-after", ""))
    except ValueError:
        return None
    return seconds if 0 <= seconds < float("inf") else None
