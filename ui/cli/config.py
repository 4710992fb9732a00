"""`pincite config`: shows and changes the settings."""

from typing import Annotated

import typer

from ui.cli.console import err, out, plain, print_json
from ui.cli.options import Json

config_app = typer.Typer(no_args_is_help=True, help="The settings: the model that writes, and model servers.")

Key = Annotated[
    str,
    typer.Argument(
        help="writer, servers.NAME.url, servers.NAME.key_env, servers.NAME.key_file, servers.NAME.context or files.NAME.",
        metavar="KEY",
    ),
]


@config_app.command("show")
def config_show(as_json: Json = False) -> None:
    """Print the settings. Keys are not among them, only where each is read from."""
    from rag.models.settings import read_settings, settings_path

    settings = read_settings()
    if as_json:
        print_json(
            {"path": str(settings_path()), "settings": settings.model_dump(mode="json", exclude_none=True)}
        )
        return
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
def config_path(as_json: Json = False) -> None:
    """Print the path of the settings file; PINCITE_CONFIG changes it."""
    from rag.models.settings import settings_path

    if as_json:
        print_json({"path": str(settings_path())})
    else:
        out.print(plain(str(settings_path())))


@config_app.command("set")
def config_set(
    key: Key, value: Annotated[str, typer.Argument(help="The value.")], as_json: Json = False
) -> None:
    """Set one value. Comments and the rest of the file stay."""
    from rag.models.settings_file import set_setting

    path = set_setting(key, value)
    if as_json:
        print_json({"path": str(path), "key": key, "value": value})
    else:
        out.print(plain(f"{key} = {value}, in {path}"))


@config_app.command("unset")
def config_unset(key: Key, as_json: Json = False) -> None:
    """Take one value out, or a server with all of its values."""
    from rag.models.settings_file import unset_setting

    path = unset_setting(key)
    if as_json:
        print_json({"path": str(path), "key": key, "value": None})
    else:
        out.print(plain(f"{key} is not set any more, in {path}"))
