"""Prints an answer for people: what is asked for first, then the statements by their part and place, then the documents."""

from rag import Answer, Citation, Hit, Statement
from ui.answer_forms import Block, Entry
from ui.answer_layout import Part, layout, left_out_line, searched
from ui.answer_places import also_in, other_places, path, place
from ui.answer_steps import further_searches
from ui.cli.answer_table import show_table
from ui.cli.console import out, plain

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
    shown = layout(answer)
    first = shown.lead
    if answer.status == "conflicting":
        many = len(answer.statements)
        _show_line(f"{_WORDS.get(many, many)} places disagree.", "bold")
    elif first:
        number = f" [{first.citation.number}]" if first.citation and first.whole else ""
        _show_line(first.text + number, "bold")
    if shown.ground and shown.ground.derivation:
        _show_line(f"(computed: {shown.ground.derivation})")
    spaced = first is not None or answer.status == "conflicting"
    if shown.source:
        spaced = _space(spaced)
        _show_line(f"{shown.source}:", "dim")
    said = answer.statements[0] if first and first.whole else None
    if answer.letter:
        spaced = _space(spaced)
        if answer.letter.subject:
            _show_line(f"Subject: {answer.letter.subject}")
        _show_line(answer.letter.greeting)
    for part in shown.parts:
        spaced = _show_part(part, said, spaced=spaced, disagree=answer.status == "conflicting")
    if answer.letter:
        _space(spaced)
        _show_line(answer.letter.closing)
    if answer.table and shown.ground:
        _space(spaced)
        _show_line(f"{shown.ground.place}:", "dim")
        show_table(answer.table)


def _space(spaced: bool) -> bool:
    """Prints an empty line if something stands above; something does from now on."""
    if spaced:
        out.print()
    return True


def _show_part(part: Part, said: Statement | None, *, spaced: bool, disagree: bool) -> bool:
    if part.name:
        spaced = _space(spaced)
        _show_line(part.name, "bold")
    for position, group in enumerate(part.groups):
        # The first place of a part belongs to its heading.
        if not (part.name and position == 0):
            spaced = _space(spaced)
        if group.place:
            _show_line(f"{group.place}{' says' if disagree else ''}:", "dim")
        for block in group.blocks:
            _show_block(block, said, "")
    return spaced


def _show_block(block: Block, said: Statement | None, indent: str) -> None:
    for entry in block.entries:
        if block.form == "code":
            _show_code(entry.statement, indent)
        else:
            marker = _marker(block, entry)
            text = _rest(entry.statement) if entry.statement is said and not marker else _words(entry)
            # What is not supported is struck out on the page; here, where it can't be, it is left out.
            if text:
                _show_line(f"{indent}{marker}{text}", "bold" if block.form == "heading" else None)
        for below in entry.below:
            _show_block(below, said, indent + "  ")


def _marker(block: Block, entry: Entry) -> str:
    if entry.marker:
        return f"{entry.marker} "
    return "- " if block.form in ("list", "steps") else ""


def _show_code(statement: Statement, indent: str) -> None:
    # Its lines one by one, since `plain` makes one line of each text.
    for line in statement.text.splitlines():
        # A tab would become one space.
        _show_line(f"{indent}    {line.expandtabs(4)}")
    _show_line(f"{indent}    {_numbers(statement)}", "dim")


def _words(entry: Entry) -> str:
    """The words without their marker, with the citations; empty if nothing supports them."""
    statement = entry.statement
    if statement.verdict == "unsupported":
        return ""
    return " ".join(part for part in (entry.words, _numbers(statement), _remark(statement)) if part)


def _rest(statement: Statement) -> str:
    """What is left to say of a sentence that leads, and so was printed already."""
    # The number of a quote was printed with its words.
    numbers = _numbers(statement) if statement.verdict != "quoted" else ""
    return " ".join(part for part in (numbers, _remark(statement)) if part)


def _numbers(statement: Statement) -> str:
    others = other_places(statement)
    return "".join(f"[{c.number}]" for c in statement.citations if c not in others)


def _remark(statement: Statement) -> str:
    """In how many other places it stands, how it was computed, or what it was translated from."""
    others = other_places(statement)
    if others:
        return f"({also_in(others)})"
    if statement.verdict == "computed":
        return f"(computed: {statement.derivation})" if statement.derivation else "(computed)"
    if statement.verdict == "translated":
        return f"(translated by the model from: {statement.original})"
    return ""


def _show_remarks(answer: Answer) -> None:
    lines = [*filter(None, [left_out_line(answer)]), *answer.notes]
    if instead := searched(answer):
        where = f" in {', '.join(instead.places)}" if instead.places else ""
        what = f"Searched as: {instead.question}{where}" if instead.question else f"Searched only{where}"
        lines.append(f"{what} (--as-asked searches only your words)")
    if others := further_searches(answer):
        lines.append(f"Also searched for: {'; '.join(others)}")
    if lines and answer.status != "not_found":
        out.print()
    for line in lines:
        _show_line(line)


def _show_documents(answer: Answer) -> None:
    # The place of these is above their sentences already.
    groups = [group for part in layout(answer).parts for group in part.groups]
    exact = [statement for group in groups if group.is_exact for statement in group.statements]
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
