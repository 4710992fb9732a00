"""What programs fill in before Markdown is read: the marks of Liquid, Jinja, Hugo and Quarto, outside of code."""

import re
from collections.abc import Iterator, Mapping, Sequence

# Code in a line stays, and so does what is fenced as text; a mark may go over several lines.
_MARK = re.compile(
    r"(?P<code>(?P<ticks>(?<!`)`{1,9})(?!`).{1,500}?(?P=ticks)(?!`))"
    r"|\{%-?\s{0,9}raw\s{0,9}-?%\}(?P<raw>.{0,2000}?)\{%-?\s{0,9}endraw\s{0,9}-?%\}"
    r"|\{%-?\s{0,9}comment\s{0,9}-?%\}.{0,2000}?\{%-?\s{0,9}endcomment\s{0,9}-?%\}"
    r"|\{\{[<%](?P<short>[^{}]{0,1000})[>%]\}\}"
    r"|\{%(?P<tag>[^{}%]{0,500})%\}"
    r"|\{\{-?(?P<value>[^{}]{0,300}?)-?\}\}",
    re.S,
)
_CLOSES = r"(?:%\}|[>%]\}\})"
_LINE = re.compile(rf"[ \t]*(?:\{{\{{[<%]|\{{%)(?P<tag>[^{{}}]{{0,500}}?){_CLOSES}[ \t]*")
_TITLE = re.compile(
    r"\b(?:title|label|header|heading|name|summary|caption)[ \t]*=[ \t]*(?:\"([^\"]+)\"|'([^']+)')"
)
# {{< tab "Linux" >}}, {{< details "More" >}}: the first word behind the name in quotes.
_FIRST = re.compile(
    r"[-\s]*(?:tab|tabitem|details|expand|panel|card|admonition|accordion)[\w-]*[ \t]+\"([^\"]+)\""
)
_HIGHLIGHT = re.compile(rf"[ \t]*(?:\{{%-?|\{{\{{[<%])\s*highlight\s+[\"']?([\w+#.-]+).*{_CLOSES}[ \t]*")
_END_HIGHLIGHT = re.compile(rf"[ \t]*(?:\{{%-?\s*end|\{{\{{[<%]\s*/\s*)highlight\s*-?{_CLOSES}[ \t]*")
_LONGEST_CODE = 2000  # lines
_QUOTED = re.compile(r"\s*(?:\"([^\"]*)\"|'([^']*)')")
_NAME = re.compile(r"\s*\.?(\w[\w-]*(?:\.\w[\w-]*)*)\s*(?:\||\Z)")
_LINK = re.compile(r"-?\s*(?:link|post_url)\s+(\S+)")
_FILLED = re.compile(r"[\s/]*(?:meta|param|var)\s+[\"']?([\w.-]+)")


def without_highlights(lines: Sequence[str]) -> Iterator[str]:
    """The lines, with code between {% highlight %} and {% endhighlight %} between fences instead."""
    number = 0
    while number < len(lines):
        found = "highlight" in lines[number] and _HIGHLIGHT.fullmatch(lines[number])
        below = range(number + 1, min(len(lines), number + _LONGEST_CODE)) if found else range(0)
        end = next((other for other in below if _END_HIGHLIGHT.fullmatch(lines[other])), None)
        if found and end is not None:
            yield from ("````", *lines[number + 1 : end], "````")
            number = end
        else:
            yield lines[number]
        # One that nothing ends is searched for once.
        if found and end is None:
            yield from lines[number + 1 :]
            return
        number += 1


def title_in(line: str) -> str | None:
    """The title that a line with nothing but a mark states, as in {% tab title="Linux" %}; "" for one without a title."""
    if not (found := _LINE.fullmatch(line)):
        return None
    tag = found["tag"]
    # "end" and a stroke close; what shows a file has no words of its own but its caption.
    if tag.lstrip("- \t").startswith(("/", "end")):
        return ""
    title = _TITLE.search(tag) or _FIRST.match(tag)
    return next(filter(None, title.groups()), "") if title else ""


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """A text without such marks; of a value its words stay, or its name where the text does not state it."""

    def words(found: re.Match[str]) -> str:
        if found["code"] is not None or found["raw"] is not None:
            return found["code"] or found["raw"] or ""
        if found["value"] is not None:
            return _value(found["value"], values)
        if found["tag"] is not None:
            link = _LINK.match(found["tag"])
            return link[1] if link else ""
        named = _FILLED.match(found["short"] or "")
        return values.get(named[1].casefold(), "") if named else ""

    return _MARK.sub(words, text) if "{{" in text or "{%" in text else text


def _value(expression: str, values: Mapping[str, str]) -> str:
    if quoted := _QUOTED.match(expression):
        return quoted[1] or quoted[2] or ""
    if (named := _NAME.match(expression)) is None:
        return ""
    # "page.version" and "Params.version" are what the text itself states as "version".
    return values.get(named[1].rpartition(".")[2].casefold(), named[1])
