"""Components in Markdown (MDX, Docusaurus, VitePress, Astro): lines of code that no reader of the page sees."""

import re
from collections.abc import Sequence

_IMPORT = re.compile(
    r"import\s+(?:type\s+)?(?:[\w*{}\s,$]{1,300}\s+from\s+)?[\"'][^\"']{1,300}[\"'];?\s*"
    r"|import\s+(?:type\s+)?\{[\w\s,]{0,300}"
)
_EXPORT = re.compile(r"export\s+(?:const|let|var|default|function|async|class)\b.*|export\s*[{*].*")
_LONGEST = 30  # lines
# <Tabs>, </TabItem>, <Card title="Linux" />: the name of a component has a capital.
_OPEN = re.compile(r"[ \t]*<(?=[A-Z])[\w.]+(?=[\s/>]|\Z)")
_TAG = re.compile(r"\s*</?[A-Z][\w.]*(?:\s(?:[^<>]|=>){0,2000})?/?>\s*")
_CLOSE = re.compile(r"[ \t]*</[A-Z][\w.]*>[ \t]*")
_TITLE = re.compile(r"\s(?:label|title|header|heading|summary)=\{?(?:\"([^\"]+)\"|'([^']+)'|`([^`]+)`)")


def end_of_code(lines: Sequence[str], number: int) -> int:
    """The line behind imports and exports that begin in a line; `number` itself if none do."""
    line = lines[number]
    before = lines[number - 1] if number else ""
    if before.strip() and not _IMPORT.fullmatch(before):
        return number
    if not line.startswith(("import", "export")) or not (_IMPORT.fullmatch(line) or _EXPORT.fullmatch(line)):
        return number
    if _IMPORT.fullmatch(line) and not line.rstrip().endswith(("{", ",")):
        return number + 1
    end = number + 1
    while end < min(len(lines), number + _LONGEST) and lines[end].strip():
        end += 1
    return end


def component(lines: Sequence[str], number: int) -> tuple[str, int] | None:
    """The title that the tag of a component in a line states ("" if none), and the line behind the tag; or None."""
    if _CLOSE.fullmatch(lines[number]):
        return "", number + 1
    if not _OPEN.match(lines[number]):
        return None
    end = number
    while end < min(len(lines), number + _LONGEST) and ">" not in lines[end].replace("=>", ""):
        end += 1
    tag = "\n".join(lines[number : end + 1])
    if not _TAG.fullmatch(tag):
        return None
    title = _TITLE.search(tag)
    return (next(filter(None, title.groups()), "") if title else ""), end + 1
