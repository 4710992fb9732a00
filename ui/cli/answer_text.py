"""Prints an answer for people: what is asked for first, then the sentences by their place, then the documents."""

from rag import Answer, Citation, Hit, Statement
from ui.answer_layout import Group, also_in, groups, lead, other_places, path, place, searched
from ui.cli.progress import out, plain

_WORDS = {2: "Two", 3: "Three"}

_NEAREST = 3
"""The number of passages shown if nothing answers."""


def show_answer(answer: Answer) -> None:
    """Prints the answer. Only a terminal gets bold and dim text."""
    if not answer.statements:
        _show_line(answer.text)
    else:
        _show_statements(answer)
    _show_remarks(answer)
    _show_documents(answer)
    for question in answer.suggestions:
        _show_line(f'Try: pincite ask "{question}"')
    if answer.status == "not_found" and answer.hits:
        _show_nearest(answer.hits[:_NEAREST])


def _show_line(text: str, style: str | None = None) -> None:
    # `plain` makes one line of its text, whatever a document holds.
    out.print(plain(text), style=style)


def _show_statements(answer: Answer) -> None:
    first = lead(answer)
    if answer.status == "conflicting":
        many = len(answer.statements)
        _show_line(f"{_WORDS.get(many, many)} places disagree.", "bold")
    elif first:
        number = f" [{first.citation.number}]" if first.citation and first.whole else ""
        _show_line(first.text + number, "bold")
    for position, group in enumerate(groups(answer)):
        said = group.statements[0] if first and first.whole and position == 0 else None
        # What is not supported is struck out on the page; here, where it can't be, it is left out.
        shown = [text for s in group.statements if (text := _rest(s) if s is said else _sentence(s))]
        _show_group(group, shown, spaced=position > 0 or first is not None, answer=answer)


def _show_group(group: Group, shown: list[str], *, spaced: bool, answer: Answer) -> None:
    if spaced or answer.status == "conflicting":
        out.print()
    if group.place:
        _show_line(f"{group.place}{' says' if answer.status == 'conflicting' else ''}:", "dim")
    for text in shown:
        _show_line(text)


def _sentence(statement: Statement) -> str:
    """The sentence with its citations; empty if nothing supports it."""
    if statement.verdict == "unsupported":
        return ""
    return " ".join(part for part in (statement.text, _numbers(statement), _remark(statement)) if part)


def _rest(statement: Statement) -> str:
    """What is left to say of a sentence that leads, and so was printed already."""
    # The number of a quote was printed with its words.
    numbers = _numbers(statement) if statement.verdict != "quoted" else ""
    return " ".join(part for part in (numbers, _remark(statement)) if part)


def _numbers(statement: Statement) -> str:
    others = other_places(statement)
    return "".join(f"[{c.number}]" for c in statement.citations if c not in others)


def _remark(statement: Statement) -> str:
    """In how many other places it stands, or how it was computed."""
    others = other_places(statement)
    if others:
        return f"({also_in(others)})"
    if statement.verdict == "computed":
        return f"(computed: {statement.derivation})" if statement.derivation else "(computed)"
    return ""


def _show_remarks(answer: Answer) -> None:
    lines = [*answer.notes]
    if instead := searched(answer):
        where = f" in {', '.join(instead.places)}" if instead.places else ""
        what = f"Searched as: {instead.question}{where}" if instead.question else f"Searched only{where}"
        lines.append(f"{what} (--as-asked searches only your words)")
    if lines and answer.status != "not_found":
        out.print()
    for line in lines:
        _show_line(line)


def _show_documents(answer: Answer) -> None:
    # The place of these is above their sentences already.
    exact = [statement for group in groups(answer) if group.is_exact for statement in group.statements]
    placed = {s.citations[0].number for s in exact if s.citations}
    # By document, so that a title and a path are printed once; `fromkeys` keeps the order of the citations.
    for document in dict.fromkeys(citation.document_id for citation in answer.citations):
        cited = [citation for citation in answer.citations if citation.document_id == document]
        # Printed alone: in the next text `plain` would make a space of the line end.
        out.print()
        _show_line(f"{cited[0].title} ({cited[0].source})")
        for citation in cited:
            _show_line(_citation_line(citation, with_section=citation.number not in placed))


def _citation_line(citation: Citation, *, with_section: bool) -> str:
    section = f"{path(citation.section)}, " if with_section and citation.section else ""
    return f"[{citation.number}] {section}characters {citation.start}-{citation.end}"


def _show_nearest(hits: tuple[Hit, ...]) -> None:
    out.print("\nThe nearest passages:")
    for hit in hits:
        where = place(hit.passage.title, hit.passage.section)
        _show_line(f"- {where}: {hit.passage.text[:200]} ...")
