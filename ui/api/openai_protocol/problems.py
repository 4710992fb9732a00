"""What went wrong, in OpenAI's form: {"error": {"message", "type", "param", "code"}}."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from starlette.responses import JSONResponse

from rag import ModelError, PinciteError, QuestionError, StoppedError, WriterError
from ui.work.asking import AskingFailedError
from ui.work.line import LineFullError

_AGAIN = 5
"""Seconds after which a client may try again where so many questions wait that one more finds no place."""

# OpenAI's own words for these; clients choose by them what they raise.
_TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
_CODES = {
    401: "invalid_api_key",
    403: "permission_denied",
    413: "request_too_large",
    429: "rate_limit_exceeded",
}


class OpenAiError(Exception):
    """A request that is not answered.

    Attributes:
        status: The HTTP status.
        body: What is sent, in OpenAI's form.
        retry_after: Seconds after which it may be sent again, or None.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        param: str | None = None,
        code: str | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message)
        kind = _TYPES.get(status, "server_error" if status >= 500 else "invalid_request_error")
        self.status = status
        self.body: dict[str, Any] = {
            "error": {"message": message, "type": kind, "param": param, "code": code or _CODES.get(status)}
        }
        self.retry_after = retry_after

    def response(self) -> JSONResponse:
        """The error as it is sent in place of an answer."""
        headers = {"retry-after": str(self.retry_after)} if self.retry_after is not None else None
        return JSONResponse(self.body, self.status, headers)


def problem_response(status: int, message: str, headers: Mapping[str, str]) -> JSONResponse:
    """An error below `/v1/` that is found before these routes are reached: a key that is missing, a limit."""
    response = OpenAiError(status, message).response()
    response.headers.update(headers)
    return response


@contextmanager
def as_openai_errors(param: str) -> Iterator[None]:
    """Raises what goes wrong while a question is answered as OpenAI's errors.

    Args:
        param: The parameter of the request that has the question.

    Raises:
        OpenAiError: In place of each error of Pincite.
    """
    try:
        yield
    except QuestionError as error:
        raise OpenAiError(400, str(error), param=param) from error
    except LineFullError as error:
        message = "Too many questions wait already. Try again in some seconds."
        raise OpenAiError(429, message, retry_after=_AGAIN) from error
    except (WriterError, ModelError) as error:
        # Not 503, after which clients ask again by themselves: a model that fails does so for a reason that people must see.
        raise OpenAiError(424, str(error), param="model", code="model_failed") from error
    except StoppedError as error:
        raise OpenAiError(503, "Pincite is about to stop. Try again when it runs.") from error
    except PinciteError as error:
        raise OpenAiError(500, str(error)) from error
    except AskingFailedError as error:
        message = "Pincite could not answer because of an internal error. Its terminal shows the details."
        raise OpenAiError(500, message) from error
