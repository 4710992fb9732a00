"""What programs add to Markdown inside of a paragraph, such as [[links]], {attributes} and numbers of notes."""

import re
from collections.abc import Iterator
from itertools import pairwise, zip_longest

from markdown_it.token import Token
from rich.emoji import Emoji

from index.formats.markdown.wiki_links import wiki_words

_ATTRIBUTE = r"(?:[#.][\w:.-]+|[\w:-]+=(?:\"[^\"]*\"|'[^']*'|[^\s{}\"']+))"
_ATTRIBUTES = rf"{_ATTRIBUTE}(?: +{_ATTRIBUTE})*"
# {#id .class} behind a heading, {: .class key=value} at the end of a paragraph or in a line of its own.
_AT_END = re.compile(r"(?:\A|(?<=\s))\{(?:: *| *(?=[#.]))(?:[#.]?[\w-]+ *\}|" + rf"{_ATTRIBUTES} *\}})\s*\Z")
_BEHIND_HEADING = re.compile(rf"\s{{0,9}}\{{:? *(?:-|{_ATTRIBUTE}(?: +{_ATTRIBUTE})*) *\}}\s*\Z")
# Behind a link, a picture or words in bold.
_BEHIND_SPAN = re.compile(rf"\A\{{:? *{_ATTRIBUTES} *\}}")
_SPANS = ("link_close", "image", "strong_close", "em_close", "code_inline")
# {ref}`words <target>` of MyST: what stands before the code, and what only names a place in it.
_ROLE = re.compile(r"(?:^|(?<=[\s(\[,;\"'/—–-]))\{[a-z][\w:+.-]{0,60}\}\Z")
_TARGET = re.compile(r"\s*<[^<>]{1,300}>\Z")
# [words]{.class} of Pandoc, and [words][place] with a place that another file names.
_SPAN = re.compile(rf"(?<![\w\]!])\[([^\[\]]{{1,300}})\]\{{:? *{_ATTRIBUTES} *\}}")
_REFERENCE = re.compile(
    r"(?:(?<=[\s(*_])|^)\[[^\[\]]{1,300}\]\[((?=[^\[\]]{0,200}[^\W\d_]{3})[\w.: /#-]{3,200})\]", re.M
)
_EMPTY_REFERENCE = re.compile(r"(?<![\w\]])\[\]\[([\w.: /#-]{3,200})\]")
_INLINE_NOTE = re.compile(r"\^\[([^\[\]]{1,1000})\]")
# Icons of MkDocs say nothing but whether something is so; ++ctrl+c++ are keys, {++words++} words that were put in.
_FONT, _OPTIONS = r":(?:material|octicons|fontawesome-\w+)-", r"(?:\{[^{}]{0,100}\})?"
_YES = re.compile(rf"{_FONT}(?:check(?!box-blank)|yes)[\w-]*:{_OPTIONS}")
_NO = re.compile(rf"{_FONT}(?:close|x(?=[-:])|no(?=[-:]))[\w-]*:{_OPTIONS}")
_ICON = re.compile(rf":(?:material|octicons|fontawesome|simple)-[\w-]{{1,60}}:{_OPTIONS}[ ]?")
_EMOJI = re.compile(r"(?<![\w:]):(?=[a-z_+-]*[a-z+])(?:[a-z0-9_+-]{2,40}|x):(?![\w:`])")
_KEYS = re.compile(r"(?<![\w+])\+\+([\w\"-]+(?:\+[\w\"-]+){0,5})\+\+(?![\w+])")
_CRITIC = re.compile(
    r"\{(?:--.{0,500}?--|>>.{0,500}?<<)\}|\{(?:\+\+|==|~~[^{}~]{0,500}~>)(.{0,500}?)(?:\+\+|==|~~)\}", re.S
)
_CODE_IN_FIELD = re.compile(r"`([^`\n]{1,300})`")
_LINK_IN_FIELD = re.compile(r"!?\[([^\[\]\n]{1,300})\]\((?:[^()\s]{0,300})\)")
_TAG_IN_FIELD = re.compile(r"</?[a-z][^<>]{0,300}>", re.I)
_BADGE = re.compile(r"badge|shields\.io|/workflows/|codecov|travis-ci|readthedocs\.org/projects", re.I)
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,50}\]")
_NOTE = re.compile(r"\A\[\^([^\]\s]{1,50})\]:\s*")
# The name of a paragraph, at its end, by which other pages of the vault show it.
_BLOCK_NAME = re.compile(r"(?:\A|\s)\^(?=[\w-]*[^\W\d_])[\w-]{3,40}\s*\Z")
# #health, #work/clients; not the number of an issue, nor a part of an address.
_TAG = re.compile(r"(?:(?<=\s)|(?<=[(\[,;])|\A)#(?=[\w/-]*[^\W\d_])([\w/-]{1,60})")
_COMMENT = re.compile(r"(?<![\w%])%%(?!%).{1,2000}?%%(?![\w%])|\{/\*.{0,500}?\*/\}", re.S)
# "Key:: value" on a line, and [key:: value] among other words.
_FIELD = re.compile(r"\A([^\W\d_][\w -]{0,40})::\s+(?=\S)")
_FIELD_INSIDE = re.compile(r"[\[(]([^\W\d_][\w -]{0,40})::\s+([^\[\]()]{1,300})[\])]")
# The signs around ==marked words==; those of "a == b" and "x==1" have a space or none on both sides.
_MARK = re.compile(r"(?<![=\w!<>])==(?=[^\s=])|(?<=[^\s=])==(?![=\w])")


def is_note(inline: Token) -> bool:
    """Whether a paragraph is a note: "[^1]: ..."."""
    return _NOTE.match(inline.content) is not None


def references(text: str) -> list[str]:
    """The places that links such as [words][place] of a text name, whether or not the text says where they are."""
    return _REFERENCE.findall(text) if "][" in text else []


def tidy(inline: Token, *, heading: bool) -> None:
    """Removes marks that a web page does not show; of a picture that stands alone the caption stays."""
    children = inline.children or []
    for before, child, behind in zip_longest([None, *children], children, children[1:]):
        if child is not None and child.type == "text":
            _remove_attributes(before, child, behind, heading=heading)
    children = [child for child in children if child.type != "text" or child.content]
    # The reader of pages leaves pictures out, and with them the words that stand for them.
    if len(children) == 1 and children[0].type == "image":
        is_badge = _BADGE.search(str(children[0].attrs.get("src", "")))
        children[0].type, children[0].content = "text", "" if is_badge else children[0].content or ""
    _show_roles(children)
    inline.children = list(_apart(children))
    texts = [child for child in children if child.type == "text"]
    for child in texts:
        child.content = _shown(child.content)
    if children and children[-1].type == "text":
        children[-1].content = _BLOCK_NAME.sub("", children[-1].content)
    _remove_signs(texts)


def _remove_attributes(before: Token | None, text: Token, behind: Token | None, *, heading: bool) -> None:
    if before is not None and before.type in _SPANS:
        text.content = _BEHIND_SPAN.sub("", text.content)
    if behind is None or behind.type == "softbreak":
        text.content = (_BEHIND_HEADING if heading else _AT_END).sub("", text.content)


def _show_roles(children: list[Token]) -> None:
    """Shows the words of roles, which are code to a parser that does not know them."""
    for text, code in pairwise(children):
        if text.type == "text" and code.type == "code_inline" and (role := _ROLE.search(text.content)):
            text.content = text.content[: role.start()]
            code.type, code.content = (
                "text",
                _TARGET.sub("", code.content).lstrip("~!") or code.content.strip("<>"),
            )


def _shown(words: str) -> str:
    # In a sentence the number of a note is no word; in front of the note itself it is kept.
    words = _NOTE_MARK.sub("", _NOTE.sub(r"\1. ", words))
    words = _COMMENT.sub("", words)
    if "[" in words:
        words = _EMPTY_REFERENCE.sub(r"\1", _SPAN.sub(r"\1", words))
        words = _INLINE_NOTE.sub(r" (\1)", words)
    if ":" in words:
        words = _EMOJI.sub(_emoji, _ICON.sub("", _NO.sub("✗", _YES.sub("✓", words))))
    if "++" in words or "{" in words:
        words = _KEYS.sub(r"\1", _CRITIC.sub(lambda edit: edit[1] or "", words))
    return _FIELD_INSIDE.sub(r"\1: \2", _FIELD.sub(r"\1: ", words))


def _emoji(name: re.Match[str]) -> str:
    sign = Emoji.replace(name[0])
    return "✓" if sign in ("✅", "✔", "☑") else sign


def field_words(words: str) -> str:
    """The words of a field of front matter, which may be written as Markdown in one line."""
    words = _LINK_IN_FIELD.sub(r"\1", _CODE_IN_FIELD.sub(r"\1", wiki_words(words)))
    return _TAG_IN_FIELD.sub("", words).replace("**", "")


def tags(inline: Token) -> list[str]:
    """The tags in a paragraph or heading, such as "health" for #health."""
    return [
        tag.strip("/")
        for child in inline.children or []
        if child.type == "text"
        for tag in _TAG.findall(child.content)
    ]


def _remove_signs(texts: list[Token]) -> None:
    """Removes the signs around marked words, which may be partly in bold; one without its partner stays."""
    remaining = sum(len(_MARK.findall(text.content)) for text in texts) // 2 * 2
    for text in texts:
        if remaining:
            text.content, removed = _MARK.subn("", text.content, count=remaining)
            remaining -= removed


def _apart(children: list[Token]) -> Iterator[Token]:
    """The same with an empty line before each note or field, so that several in one paragraph are told apart."""
    for child, following in zip_longest(children, children[1:]):
        is_text = following is not None and following.type == "text"
        begins = is_text and (_NOTE.match(following.content) or _FIELD.match(following.content))
        if child.type == "softbreak" and begins:
            yield from (Token("hardbreak", "br", 0), Token("hardbreak", "br", 0))
        else:
            yield child
