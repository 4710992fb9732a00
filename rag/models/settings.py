"""The settings: one TOML file, which people may also write by hand, and what it may hold."""

import os
import re
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from index.errors import SettingsError

_FILE = "PINCITE_CONFIG"
_WRITER = "PINCITE_WRITER"
# "/" parts the name of a server from that of a model.
_Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]


class ServerSettings(BaseModel):
    """One model server that speaks as OpenAI's does.

    Attributes:
        url: Its base address, which often ends in /v1.
        key_env: The variable that has its key.
        key_file: The file that has its key, which only its owner may read.
        context: The most tokens of messages and reply.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Annotated[str, StringConstraints(pattern=r"^https?://[^/@\s]+(/\S*)?$")]
    key_env: Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")] | None = None
    key_file: Path | None = None
    context: Annotated[int, Field(ge=512)] | None = None

    def key(self) -> str | None:
        """The key, if there is one.

        Raises:
            SettingsError: The file of the key can't be read, or others can.
        """
        if self.key_env:
            return os.environ.get(self.key_env, "").strip() or None
        return None if self.key_file is None else _read_key(self.key_file.expanduser())


class Settings(BaseModel):
    """All that can be set.

    Attributes:
        writer: The writer of `pincite ask` where none is named; "" for none.
        servers: Model servers by name; "ollama" and "openai" are known without.
        files: GGUF files by the names that writers have.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    writer: str = ""
    servers: Mapping[_Name, ServerSettings] = {}
    files: Mapping[_Name, Path] = {}


def settings_path() -> Path:
    """The settings file, which may not be there: that of PINCITE_CONFIG, or the one in the user's folder of settings."""
    named = os.environ.get(_FILE)
    return (
        Path(named).expanduser() if named else Path(platformdirs.user_config_dir("pincite")) / "config.toml"
    )


def read_settings() -> Settings:
    """The settings; those of a file that is not there are the defaults.

    Raises:
        SettingsError: The file can't be read, is no TOML, or has something unknown or wrong; its line is named.
    """
    path = settings_path()
    try:
        text = path.read_text(encoding="utf-8")
        values = tomllib.loads(text)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise SettingsError(f"{path}: can't be read ({error.strerror})") from error
    except ValueError as error:
        raise SettingsError(f"{path}: is no TOML ({error})") from error
    return checked(values, str(path), text)


def chosen_writer(flag: str | None = None) -> str | None:
    """The name of the writer to use: that of the flag, of PINCITE_WRITER, or of the file; an empty one is none.

    Raises:
        SettingsError: As `read_settings`.
    """
    if flag is not None:
        return flag or None
    return os.environ.get(_WRITER) or read_settings().writer or None


def checked(values: Mapping[str, Any], where: str, text: str = "") -> Settings:
    """Settings from plain values.

    Raises:
        SettingsError: One is unknown or wrong; `text` is where its line is looked for.
    """
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        keys = [str(part) for part in first["loc"] if part != "[key]"]
        what = (
            "is not known" if first["type"] == "extra_forbidden" else f"is wrong: {first['msg'].casefold()}"
        )
        raise SettingsError(
            f"{where}{_line(text, keys)}: {'.'.join(keys)} {what}{_help(first['type'])}"
        ) from None


def _help(kind: str) -> str:
    known = "writer, servers.NAME.url, .key_env, .key_file and .context, files.NAME"
    return f"; there are {known}" if kind == "extra_forbidden" else ""


def _line(text: str, keys: list[str]) -> str:
    """Where the key stands, for people: its line in its table, or else the line of the table."""
    place = ""
    table: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[([^\]]+)\]", line):
            table = [part.strip(" \"'") for part in header[1].split(".")]
            if table == keys[: len(table)]:
                place = f", line {number}"
        elif key := re.match(r"\s*([^=#]+?)\s*=", line):
            path = [*table, *(part.strip(" \"'") for part in key[1].split("."))]
            if path == keys[: len(path)]:
                return f", line {number}"
    return place


def _read_key(path: Path) -> str | None:
    try:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise SettingsError(f"{path}: others can read this key; run: chmod 600 {path}")
        return path.read_text(encoding="utf-8").strip() or None
    except OSError as error:
        raise SettingsError(f"{path}: this key can't be read ({error.strerror})") from error
    except ValueError as error:
        raise SettingsError(f"{path}: is no text, so it is no key") from error
