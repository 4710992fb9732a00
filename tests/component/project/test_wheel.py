"""The wheel: what it puts where, and that it works outside the checkout."""

import subprocess
import sys
import zipfile

import pytest

from repository import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--wheel-dir",
        str(out),
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return next(out.glob("pincite-*.whl"))


def test_it_holds_three_packages_and_the_seeds_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    version = wheel.name.split("-")[1]
    assert tops == {"index", "rag", "ui", f"pincite-{version}.dist-info", f"pincite-{version}.data"}
    data = f"pincite-{version}.data/data/share/pincite/seeds"
    assert f"{data}/north-korea-kursk-deployment.txt" in names
    assert {"ui/assets/base.css", "ui/languages/de.json"} <= set(names) and "ui/screenshot.png" not in names


def test_installed_elsewhere_it_finds_its_seeds_and_shows_its_help(wheel, tmp_path):
    target = tmp_path / "site"
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--target",
        str(target),
        str(wheel),
    ]
    subprocess.run(command, check=True, capture_output=True)
    script = (
        f"import sys; sys.path.insert(0, {str(target)!r}); import rag, ui.cli.command; print(rag.__file__);"
        "sys.argv = ['pincite', '--help']; ui.cli.command.main()"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert str(target) in shown.stdout and "serve" in shown.stdout
    assert (target / "share" / "pincite" / "seeds" / "north-korea-kursk-deployment.txt").is_file()
