"""Documents that lie inside an Office file."""

import re
from collections.abc import Collection

from index.formats.archives.attached import shown_name
from index.formats.archives.packages import Package
from index.formats.extract import File, UnreadableError
from index.formats.ooxml.parts import relations

_CHART = re.compile(r"(?:word|ppt)/charts/[^/]+\.xml")
# Objects of other programs, in formats of their own.
_OBJECT = ".bin"
# A document that Word imports when it opens the file.
_CHUNK = "aFChunk"


def read_embedded(
    package: Package, main: str, file: File, *, written: Collection[str] = ()
) -> tuple[list[File], list[str]]:
    """The documents inside an Office file, and a note of objects of other programs, which are not read.

    Args:
        package: The file's parts.
        main: The part that holds its text or slides.
        file: The file.
        written: Parts that are in its text already.
    """
    folder = main.rpartition("/")[0] + "/embeddings/"
    chunks = {relation.part for relation in relations(package, main).values() if relation.kind == _CHUNK}
    # The workbook behind a chart holds what the chart shows, which is read with the chart.
    charts = [name for name in package.names if _CHART.fullmatch(name)]
    behind = {relation.part for chart in charts for relation in relations(package, chart).values()}
    found, objects = [], 0
    for name in package.names:
        objects += name.startswith(folder) and name.endswith(_OBJECT)
        is_document = name in chunks or (name.startswith(folder) and not name.endswith(_OBJECT))
        if is_document and name not in behind and name not in written:
            try:
                data = package.read(name)
            except UnreadableError:
                continue
            found.append(File(name=shown_name(name), data=data, password=file.password, ocr=file.ocr))
    what = "An embedded object was" if objects == 1 else f"{objects} embedded objects were"
    return found, [f"{what} left out, such as a file or an old formula."] if objects else []
