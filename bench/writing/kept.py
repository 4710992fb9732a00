"""What was asked is kept, a line for each question, so that an interrupted run goes on where it was."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

_Kept = TypeVar("_Kept")


def kept(journal: Path, name: str, make: Callable[[], _Kept], form: TypeAdapter[_Kept]) -> _Kept:
    """What an earlier run has written down under a name, or what is made now, and written down.

    Args:
        journal: The file, whose name tells the code that it was made with.
        name: Of the question.
        make: Makes it.
        form: What it is.
    """
    lines = journal.read_text(encoding="utf-8").splitlines() if journal.exists() else []
    # A run that was interrupted may have left half a line; that question is asked again.
    known = dict(json.loads(line) for line in lines if line.endswith("]"))
    if name in known:
        return form.validate_python(known[name])
    made = make()
    with journal.open("a", encoding="utf-8") as file:
        file.write(json.dumps([name, form.dump_python(made, mode="json")]) + "\n")
    return made
