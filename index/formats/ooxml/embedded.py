"""Documents that lie inside an Office file."""

import re

from index.formats.archives.attached import shown_name
from index.formats.archives.packages import Package
from index.formats.extract import File, UnreadableError
from index.formats.ooxml.parts import relations

_CHART = re.compile(r"(?:word|ppt)/charts/[^/]+\.xml")
_OBJECT = ".bin"
# What Word imports when it opens the file: a page, a letter.
_CHUNK = "aFChunk"


def objects_left_out(package: Package, main: str) -> tuple[str, ...]:
    """A note of the objects of programs in an Office file, which are not read; none if there are none."""
    folder = main.rpartition("/")[0] + "/embeddings/"
    count = sum(name.startswith(folder) and name.endswith(_OBJECT) for name in package.names)
    if not count:
        return ()
    what = "An embedded object was" if count == 1 else f"{count} embedded objects were"
    return (f"{what} left out, such as a file or an old formula.",)


def embedded_files(package: Package, main: str, file: File) -> list[File]:
    """The documents that lie in an Office file. Objects of programs (.bin) and damaged ones are none.

    Args:
        package: The file's parts.
        main: The part that holds its text or slides.
        file: The file.
    """
    folder = main.rpartition("/")[0] + "/embeddings/"
    chunks = {relation.part for relation in relations(package, main).values() if relation.kind == _CHUNK}
    # The workbook behind a chart says what the chart shows, which is read there.
    charts = [name for name in package.names if _CHART.fullmatch(name)]
    behind = {relation.part for chart in charts for relation in relations(package, chart).values()}
    found = []
    for name in package.names:
        is_document = name in chunks or (name.startswith(folder) and not name.endswith(_OBJECT))
        if is_document and name not in behind:
            try:
                data = package.read(name)
            except UnreadableError:
                continue
            found.append(File(name=shown_name(name), data=data, password=file.password, ocr=file.ocr))
    return found
