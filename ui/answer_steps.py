"""What people read of the searches that were made for one question, on the page and by the command."""

from rag import Answer, Step

_NAMED = 3  # documents that are named


def further_searches(answer: Answer) -> list[str]:
    """What was searched for behind the question itself."""
    return [step.search for step in answer.steps[1:]]


def searches_line(answer: Answer) -> str:
    """How many searches there were: "Searched 3 times"; empty if there was only the usual one."""
    many = len(answer.steps)
    if not many:
        return ""
    return "Searched once" if many == 1 else f"Searched {many} times"


def found_line(step: Step) -> str:
    """What a search added: "5 passages in A, B and 2 more documents"."""
    if not step.passages:
        return "nothing new"
    passages = f"{step.passages} passage{'s' if step.passages > 1 else ''}"
    named, more = ", ".join(step.titles[:_NAMED]), len(step.titles) - _NAMED
    others = f" and {more} more document{'s' if more > 1 else ''}" if more > 0 else ""
    return f"{passages} in {named}{others}"


def step_line(step: Step) -> str:
    """A whole step on one line."""
    missing = f"; still missing: {step.missing}" if step.missing else ""
    return f"Searched for: {step.search} ({found_line(step)}{missing})"
