"""Why a request is refused or failed, in the form of RFC 9457 (problem details), or in that of OpenAI below `/v1`."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from rag import (
    AnswerFileError,
    AppDatabaseError,
    DocumentChangedError,
    IndexLockedError,
    ModelError,
    PasswordError,
    PinciteError,
    QuestionError,
    SourceError,
    SourceTakenError,
    StoppedError,
    TargetRiskError,
    UnknownDocumentError,
    WriterError,
)
from ui.accounts import AccountError
from ui.api.filters import UnknownCollectionError
from ui.api.keys import KeyFileError
from ui.api.openai_protocol.problems import problem_response as openai_problem
from ui.api.verifying import LongPlacesError, PlaceError
from ui.api.wrong_values import what_is_wrong
from ui.chats.chat import ChatError
from ui.work.asking import AskingFailedError
from ui.work.line import LineFullError

MEDIA_TYPE = "application/problem+json"

CLIENT_GONE = 499
"""The status where nobody is left to read it, by which nginx notes that, too."""

_SCHEMA: Final = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "description": "What kind of problem it is: urn:pincite:problem:KIND."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong, and what to do."},
        "errors": {"type": "array", "items": {"type": "object"}},
        "failed": {"type": "array", "items": {"type": "object"}},
    },
}

DESCRIBED: Final[dict[int | str, dict[str, Any]]] = {
    # 422 by itself, or FastAPI would describe its own form of it.
    status: {"description": "A problem (RFC 9457).", "content": {MEDIA_TYPE: {"schema": _SCHEMA}}}
    for status in ("4XX", 422, "5XX")
}
"""How the description of a route tells of problems."""

_LATER = 5  # seconds after which another try is worth it
_log = logging.getLogger("pincite")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong with a request.

    Attributes:
        status: The status of HTTP.
        kind: One word or more, with hyphens, for programs: "unknown-document".
        detail: A sentence for people: what, where, and what to do.
        headers: More headers of the response.
        more: More members of the JSON.
    """

    status: int
    kind: str
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)


class ProblemError(Exception):
    """A request is refused for the reason in `problem`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


def refused(status: int, kind: str, detail: str, **headers: str) -> ProblemError:
    """The error to raise for a request that is refused; of headers the names, with _ for -."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return ProblemError(Problem(status=status, kind=kind, detail=detail, headers=named))


_OF_ERRORS: Final[tuple[tuple[type[Exception], int, str], ...]] = (
    # The first that fits counts, so a class comes before those above it.
    (QuestionError, 422, "question"),
    # It may be kept by another reader.
    (TargetRiskError, 409, "target-risk"),
    (UnknownDocumentError, 404, "unknown-document"),
    (UnknownCollectionError, 404, "unknown-collection"),
    (DocumentChangedError, 409, "document-changed"),
    (SourceTakenError, 409, "source-taken"),
    (PasswordError, 422, "password"),
    (SourceError, 422, "source"),
    (ChatError, 404, "chat"),
    (PlaceError, 404, "place"),
    (LongPlacesError, 422, "places"),
    (AnswerFileError, 422, "answer"),
    (WriterError, 502, "writer"),
    (ModelError, 503, "model"),
    (IndexLockedError, 503, "index-locked"),
    (StoppedError, 503, "stopped"),
    (KeyFileError, 503, "keys"),
    (AppDatabaseError, 503, "database"),
    (AccountError, 403, "account"),
    (PinciteError, 500, "pincite"),
)


def problem_of(error: Exception) -> Problem:
    """What an error means for a request."""
    if isinstance(error, ProblemError):
        return error.problem
    if isinstance(error, LineFullError):
        detail = "Too many questions are waiting. Ask again in a moment."
        return Problem(status=503, kind="line-full", detail=detail, headers=_later())
    for class_, status, kind in _OF_ERRORS:
        if isinstance(error, class_):
            headers = _later() if kind in ("index-locked", "stopped") else {}
            return Problem(status=status, kind=kind, detail=str(error), headers=headers)
    detail = (
        "Pincite could not do this because of an internal error. The server's terminal shows the details."
    )
    return Problem(status=500, kind="internal", detail=detail)


def problem_response(path: str, problem: Problem) -> JSONResponse:
    """The response that tells of a problem to whoever asked for this path."""
    if path.startswith("/v1/"):
        return openai_problem(problem.status, problem.detail, problem.headers)
    body = {
        "type": f"urn:pincite:problem:{problem.kind}",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        **problem.more,
    }
    return JSONResponse(body, problem.status, dict(problem.headers), MEDIA_TYPE)


def handle_problems(app: FastAPI) -> None:
    """Lets an app answer every error with a problem."""

    async def on_error(request: Request, error: Exception) -> JSONResponse:
        problem = problem_of(error)
        if problem.status == HTTPStatus.INTERNAL_SERVER_ERROR and not isinstance(error, AskingFailedError):
            # Without the request: what was asked is nobody's business but the asker's.
            _log.error("%s failed", request.url.path, exc_info=error)
        return problem_response(request.url.path, problem)

    async def on_invalid(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - it is registered for nothing else
        return problem_response(request.url.path, _invalid(request, error))

    async def on_http(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)  # noqa: S101 - as above
        kind = HTTPStatus(error.status_code).phrase.lower().replace(" ", "-")
        headers = dict(error.headers or {})
        problem = Problem(status=error.status_code, kind=kind, detail=_sentence(error), headers=headers)
        return problem_response(request.url.path, problem)

    async def on_gone(_request: Request, _error: Exception) -> Response:
        return Response(status_code=CLIENT_GONE)

    app.add_exception_handler(ClientDisconnect, on_gone)
    for class_ in (ProblemError, PinciteError, LineFullError, AskingFailedError, Exception):
        app.add_exception_handler(class_, on_error)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http)


def _later() -> dict[str, str]:
    return {"Retry-After": str(_LATER)}


def _invalid(request: Request, error: RequestValidationError) -> Problem:
    errors = [
        {"where": ".".join(map(str, one["loc"])), "problem": what_is_wrong(one)} for one in error.errors()
    ]
    first = errors[0]
    detail = f"{first['where']}: {first['problem']}."
    if first["where"] == "body" and "json" not in request.headers.get("content-type", ""):
        detail = "The body is to be JSON, and the header Content-Type to say so: application/json."
    return Problem(status=422, kind="invalid-request", detail=detail, more={"errors": errors})


def _sentence(error: HTTPException) -> str:
    if error.status_code == HTTPStatus.NOT_FOUND:
        return "Pincite has nothing at this address. /api/v1/openapi.json describes what there is."
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return "This address does not know this method."
    return f"{str(error.detail).rstrip('.')}."
