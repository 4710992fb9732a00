"""Known text as LaTeX, with comments, a macro and a table with rules."""

from bench.parsing.known_files import Answers, KnownFile
from bench.parsing.known_text import Heading, KnownText, ListItem, Paragraph, Table

_LEVELS = ("section", "subsection", "subsubsection")
_SIGNS = {
    **{sign: f"\\{sign}" for sign in "%&$#_{}"},
    "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "'": "\\textquotesingle{}", "`": "\\lq{}",
    "–": "--", "—": "---", "“": "``", "”": "''", "é": "\\'e", "ü": '\\"{u}', "ß": "\\ss{}", "°": "\\textdegree{}",
}  # fmt: skip


def write_tex(text: KnownText) -> KnownFile:
    """Writes LaTeX; a footnote stands at the end of its paragraph, and headings have no numbers."""
    answers = Answers()
    answers.text(text.title, text.author)
    blocks = [
        "\\documentclass{article}\n\\usepackage{booktabs} % for its rules\n\\newcommand{\\strong}[1]{\\textbf{#1}}\n"
        f"\\title{{{_escaped(text.title)}}}\n\\author{{{_escaped(text.author)}}}\n\\begin{{document}}\n\\maketitle"
    ]
    for path, element in text.parts():
        answers.element(element, path)
        match element:
            case Heading():
                blocks.append(f"\\{_LEVELS[element.level - 1]}*{{{_escaped(element.text)}}}\\label{{x}}")
            case Paragraph():
                note = element.footnote
                words = " ".join(map(_escaped, element.sentences))
                mark = f"\\footnote{{{' '.join(map(_escaped, note.sentences))}}}" if note else ""
                blocks.append(f"% a comment\n{words}{mark}")
            case ListItem():
                name = "enumerate" if element.number else "itemize"
                words = " ".join(map(_escaped, element.sentences))
                number = f"[{element.number}.]" if element.number else ""
                blocks.append(f"\\begin{{{name}}}\n\\item{number} {words}\n\\end{{{name}}}")
            case Table():
                head, *rows = (
                    " & ".join(map(_escaped, row)) + " \\\\" for row in (element.header, *element.rows)
                )
                lines = ["\\toprule", f"{head} \\midrule", *rows, "\\bottomrule"]
                columns = "l" * len(element.header)
                blocks.append("\n".join([f"\\begin{{tabular}}{{{columns}}}", *lines, "\\end{tabular}"]))
    return answers.file("tex", "known.tex", "\n\n".join([*blocks, "\\end{document}"]).encode())


def _escaped(text: str) -> str:
    return "".join(_SIGNS.get(sign, sign) for sign in text)
