"""`pincite config`: shows and changes the settings."""

from typing import Annotated

import typer

from ui.cli.console import err, out, plain

config_app = typer.Typer(no_args_is_help=True, help="The settings: the model that writes, and model servers.")

Key = Annotated[
    str,
    typer.Argument(
        help="writer, servers.NAME.url, servers.NAME.key_env, servers.NAME.key_file, servers.NAME.context or files.NAME.",
        metavar="KEY",
    ),
]


@config_app.command("show")
def config_show() -> None:
    """Print the settings. Keys are not among them, only where each is read from."""
    from rag.models.settings import read_settings, settings_path

    settings = read_settings()
    if settings.writer:
        out.print(plain(f"writer = {settings.writer}"))
    for name, server in settings.servers.items():
        for field, value in server.model_dump(mode="json", exclude_none=True).items():
            out.print(plain(f"servers.{name}.{field} = {value}"))
    for name, path in settings.files.items():
        out.print(plain(f"files.{name} = {path}"))
    if settings == type(settings)():
        # On stderr: for a script there is nothing.
        err.print(plain(f"nothing is set in {settings_path()}"))


@config_app.command("path")
def config_path() -> None:
    """Print the path of the settings file; PINCITE_CONFIG changes it."""
    from rag.models.settings import settings_path

    out.print(plain(str(settings_path())))


@config_app.command("set")
def config_set(key: Key, value: Annotated[str, typer.Argument(help="The value.")]) -> None:
    """Set one value. Comments and the rest of the file stay."""
    from rag.models.settings_file import set_setting

    out.print(plain(f"{key} = {value}, in {set_setting(key, value)}"))


@config_app.command("unset")
def config_unset(key: Key) -> None:
    """Take one value out, or a server with all of its values."""
    from rag.models.settings_file import unset_setting

    out.print(plain(f"{key} is not set any more, in {unset_setting(key)}"))
