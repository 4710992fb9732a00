"""Links of Obsidian and of wikis: [[page]], [[page#heading|words]], and ![[picture.png]], which is shown in its place."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

# A picture or page shown in this place, a link to a page, its heading or its block.
_LINK = re.compile(r"(?<!\w)(?<![^\]]\])(!?)\[\[(?! )([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{0,300}))?\]\]")
# [[1]](address) and [[1]][name] are links of Markdown, whose words have brackets.
_MARKDOWN_LINK = re.compile(r"\([^\s()]*\)|\[[^\[\]]")
_FILE = re.compile(
    r"\S.*\.(?:png|jpe?g|gif|svg|webp|bmp|avif|mp[34]|m4a|wav|ogg|webm|mov|mkv|pdf)(?:#.*)?", re.I
)
_SIZE = re.compile(r"\s*\d+(?:x\d+)?\s*")


def wiki_words(words: str) -> str:
    """The same with the links of a wiki as their words: those behind the bar, else the page and what is named on it.

    A picture that is shown in a place has no words but its caption; a page that is shown there has its name.
    """
    return _LINK.sub(lambda link: _link_words(link)[0], words) if "[[" in words else words


def add_wiki_links(parser: MarkdownIt) -> None:
    """Makes a parser of Markdown read such links. The words behind a bar may be in bold, or code; names are plain text."""
    # Before the rule of escapes and emphasis: a name may have stars and underscores in it.
    parser.inline.ruler.before("escape", "wiki_link", _read_link)


def _read_link(state: StateInline, silent: bool) -> bool:
    """The rule, as markdown-it calls it: whether there is such a link at the place where `state` is."""
    if not state.src.startswith(("[[", "![["), state.pos):
        return False
    link = _LINK.match(state.src, state.pos, state.posMax)
    if link is None or _MARKDOWN_LINK.match(state.src, link.end()):
        return False
    if not silent:
        _write(state, link)
    state.pos = link.end()
    return True


def _write(state: StateInline, link: re.Match[str]) -> None:
    words, is_label = _link_words(link)
    if not is_label:
        # Not `pending`, which is one text with what stands around it: "#part" of a link is no tag.
        state.push("text", "", 0).content = words
        return
    end = state.posMax
    state.pos = link.start(3) + link[3].index(words)
    state.posMax = state.pos + len(words)
    state.md.inline.tokenize(state)
    state.posMax = end


def _link_words(link: re.Match[str]) -> tuple[str, bool]:
    """What a reader of the page sees of a link, and whether these are the words behind its bar."""
    is_shown, target, label = link.groups(default="")
    if is_shown and _SIZE.fullmatch(label.rpartition("|")[2]):
        label = label.rpartition("|")[0]
    if label.strip():
        return label.strip(), True
    if is_shown and _FILE.fullmatch(target):
        return "", False
    # In a table the bar has a stroke before it, which is gone with the bar.
    parts = [part.strip() for part in target.rstrip("\\").split("#")]
    return " > ".join(part for part in parts if part and not part.startswith("^")), False
