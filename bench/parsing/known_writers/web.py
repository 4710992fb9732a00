"""Known text as a web page, with a menu, a sidebar and a footer around it, and as an EPUB."""

import random
from html import escape

from bench.parsing.known_files import FOOTER, MENU, SIDEBAR, Answers, KnownFile
from bench.parsing.known_text import Element, Footnote, Heading, KnownText, ListItem, Paragraph, Path, Table
from bench.parsing.known_writers.packing import zipped

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><meta name="author" content="{author}">
<style>p {{ margin: 0 }}</style><script>var text = "not to be read";</script></head>
<body>
<header><nav aria-label="Main"><ul><li><a href="/">Home</a></li><li><a href="/login">{menu}</a></li></ul></nav></header>
<aside class="sidebar"><h3>{sidebar}</h3><ul><li><a href="/1">Ten tips</a></li></ul></aside>
<main><article>
{content}
</article></main>
<footer><p>{footer}</p></footer>
</body></html>
"""
_XHTML = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><head><title>{title}</title></head>
<body>
{content}
</body></html>
"""
_CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"""
_OPF = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">known</dc:identifier>
<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><dc:language>en</dc:language></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>{items}</manifest>
<spine>{spine}</spine></package>
"""


def write_html(text: KnownText) -> KnownFile:
    """Writes a page with menu, sidebar and footer."""
    answers = Answers()
    content = page_body(list(text.parts()), answers)
    page = _PAGE.format(
        title=escape(text.title),
        author=text.author,
        menu=MENU,
        sidebar=SIDEBAR,
        footer=FOOTER,
        content=content,
    )
    unwanted = (MENU, SIDEBAR, FOOTER, "not to be read")
    return answers.file("html", "known.html", page.encode(), unwanted)


def page_body(parts: list[tuple[Path, Element]], answers: Answers) -> str:
    """HTML of the elements, with footnotes at the end and markup around some words."""
    # Fixed, so that equal texts give equal files.
    chance = random.Random(0)
    lines: list[str] = []
    notes: list[Footnote] = []
    in_list = ""
    for path, element in parts:
        answers.element(element, path)
        wanted = ("ol" if element.number else "ul") if isinstance(element, ListItem) else ""
        # A list that begins with 1 again is a new one, even right behind another.
        if in_list != wanted or (isinstance(element, ListItem) and element.number == 1):
            lines += [f"</{in_list}>"] * bool(in_list) + [f"<{wanted}>"] * bool(wanted)
            in_list = wanted
        lines.append(_element(element, chance))
        if isinstance(element, Paragraph) and element.footnote:
            notes.append(element.footnote)
    lines += [f"</{in_list}>"] if in_list else []
    lines += [
        f'<p id="n{note.number}">{note.number}. {escape(" ".join(note.sentences))}</p>' for note in notes
    ]
    return "\n".join(line for line in lines if line)


def _element(element: Element, chance: random.Random) -> str:
    match element:
        case Heading():
            return f"<h{element.level}>{escape(element.text)}</h{element.level}>"
        case Paragraph():
            number = element.footnote.number if element.footnote else ""
            mark = f'<sup><a href="#n{number}">{number}</a></sup>' if number else ""
            return f"<p>{_prose(element.sentences, chance)}{mark}</p>"
        case ListItem():
            return f"<li>{_prose(element.sentences, chance)}</li>"
        case Table():
            head = "".join(f"<th>{escape(cell)}</th>" for cell in element.header)
            rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in element.rows)
            body = "".join(f"<tr>{row}</tr>\n" for row in rows)
            return f"<table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>"
        case _:
            return ""


def _prose(sentences: tuple[str, ...], chance: random.Random) -> str:
    """Words, some with tags around them and some followed by a line break in the source."""
    words = [escape(word) for sentence in sentences for word in sentence.split(" ")]
    for place in range(0, len(words), 9):
        tag = chance.choice(("em", "b", "a", "span", ""))
        if tag:
            words[place] = f"<{tag}>{words[place]}</{tag}>"
        else:
            # Entities and line breaks in the source, which a browser shows as letters and spaces.
            words[place] = words[place].replace("é", "&eacute;") + "\n "
    return " ".join(words)


def write_epub(text: KnownText) -> KnownFile:
    """Writes a file for each chapter, and a table of contents."""
    answers = Answers()
    chapters = text.chapters()
    files = {"OEBPS/content.opf": _package(text, len(chapters)), "META-INF/container.xml": _CONTAINER}
    links = []
    for number, parts in enumerate(chapters):
        title = escape(parts[0][0][0])
        # XML does not know the entities of HTML.
        content = page_body(parts, answers).replace("&eacute;", "é")
        files[f"OEBPS/c{number}.xhtml"] = _XHTML.format(title=title, content=content)
        links.append(f'<li><a href="c{number}.xhtml">{title}</a></li>')
    nav = f'<nav xmlns:epub="http://www.idpf.org/2007/ops" epub:type="toc"><ol>{"".join(links)}</ol></nav>'
    files["OEBPS/nav.xhtml"] = _XHTML.format(title="Contents", content=nav)
    return answers.file("epub", "known.epub", zipped(files, mimetype="application/epub+zip"))


def _package(text: KnownText, chapters: int) -> str:
    items = (
        f'<item id="c{number}" href="c{number}.xhtml" media-type="application/xhtml+xml"/>'
        for number in range(chapters)
    )
    spine = (f'<itemref idref="c{number}"/>' for number in range(chapters))
    return _OPF.format(
        title=escape(text.title), author=text.author, items="".join(items), spine="".join(spine)
    )
