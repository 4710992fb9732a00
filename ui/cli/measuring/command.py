"""`pincite eval`: measures Pincite on your own documents and questions, and compares two results."""

import dataclasses
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.console import err, out, plain, print_json
from ui.cli.everybody import of_everybody
from ui.cli.options import STOPPED, Data

if TYPE_CHECKING:
    from rich.progress import TaskID
    from rich.table import Table

    from rag import Assistant
    from rag.evaluation import Difference, Evaluation, EvaluationProgress

_STDOUT = Path("-")


def evaluate_command(
    sources: Annotated[
        list[Path],
        typer.Argument(
            metavar="FOLDER | QUESTIONS.jsonl | A.json [B.json]",
            help="A set to measure on, questions about your index, or one or two saved results.",
        ),
    ],
    data: Data = None,
    json_path: Annotated[
        Path | None,
        typer.Option(
            "--json",
            metavar="OUT",
            help="Save the result, question by question, as JSON; - prints it in place of the table.",
        ),
    ] = None,
    html_path: Annotated[
        Path | None, typer.Option("--html", metavar="OUT", help="Write a report for the browser.")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ask all questions again.")] = False,
    cache: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="The folder for temporary indexes; by default in your cache folder."
        ),
    ] = None,
) -> None:
    """Measure on your own documents and questions, or compare two results.

    FOLDER has questions.jsonl (one line for each: id, question, answerable, answers, evidence: [{document,
    quote}]), and documents.jsonl (id, title, text) or a folder documents/ of files. QUESTIONS.jsonl alone, such as the page makes
    of the answers that you rated, is asked of the index of --data. Your index is not changed.
    """
    # A folder may be called NAME.json too, so the suffix alone does not make a saved result.
    saved = [source for source in sources if not source.is_dir() and source.suffix == ".json"]
    if (len(saved) != len(sources) and len(sources) > 1) or len(sources) > 2:
        raise typer.BadParameter(
            "name one folder, one file of questions (.jsonl), or one or two saved results (.json)"
        )
    if len(saved) == 2:
        _compare(saved[0], saved[1], json_path, html_path)
        return
    evaluation = _saved(saved[0]) if saved else _evaluated(sources[0], data, fresh, cache)
    for problem in evaluation.problems:
        err.print(f"note: {problem}")
    if json_path != _STDOUT:
        _show(evaluation)
    if json_path:
        from rag.evaluation import as_json, save

        if json_path == _STDOUT:
            out.print(as_json(evaluation))
        else:
            save(evaluation, json_path)
    if html_path:
        from ui.cli.measuring.report import html_report

        _write(html_path, html_report(evaluation))


def _saved(path: Path) -> "Evaluation":
    from rag.evaluation import load

    return load(path)


def _evaluated(source: Path, data: str | None, fresh: bool, cache: Path | None) -> "Evaluation":
    from rag.evaluation import evaluate, read_questions, read_set

    # A folder may be called NAME.jsonl, too.
    assistant = _asked(data) if source.suffix == ".jsonl" and not source.is_dir() else None
    set_ = read_questions(source, assistant.index) if assistant else read_set(source)
    try:
        with _progress() as show:
            return evaluate(set_, assistant=assistant, cache=cache, fresh=fresh, progress=show)
    except KeyboardInterrupt:
        err.print("Stopped. The same command continues from here.")
        raise typer.Exit(STOPPED) from None


def _asked(data: str | None) -> "Assistant":
    from rag import Assistant
    from rag.models.embedding.named import embedder_goes_to

    assistant = of_everybody(Assistant.open(data, threshold=0.0, create=False))
    if host := embedder_goes_to(assistant.index.embedder):
        err.print(plain(f"the questions go to {host}, for the index's embedding model"))
    return assistant


def _show(evaluation: "Evaluation") -> None:
    from rag.evaluation import summarise
    from ui.cli.measuring.report import counted, shown

    title = f"{evaluation.set_name}: {counted(len(evaluation.records))}"
    table = _table(title, "", "figure", "95% interval", "of")
    # `groupby` only joins neighbours, which is enough: figures come group by group.
    for group, figures in groupby(summarise(evaluation), key=lambda figure: figure.group):
        table.add_row(group, style="bold")
        for figure in figures:
            row = shown(figure)
            table.add_row(f"  {figure.name}", row["shown"], row["range"], row["n"])
        table.add_section()
    # Other output is not wrapped, but a table must fit the terminal.
    out.print(table, soft_wrap=False)


def _compare(first: Path, second: Path, json_path: Path | None, html_path: Path | None) -> None:
    from rag.evaluation import compare
    from ui.cli.measuring.report import counted

    if html_path:
        raise typer.BadParameter("--html needs a folder or one saved result")
    before, after = _saved(first), _saved(second)
    differences = compare(before, after)
    rows_ = [dataclasses.asdict(difference) for difference in differences]
    if json_path == _STDOUT:
        print_json(rows_)
        return
    # Only questions that both have can be compared one by one.
    shared = {record.id for record in before.records} & {record.id for record in after.records}
    table = _table(
        f"{first.name} and {second.name}: {counted(len(shared))} in both",
        *("", "first", "second", "change", "95% interval", "better", "worse", "p"),
    )
    for group, rows in groupby(differences, key=lambda difference: difference.group):
        table.add_row(group, style="bold")
        for row in rows:
            table.add_row(*_difference_row(row))
        table.add_section()
    out.print(table, soft_wrap=False)
    if left_out := len(before.records) + len(after.records) - 2 * len(shared):
        err.print(f"note: {left_out:,} questions are in only one of the results and were left out")
    if json_path:
        _write(json_path, json.dumps(rows_, ensure_ascii=False, indent=1) + "\n")


def _difference_row(difference: "Difference") -> Sequence[str]:
    change = difference.change
    return (
        f"  {difference.name}",
        f"{difference.first:.3f}",
        f"{difference.second:.3f}",
        f"{change.value:+.3f}",
        f"{change.low:+.3f} to {change.high:+.3f}",
        f"{difference.wins:,}",
        f"{difference.losses:,}",
        f"{difference.p:.4f}",
    )


def _table(title: str, *columns: str) -> "Table":
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for number, column in enumerate(columns):
        # On a narrow terminal the names are shortened, never the numbers.
        table.add_column(column, justify="right" if number else "left", no_wrap=number > 0)
    return table


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@contextmanager
def _progress() -> "Iterator[Callable[[EvaluationProgress], None]]":
    """A bar for each stage on a terminal; nothing if the output is piped."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}", markup=False),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        tasks: dict[str, TaskID] = {}

        def show(progress: "EvaluationProgress") -> None:
            if progress.stage not in tasks:
                tasks[progress.stage] = bar.add_task(progress.stage, total=None, name="")
            # A file in the first stage, whose folders would fill the line, and a question in the second.
            name = Path(progress.name).name[:60] if progress.stage == "reading" else progress.name[:60]
            bar.update(tasks[progress.stage], completed=progress.done, total=progress.total, name=name)

        yield show
