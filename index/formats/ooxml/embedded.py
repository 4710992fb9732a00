"""Documents that lie inside an Office file."""

import re

from index.formats.archives.attached import shown_name
from index.formats.archives.packages import Package
from index.formats.extract import File, UnreadableError
from index.formats.ooxml.parts import relations

_CHART = re.compile(r"(?:word|ppt)/charts/[^/]+\.xml")
# Objects of other programs, in formats of their own.
_OBJECT = ".bin"
# A document that Word imports when it opens the file.
_CHUNK = "aFChunk"


def objects_left_out(package: Package, main: str) -> tuple[str, ...]:
    """A note of the objects of other programs in an Office file, which are not read; none if there are none."""
    count = sum(name.endswith(_OBJECT) for name in package.names if name.startswith(_folder(main)))
    if not count:
        return ()
    what = "An embedded object was" if count == 1 else f"{count} embedded objects were"
    return (f"{what} left out, such as a file or an old formula.",)


def embedded_files(package: Package, main: str, file: File) -> list[File]:
    """The documents inside an Office file, but for objects of other programs (.bin) and damaged ones.

    Args:
        package: The file's parts.
        main: The part that holds its text or slides.
        file: The file.
    """
    chunks = {relation.part for relation in relations(package, main).values() if relation.kind == _CHUNK}
    # The workbook behind a chart holds what the chart shows, which is read with the chart.
    charts = [name for name in package.names if _CHART.fullmatch(name)]
    behind = {relation.part for chart in charts for relation in relations(package, chart).values()}
    found = []
    for name in package.names:
        is_document = name in chunks or (name.startswith(_folder(main)) and not name.endswith(_OBJECT))
        if is_document and name not in behind:
            try:
                data = package.read(name)
            except UnreadableError:
                continue
            found.append(File(name=shown_name(name), data=data, password=file.password, ocr=file.ocr))
    return found


def _folder(main: str) -> str:
    return main.rpartition("/")[0] + "/embeddings/"
