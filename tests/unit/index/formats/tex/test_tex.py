"""TeX is read as it is typeset."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.formats import File, read_file
from index.formats.tex.reader import read_tex


def read(text):
    return read_tex(File(name="a.tex", data=text.encode(), strict=True))


def blocks(text):
    extract = read(text)
    return [(block.kind, extract.text[block.start : block.end]) for block in extract.blocks]


def words(text):
    return "\n".join(block for _, block in blocks(text))


PAPER = r"""\documentclass{article}
\newcommand{\sys}{\textsc{Heron}}
\newcommand{\pair}[2][one]{#1 and #2}
% not this
\title{\sys{}: a router}
\author{L. Moreau\thanks{Paid by none.} \and A. Petrov \\ Somewhere}
\date{2024-02-29}
\begin{document}
\maketitle
\section{Methods}\label{sec:m} % nor this
\sys{} routes \emph{well}~\cite{kim}, see Table~\ref{t} and \S\ref{sec:m}.\footnote{Except run 4.}

\subsection*{Data}
As \pair{two} and \pair[three]{four} say.
\begin{table}
\caption{Delivery}\label{t}
\begin{tabular}{lr}\toprule System & Rate (\%)\\ \midrule
\sys & 97.8\\ \bottomrule\end{tabular}
\end{table}
It ends.
\begin{thebibliography}{9}
\bibitem{kim} Kim: \emph{Radio}. 2019.
\end{thebibliography}
\end{document}
Behind the end.
"""


def test_a_paper_is_read_as_it_is_printed_with_its_numbers_and_its_table():
    assert blocks(PAPER) == [
        ("title", "Heron: a router"),
        ("paragraph", "Authors: L. Moreau, A. Petrov, Somewhere"),
        ("paragraph", "2024-02-29"),
        ("heading", "1 Methods"),
        ("paragraph", "Heron routes well [1], see Table 1 and §1."),
        ("note", "Except run 4."),
        ("heading", "Data"),
        ("paragraph", "As one and two and three and four say. It ends."),
        ("caption", "Table 1: Delivery"),
        ("table_header", "System | Rate (%)"),
        ("table_row", "System: Heron | Rate (%): 97.8"),
        ("list_item", "[1] Kim: Radio. 2019."),
    ]
    extract = read(PAPER)
    assert extract.title == "Heron: a router"
    assert extract.metadata == {"author": "L. Moreau; A. Petrov", "date": "2024-02-29"}
    assert [section.name for section in extract.sections] == ["1 Methods", "1 Methods > Data"]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("``It's'' --- 3--5 {\\bf or} more\\ldots", "“It’s” — 3–5 or more…"),
        ("Caf\\'e, \\\"{u}ber, \\c{c}a, \\v s, na\\\"\\i ve, \\o re, Stra\\ss e", "Café, über, ça, š, naïve, øre, Strasse".replace("ss", "ß")),
        ("10\\,000~kg at 5\\,\\% \\& \\$3, \\textbackslash", "10 000 kg at 5 % & $3, \\"),
        ("\\SI{3.5}{\\kilo\\metre\\per\\hour}, \\num{2e3}, \\qty{40}{\\percent}", "3.5 km/h, 2 × 10^3, 40 %"),
        ("\\href{https://a.b}{here}, \\url{https://c.d/e_f%20g}", "here, https://c.d/e_f"),
        ("\\textcolor{red}{Hot} \\vspace{1em}\\hspace*{2cm}\\includegraphics[width=3cm]{a.png}words", "Hot words"),
        ("\\verb|\\a{b} % c| and \\texttt{--all}", "\\a{b} % c and --all"),
        ("one % two\n  three", "one three"),
        ("a\\iffalse b\\fi c", "a c"),
        ("$\\alpha \\le 10^{-3}$, $\\frac{a+b}{2}$, $x_{ij}^2$, $\\sqrt{n}$", "α ≤ 10⁻³, (a+b)/2, x_ij², √(n)"),
        ("It is\n\\begin{equation}\n  E = m c^2 \\label{e}\n\\end{equation}\nhere.", "It is E = m c² here."),
        ("It costs \\$5 or $ 6 so.", "It costs $5 or $ 6 so."),
        ("\\enquote{Yes}\\index{yes}\\label{x}.", "“Yes”."),
        ("\\usepackage[ngerman]{babel}\"Uber \"`Gr\"o\"se\"' --", "Über „Größe“ –"),
        ("\\sys routes \\bool{} and \\foo{this}.", "sys routes bool and this."),
    ],
)  # fmt: skip
def test_signs_accents_quantities_and_formulas_are_printed(written, printed):
    assert words(written) == printed


def test_lists_have_their_numbers_and_terms():
    text = r"""\begin{enumerate}
\item Open it.
\item Close it: \begin{enumerate} \item left \item right \end{enumerate}
\end{enumerate}
\begin{description}\item[Node] a sensor\end{description}
\begin{itemize}\item[--] loose \item tight\end{itemize}"""
    assert [block for _, block in blocks(text)] == [
        "1. Open it.",
        "2. Close it:",
        "(a) left",
        "(b) right",
        "Node: a sensor",
        "– loose",
        "tight",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        r"\begin{tabular}{|l|r|r|}\hline Name & Height & Width\\\hline A & 1 & 2\\ B & 3 & 4\\\hline\end{tabular}",
        r"\begin{tabularx}{\textwidth}{lXr}\toprule Name & Height & Width\\\midrule A&1&2\\[2pt] B&3&4\\\bottomrule\end{tabularx}",
        r"\begin{longtable}{lrr}\caption{}\\ Name & Height & Width\\\endfirsthead Name & Height & Width\\\endhead "
        r"\multicolumn{3}{r}{go on}\\\endfoot A & 1 & 2\\ B & 3 & 4\\\end{longtable}",
    ],
)
def test_tables_name_their_columns_in_each_row(rows):
    assert [block for _, block in blocks(rows)] == [
        "Name | Height | Width",
        "Name: A | Height: 1 | Width: 2",
        "Name: B | Height: 3 | Width: 4",
    ]


def test_cells_over_several_rows_and_columns_are_known_to_each():
    text = (
        r"\begin{tabular}{lrr}\toprule & \multicolumn{2}{c}{2024}\\ City & in & out\\\midrule "
        r"\multirow{2}{*}{Bath} & 1 & 2\\ & 3 & 4\\\bottomrule\end{tabular}"
    )
    rows = [block for kind, block in blocks(text) if kind == "table_row"]
    assert [("Bath" in row, "2024" in row) for row in rows] == [(True, True), (True, True)]


def test_lines_below_some_columns_are_no_cells_and_notes_of_cells_stand_below_the_table():
    text = r"\begin{tabular}{ll}\toprule Name & Mass\\\cmidrule(lr){1-2} \cmidrule(l{2pt}r{2pt}){1-2} A & 1\footnote{Dry.}\\\cline{1-2} B & 2\\\end{tabular}"
    assert [block for _, block in blocks(text)][-3:] == ["Name: A | Mass: 1", "Name: B | Mass: 2", "Dry."]


def test_each_line_of_a_curriculum_is_a_paragraph():
    text = r"\cventry{2019--2023}{Engineer}{Acme}{Porto}{}{Built it.}\cvitem{Languages}{Portuguese}"
    assert [block for _, block in blocks(text)] == [
        "2019–2023, Engineer, Acme, Porto, Built it.",
        "Languages, Portuguese",
    ]


def test_slides_have_their_titles_and_code_stays_as_it_is():
    text = "\\begin{frame}[fragile]{Costs}\n\\begin{itemize}\\item<2-> Five \\pause\\end{itemize}\n\\begin{lstlisting}[language=C]\nint a; % no comment\n\\end{lstlisting}\\end{frame}"
    assert blocks(text) == [("heading", "Costs"), ("list_item", "Five"), ("code", "int a; % no comment")]


def test_a_part_of_a_book_has_no_numbers_and_names_what_it_takes_in():
    extract = read(r"\chapter{One} See \ref{x}. \input{two} \include{three}")
    assert extract.text == "One\n\nSee."
    assert extract.report.notes == (
        'It takes in other files, which are documents of their own: "two", "three".',
    )


def test_a_file_that_prints_nothing_is_code():
    assert blocks("% settings\n\\setlength{\\parindent}{0pt}\n") == [
        ("code", "% settings\n\\setlength{\\parindent}{0pt}")
    ]


@pytest.mark.parametrize(
    "hostile",
    [
        "\\def\\a{\\a\\a}\\a",
        "\\def\\a#1{#1#1}\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{words}}}}}}}}}}}}}}}}",
        "\\newcommand{\\a}[1]{\\a{#1#1}}\\a{words}",
        "\\let\\a\\b\\let\\b\\a\\a",
        "\\renewcommand{\\section}{\\section}\\section{words}",
        "".join("\\def\\" + chr(97 + n) + "x{" + ("\\" + chr(98 + n) + "x") * 9 + "}" for n in range(24))
        + "\\ax",
        "{" * 30_000,
        "\\footnote{" * 3_000,
        "\\begin{itemize}\\item " * 2_000,
        "\\begin{tabular}{l} & " * 2_000,
        "$\\frac{" * 3_000,
        "\\[" * 5_000,
        "\\begin{verbatim}" * 2_000,
        "#1#2\\csname" * 3_000,
        "\\begin{tabular}{l}\\cmidrule(l}" * 500,
    ],
)
def test_hostile_macros_and_what_nothing_closes_end_soon_and_raise_nothing(hostile):
    begun = time.process_time()
    extract = read(f"Before. {hostile}")
    assert time.process_time() - begun < 5
    assert extract.text.startswith("Before.")
    assert len(extract.text) < 1_000_000


_PIECES = st.sampled_from(
    ["\\a", "\\b{", "}", "{", "$", "$$", "\\begin{tabular}{l}", "\\end{tabular}", "&", "\\\\", "\\item", "%", "\n", "\n\n", "#1", "[", "]",
     "\\def\\a#1{", "\\newcommand{\\b}[2]{", "\\begin{itemize}", "\\end{itemize}", "\\caption{", "\\begin{table}", "\\end{table}",
     "\\footnote{", "words ", "\\section{", "\\verb|", "\\'", "_", "^", "\\frac", "\\[", "\\]", "\\multirow{2}", "\\bibitem{", "\\cite{a}",
     "\\begin{document}", "\\end{document}", "\\end", "\\begin", "\\maketitle", "\\author{", "\\SI{1}", "~"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=30))
def test_any_order_of_commands_gives_blocks_that_are_in_the_text(pieces):
    extract = read("".join(pieces))
    before = 0
    for block in extract.blocks:
        assert before <= block.start < block.end <= len(extract.text)
        before = block.end
    assert "\0" not in extract.text


def test_the_names_of_tex_files_are_known():
    for name in ("a.tex", "a.ltx", "a.latex"):
        assert read_file(File(name=name, data=b"\\section{One}\nWords.")).text == "One\n\nWords."
