"""Documents that lie inside an Office file."""

from index.formats.attached import shown_name
from index.formats.extract import File, UnreadableError
from index.formats.packages import Package


def embedded_files(package: Package, folder: str, file: File) -> list[File]:
    """The documents that lie in a folder of an Office file. Objects of programs (.bin) and damaged ones are none."""
    found = []
    for name in package.names:
        if name.startswith(folder) and not name.endswith(".bin"):
            try:
                data = package.read(name)
            except UnreadableError:
                continue
            found.append(File(name=shown_name(name), data=data, password=file.password, ocr=file.ocr))
    return found
