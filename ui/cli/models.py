"""`pincite models`: lists, adds and removes the models that write, and one that finds passages in other languages."""

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.console import err, out, plain, print_json
from ui.cli.options import Json

if TYPE_CHECKING:
    from rag.models.overview import ServerState

_NAMED = 12  # models of a server that are printed

models_app = typer.Typer(
    help="Models that rewrite answers in prose, and one that finds passages in other languages."
)


@models_app.callback(invoke_without_command=True)
def models(context: typer.Context, as_json: Json = False) -> None:
    """List the models, unless another command of them is given."""
    if context.invoked_subcommand is None:
        models_list(as_json)


@models_app.command("list")
def models_list(as_json: Json = False) -> None:
    """List the models that are installed or can be, and those that servers list."""
    from rag.models import installed_models, model_names
    from rag.models.overview import server_states
    from rag.models.settings import read_settings

    installed = installed_models()
    files = {name: path.expanduser() for name, path in read_settings().files.items()}
    if as_json:
        print_json(
            {
                "models": [
                    {"name": name, "installed": name in installed, "description": text}
                    for name, text in model_names().items()
                ],
                "files": [
                    {"name": name, "installed": path.is_file(), "path": str(path)}
                    for name, path in files.items()
                ],
                "servers": [dataclasses.asdict(state) for state in server_states()],
            }
        )
        return
    for name, description in model_names().items():
        out.print(f"{name}  {'installed' if name in installed else 'not installed'}  {description}")
    for name, path in files.items():
        out.print(plain(f"{name}  {'installed' if path.is_file() else 'its file is gone'}  {path}"))
    for state in server_states():
        out.print(plain(_line(state)))


def _line(state: "ServerState") -> str:
    if state.problem:
        return f"{state.name}/MODEL  {state.problem}"
    more = f" and {len(state.models) - _NAMED} more" if len(state.models) > _NAMED else ""
    return (
        f"{state.name}/MODEL  at {state.place}  {', '.join(state.models[:_NAMED]) or 'has no models'}{more}"
    )


@models_app.command("add")
def models_add(
    name: Annotated[
        str, typer.Argument(help="A name that `pincite models list` shows, or the path of a GGUF file.")
    ],
    copy: Annotated[
        bool, typer.Option("--copy", help="Keep a copy of the file, and not only its path.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Download a model, check it, and keep it; or make a GGUF file a model. Only a download needs a network."""
    from rag.models import add_file, install_model, model_names

    if name not in model_names() and Path(name).expanduser().is_file():
        model = add_file(Path(name), copy=copy)
        if not as_json:
            out.print(plain(f"{model} is ready: {name}"))
    else:
        # On stderr, as all progress: a pipe gets only results.
        install_model(name, say=err.print)
        model = name
    if as_json:
        print_json({"added": model})


@models_app.command("remove")
def models_remove(
    name: Annotated[str, typer.Argument(help="The model's name.")], as_json: Json = False
) -> None:
    """Remove a model. A file of your own that was added by its path stays."""
    from rag.models import remove_model

    remove_model(name)
    if as_json:
        print_json({"removed": name})
