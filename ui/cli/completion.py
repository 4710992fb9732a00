"""`pincite completion`: the script by which a shell completes commands, options and names of collections."""

import os
from typing import Annotated, Literal

import typer

_NAME = "pincite"
_VARIABLE = "_PINCITE_COMPLETE"


def completion_command(
    shell: Annotated[Literal["bash", "zsh", "fish"], typer.Argument(help="The shell.")],
) -> None:
    """Print the script that makes a shell complete this command.

    bash: eval "$(pincite completion bash)" in ~/.bashrc. zsh: the same with zsh in ~/.zshrc, behind compinit. fish: pincite
    completion fish > ~/.config/fish/completions/pincite.fish
    """
    # typer has no public name for it.
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    typer.echo(get_completion_script(prog_name=_NAME, complete_var=_VARIABLE, shell=shell))


def prepare_completion() -> None:
    """Lets the shell's request be answered; without one nothing happens."""
    if _VARIABLE in os.environ:
        from typer.completion import completion_init  # type: ignore[attr-defined]

        completion_init()


def complete_collection(context: typer.Context, incomplete: str) -> list[str]:
    """The names of the collections of the index that begin so."""
    from rag import PinciteError, collections_in, default_place

    try:
        # While a shell completes, options are not converted: it is a string here.
        place = context.params.get("data") or default_place()
    except PinciteError:
        return []
    return [name for name in collections_in(place) if name.startswith(incomplete)]
