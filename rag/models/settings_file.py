"""Changes the settings file and keeps its comments and its order."""

import os
import tempfile
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from index.errors import SettingsError
from rag.models.settings import checked, read_settings, settings_path


def set_setting(key: str, value: str) -> Path:
    """Sets one value, such as "servers.office.url"; returns the file.

    Raises:
        SettingsError: The key is unknown, the value wrong, or the file can't be written; it is then as before.
    """
    document, parts = _document(), key.split(".")
    table: Any = document
    for part in parts[:-1]:
        table = table.setdefault(part, tomlkit.table(is_super_table=part == parts[0]))
        if not isinstance(table, dict):
            raise SettingsError(f"{key}: {part} is a value and no table")
    table[parts[-1]] = value
    settings = checked(document.unwrap(), "the settings").model_dump(mode="json")
    # As the number that it is, and not as its digits.
    for part in parts:
        settings = settings[part]
    table[parts[-1]] = settings
    return _write(tomlkit.dumps(document))


def unset_setting(key: str) -> Path:
    """Takes one value or table out; returns the file.

    Raises:
        SettingsError: It is not set, what is left is wrong, or the file can't be written.
    """
    document, parts = _document(), key.split(".")
    tables: list[Any] = [document]
    for part in parts:
        if not isinstance(tables[-1], dict) or part not in tables[-1]:
            raise SettingsError(f"{settings_path()}: {key} is not set")
        tables.append(tables[-1][part])
    for table, part in zip(reversed(tables[:-1]), reversed(parts), strict=True):
        if part == parts[-1] or not table[part]:
            del table[part]
    checked(document.unwrap(), "the settings")
    return _write(tomlkit.dumps(document))


def _document() -> tomlkit.TOMLDocument:
    # A file with a fault is mended by whoever wrote it, not written over.
    read_settings()
    try:
        return tomlkit.parse(settings_path().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return tomlkit.document()
    except (OSError, TOMLKitError) as error:
        raise SettingsError(f"{settings_path()}: can't be read ({error})") from error


def _write(text: str) -> Path:
    """Puts a new file, for its owner alone, in the place of the old one."""
    path = settings_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Files of this kind are made with mode 0600.
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".config-")
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(name, path)
    except OSError as error:
        raise SettingsError(f"{path}: can't be written ({error.strerror})") from error
    return path
