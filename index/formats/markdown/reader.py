"""Markdown: its text without marks; a table's rows name their columns, as in every other format."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from index.documents import BlockKind, ExtractionReport
from index.formats.builder import TextBuilder
from index.formats.characters.decode import decode
from index.formats.extract import Extract, File
from index.formats.html.blocks import write_html
from index.formats.markdown.blocks import plain_markdown
from index.formats.markdown.front_matter import FILED_UNDER, front_matter
from index.formats.markdown.inline import field_words, is_note, references, tags, tidy
from index.formats.markdown.templates import filled_in
from index.formats.markdown.wiki_links import add_wiki_links

# Lists in lists in quotations. The parser recurses, and leaves out what is deeper.
_DEEPEST = 100
# Links in pictures in words in bold. Each level is another look at all that follows it in the paragraph.
_DEEPEST_INSIDE = 20


def read_markdown(file: File) -> Extract:
    """Reads Markdown. Sections are heading paths like "Guide > Install", each up to the next.

    Raises:
        UnreadableError: It is not text, or nested too deeply.
    """
    text, hidden = decode(file.data)
    stated = front_matter(text)
    builder = TextBuilder()
    for name, value in stated.fields:
        kind: BlockKind = "contents" if name.casefold() in FILED_UNDER else "paragraph"
        builder.paragraph(f"{name}: {field_words(filled_in(value, stated.values))}", kind=kind)
    written = write_markdown(builder, text[stated.end :], stated.values)
    about = {**stated.about, "tags": "; ".join(dict.fromkeys((*stated.tags, *written.tags)))}
    title = field_words(filled_in(about.pop("title", ""), stated.values))
    if not file.is_note:
        title = title or written.title or ""
    return builder.build(title=title or None, metadata=about, report=ExtractionReport(hidden=hidden))


class Written(NamedTuple):
    """What was seen while a text was written: its first heading of level 1, and its tags in their order."""

    title: str | None
    tags: tuple[str, ...]


def write_markdown(builder: TextBuilder, text: str, values: Mapping[str, str] | None = None) -> Written:
    """Writes a text in Markdown. `values` are shown in the place of their names in {{ braces }}.

    It is written by way of its web page, so that HTML in it is read too.

    Raises:
        UnreadableError: It is nested too deeply.
    """
    # CommonMark has no tables; nearly every program adds those of GitHub.
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    parser.core.ruler.before("inline", "limit_nesting", _limit_nesting)
    add_wiki_links(parser)
    source = plain_markdown(text, values)
    # Places that another file names: their words are links all the same.
    named = {normalizeReference(name): {"href": "#", "title": ""} for name in references(source)}
    tokens = parser.parse(source, {"references": named})
    found: list[str] = []
    for token, inside in pairwise(tokens):
        if inside.type == "inline":
            found += tags(inside)
            # The reader of pages knows notes by this class.
            if is_note(inside):
                token.attrSet("class", "footnote")
            tidy(inside, heading=token.type == "heading_open")
    _write_numbers(tokens)
    write_html(builder, parser.renderer.render(tokens, parser.options, {}))
    return Written(next(_titles(tokens), None), tuple(dict.fromkeys(found)))


def _write_numbers(tokens: list[Token]) -> None:
    """Puts the numbers of items in front of their text, as a browser counts them, but with the mark of the file."""
    counts: list[int] = []
    for number, token in enumerate(tokens):
        if token.type == "ordered_list_open":
            start = token.attrGet("start")
            counts.append(1 if start is None else int(start))
            # The reader of pages would count them, too.
            token.attrSet("style", "list-style: none")
        elif token.type == "ordered_list_close":
            counts.pop()
        elif token.type == "list_item_open" and token.info:
            inside = tokens[number + 2] if number + 2 < len(tokens) else token
            if inside.type == "inline" and inside.children:
                inside.children.insert(0, Token("text", "", 0, content=f"{counts[-1]}{token.markup} "))
            counts[-1] += 1


def _limit_nesting(state: StateCore) -> None:
    state.md.options["maxNesting"] = _DEEPEST_INSIDE


def _titles(tokens: list[Token]) -> Iterator[str]:
    for token, inline in zip(tokens, tokens[1:], strict=False):
        if token.type == "heading_open" and token.tag == "h1" and (line := _plain(inline)):
            yield line


def _plain(inline: Token) -> str:
    kinds = ("text", "code_inline")
    words = (
        child.content if child.type in kinds else " " * (child.type in ("softbreak", "hardbreak"))
        for child in inline.children or []
    )
    return " ".join("".join(words).split())
