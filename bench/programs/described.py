"""Whether every route of /api/v1 answers as its description says, whatever is sent (schemathesis)."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

_NOT_TOLD = {
    "POST /api/v1/documents": ("positive_data_acceptance", "negative_data_rejection"),
    "POST /api/v1/texts": ("positive_data_acceptance",),
    "POST /api/v1/verify/answer": ("positive_data_acceptance",),
}
"""What is not checked, since no description can tell it: which files and texts can be read (an empty one is refused), and
whether the parts of an exported answer fit together. And in a
form everything is text, so that "true", which schemathesis sends as no text, is one."""


def failures(schema: Any, headers: Mapping[str, str], examples: int) -> Iterator[tuple[str, int, list[str]]]:  # noqa: ANN401 - schemathesis has no types
    """For each route its name, how many requests were sent, and what was wrong with the answers.

    Half of the requests fit the description, and half break it in one place.

    Args:
        schema: As `schemathesis.openapi.from_url` or `from_asgi` gives it.
        headers: Sent with each request.
        examples: Requests of each half.
    """
    from schemathesis import GenerationMode
    from schemathesis.checks import CHECKS

    for result in schema.get_all_operations():
        operation = result.ok()
        excluded = [CHECKS.get_one(name) for name in _NOT_TOLD.get(operation.label, ())]
        wrong: list[str] = []
        sent = 0
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            sent += _sent(operation, mode, dict(headers), excluded, examples, wrong)
        yield operation.label, sent, wrong


def _sent(
    operation: Any,  # noqa: ANN401 - as above
    mode: Any,  # noqa: ANN401 - as above
    headers: dict[str, str],
    excluded: list[Any],
    examples: int,
    wrong: list[str],
) -> int:
    from hypothesis import HealthCheck, given, settings
    from hypothesis.errors import Unsatisfiable
    from schemathesis.core.failures import FailureGroup

    count = 0

    # The same requests in each run, so that a failure comes again.
    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def send(case: Any) -> None:  # noqa: ANN401 - as above
        nonlocal count
        count += 1
        try:
            case.call_and_validate(headers=headers, excluded_checks=excluded)
        except FailureGroup as failure:
            wrong.append(str(failure))

    # Where nothing of a route could be wrong.
    with suppress(Unsatisfiable):
        send()
    return count
