"""Source code and settings: the text as it is written, in blocks with their lines."""

import ast
import re

from index.documents import Block, ExtractionReport, Section
from index.formats.characters.decode import decode
from index.formats.extract import Extract, File

# From the beginning of a line, and never back into its indent: spaces alone would be read again from each of them.
_STRETCH = re.compile(r"^[^\S\n]*+\S[^\n]*(?:\n[^\S\n]*+\S[^\n]*)*", re.M)


def read_code(file: File) -> Extract:
    """Reads code. Blocks are separated by empty lines, with sections "lines 10-24"; Python's have names too.

    Raises:
        UnreadableError: It is not text.
    """
    text, hidden = decode(file.data)
    blocks: list[Block] = []
    sections: list[Section] = _names(text) if file.name.endswith((".py", ".pyi")) else []
    # Counted on from block to block: from the beginning each time would take quadratic time.
    line, before = 1, 0
    for match in _STRETCH.finditer(text):
        line += text.count("\n", before, match.start())
        before = match.start()
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        end = match.start() + len(match[0].rstrip())
        blocks.append(Block(start=start, end=end, kind="code"))
        last = line + text.count("\n", start, end)
        name = f"line {line}" if last == line else f"lines {line}-{last}"
        sections.append(Section(name=name, start=start, end=end, kind="lines"))
    return Extract(
        title=None,
        text=text,
        blocks=tuple(blocks),
        sections=tuple(sorted(sections, key=lambda section: (section.start, -section.end))),
        report=ExtractionReport(hidden=hidden),
    )


def _names(text: str) -> list[Section]:
    """Classes and functions of Python code, as paths; none where it does not parse."""
    try:
        tree = ast.parse(text)
    # Python's parser raises MemoryError where code is nested too deeply for it.
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    found: list[Section] = []
    # Not recursive: a long chain of calls or operators is nested deeper than Python's stack.
    waiting: list[tuple[ast.AST, tuple[str, ...]]] = [(tree, ())]
    while waiting:
        node, path = waiting.pop()
        for child in ast.iter_child_nodes(node):
            inner = path
            if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                inner = (*path, child.name)
                last = child.end_lineno or child.lineno
                end = starts[last] if last < len(starts) else len(text)
                found.append(Section(name=" > ".join(inner), start=starts[child.lineno - 1], end=end))
            waiting.append((child, inner))
    return [section for section in found if section.start < section.end <= len(text)]
