"""Marks that site generators add to Markdown: MkDocs and its themes, Docusaurus, Hugo, wikis like Obsidian.

What only tells a program what to do is taken out; words that a reader of the page sees stay.
"""

import re

_CODE_FENCE = re.compile(r"[ >\t]*(?P<mark>`{3,}|~{3,})")
# {* file *}, --8<-- "file", {!file!}, {{< shortcode >}}, {% tag %}, {: .class }: whole lines.
_DIRECTIVE = re.compile(r"\s*(?:\{\*.*\*\}|-+8<-+.*|\{!.*!\}|\{\{[<%].*[>%]\}\}|\{%.*%\}|\{:.*\})\s*$")
# !!! note "Title", ??? tip, ???+ warning "Title", === "Tab": their body is indented by four spaces.
_ADMONITION = re.compile(
    r"(?P<indent>\s*)(?:(?:!!!|\?\?\?\+?)\s+[\w -]+?|===[!+]?)(?:\s+\"(?P<title>[^\"]*)\")?\s*$"
)
# /// note | Title, :::tip Title, and the lines that end them.
_BLOCK = re.compile(r"\s*(?:/{3,}|:{3,})(?:\s*\{?[\w.-]+\}?(?:\s*\|\s*|\s+|\[)?(?P<title>[^\]]*)\]?)?\s*$")
# An id or classes behind a heading or another line.
_ATTRIBUTES = re.compile(r"\s*\{\s*[:#.]\s*[^{}\n]*\}\s*$")
_COMMENT = re.compile(r"%%.*?%%")
_PICTURE = re.compile(r"!\[\[[^\]\n]*\]\]")
_LINK = re.compile(r"\[\[(?:[^\]|\n]*\|)?([^\]|\n]+)\]\]")
_MARKED = re.compile(r"==(?=\S)([^=\n]+?)(?<=\S)==")
_FIELD = re.compile(r"(?<=\w)::(?=\s)")
_INDENT = 4


def without_directives(text: str) -> str:
    """The text without such marks; code between fences stays as it is."""
    kept: list[str] = []
    fence, inside = "", 0
    for written in text.split("\n"):
        mark = _CODE_FENCE.match(written)
        if mark and (not fence or mark["mark"].startswith(fence)):
            fence = "" if fence else mark["mark"]
        # The body of an admonition ends at the first line that is indented less.
        if inside and written.strip() and len(written) - len(written.lstrip()) < inside:
            inside = 0
        line = written[_INDENT:] if inside and written.strip() else written
        if fence or mark:
            kept.append(line)
        elif opened := _ADMONITION.match(line):
            inside += len(opened["indent"]) + _INDENT if not inside else _INDENT
            kept += _title(opened["title"])
        elif block := _BLOCK.match(line):
            kept += _title(block["title"])
        elif not _DIRECTIVE.match(line):
            kept.append(_inline(line))
    return "\n".join(kept)


def _title(title: str | None) -> list[str]:
    return ["", f"**{title.strip()}**", ""] if title and title.strip() else [""]


def _inline(line: str) -> str:
    line = _PICTURE.sub("", _COMMENT.sub("", _ATTRIBUTES.sub("", line)))
    return _FIELD.sub(":", _MARKED.sub(r"\1", _LINK.sub(r"\1", line)))
