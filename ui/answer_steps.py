"""What people read of the searches that were made for one question, on the page and by the command."""

from rag import Answer, Step
from ui.languages import page_plural, page_text

_NAMED = 3  # documents that are named


def further_searches(answer: Answer) -> list[str]:
    """What was searched for behind the question itself."""
    return [step.search for step in answer.steps[1:]]


def searches_line(answer: Answer) -> str:
    """How many searches there were: "Searched 3 times"; empty if there was only the usual one."""
    many = len(answer.steps)
    if not many:
        return ""
    return page_plural(many, "Searched once", "Searched {n} times")


def found_line(step: Step) -> str:
    """What a search added: "5 passages in A, B and 2 more documents"."""
    if not step.passages:
        return page_text("nothing new")
    n, named, more = step.passages, ", ".join(step.titles[:_NAMED]), len(step.titles) - _NAMED
    if more <= 0:
        return page_plural(n, "1 passage in {titles}", "{n} passages in {titles}", titles=named)
    if more == 1:
        return page_plural(
            n,
            "1 passage in {titles} and 1 more document",
            "{n} passages in {titles} and 1 more document",
            titles=named,
        )
    return page_plural(
        n,
        "1 passage in {titles} and {more} more documents",
        "{n} passages in {titles} and {more} more documents",
        titles=named,
        more=more,
    )


def step_line(step: Step) -> str:
    """A whole step on one line."""
    missing = f"; still missing: {step.missing}" if step.missing else ""
    return f"Searched for: {step.search} ({found_line(step)}{missing})"
