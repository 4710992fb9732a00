"""What becomes of the arguments of commands and environments that LaTeX and its usual packages have.

A signature has a letter for each argument in braces: "d" is dropped, "t" is text. Options in brackets are dropped.
"""

_DROPPED = {
    "d": (
        "label vspace hspace vskip hskip pagestyle thispagestyle pagenumbering bibliographystyle usepackage RequirePackage "
        "documentclass graphicspath hypersetup lstset captionsetup usetikzlibrary index glossary nocite hyphenation "
        "phantom hphantom vphantom color pagecolor rowcolor columncolor cellcolor newlength newcounter setmainfont setsansfont "
        "setmonofont setdefaultlanguage setotherlanguage selectlanguage includegraphics includepdf usetheme usecolortheme "
        "usefonttheme geometry sisetup includeonly stepcounter refstepcounter bibdata addbibresource makeatletter input "
        "include subfile import enlargethispage column metroset inst orcid orcidlink fnref corref IEEEauthorrefmark footnotemark theoremstyle makeindex printindex AtBeginDocument AtEndDocument "
        "tikzset pgfplotsset setlist vskip bookmarksetup counterwithin linespread cline cmidrule specialrule "
        "institutelogo logo titlegraphic pgfimage foreignlanguageoptions nolinkurlstyle urlstyle markright settowidth "
        "addvspace pgfmathsetmacro DeclareGraphicsExtensions listoffiles bibliography PassOptionsToPackage clearpairofpagestyles"
    ),
    "dd": (
        "setlength addtolength setcounter addtocounter fontsize rule numberwithin markboth settoheight settodepth "
        "newtheoremstyle addtotheorem newacronym newglossary DeclareUnicodeCharacter setbeamertemplate "
        "setbeamercolor setbeamerfont PassOptionsToClass titlespacing renewcommandx counterwithin pdfbookmark"
    ),
    "ddd": "addcontentsline definecolor titleformat DeclareFontShape",
    "dt": (
        "textcolor colorbox parbox raisebox scalebox rotatebox hypertarget hyperlink href foreignlanguage mbox_ "
        "pdftooltip texorpdfstring_ fontspec_ multicolumn_ adjustbox resizebox_ minipage selectfont_ ac_ uncover_ caption_of "
        "captionof shortstack_ tcbox_ textlang"
    ),
    "ddt": "fcolorbox resizebox sidenotetext",
    "td": "texorpdfstring footnotetextcolor",
}  # fmt: skip
SIGNATURES = {name: signature for signature, names in _DROPPED.items() for name in names.split()}

# Commands without arguments that print nothing. Others that no file defines are words of a file with macros.
SILENT = frozenset(
    "centering raggedright raggedleft noindent indent bfseries mdseries itshape slshape scshape upshape rmfamily sffamily "
    "ttfamily normalfont em bf it sl sc rm sf tt tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge "
    "smallskip medskip bigskip smallbreak medbreak bigbreak newpage clearpage cleardoublepage pagebreak nopagebreak "
    "nolinebreak goodbreak tableofcontents listoffigures listoftables lstlistoflistings frontmatter mainmatter backmatter "
    "protect relax null strut vfill vfil vss hfil hss pause onehalfspacing doublespacing singlespacing sloppy fussy "
    "allowbreak nobreak leavevmode unskip ignorespaces ignorespacesafterend expandafter noexpand csname endcsname fi else "
    "or if ifx ifnum ifdim ifthenelse ifdefined newif iftrue global long outer begingroup endgroup bgroup egroup makeatletter "
    "makeatother printbibliography printindex printglossary printglossaries onecolumn twocolumn flushbottom raggedbottom "
    "newblock displaystyle textstyle scriptstyle boldmath unboldmath selectfont today parindent parskip baselineskip "
    "baselinestretch arraystretch textwidth linewidth columnwidth textheight hsize vsize columnsep tabcolsep topsep itemsep "
    "parsep labelsep leftmargin labelwidth paperwidth paperheight topskip obeylines obeyspaces phantomsection penalty "
    "noalign qedhere qedsymbol balance hline endhead endfirsthead endfoot endlastfoot toprule midrule bottomrule "
    "IEEEpeerreviewmaketitle nonumber notag limits nolimits left right middle nobibintoc dimexpr glueexpr advance hbox vbox "
    "vtop hrule vrule kern hskip vskip break eject bye end maketitle cr crcr tabskip widowpenalty clubpenalty the number "
    "thepage thesection thechapter thefigure thetable insertframenumber inserttotalframenumber alert color acknowledgments "
    "frenchspacing nonfrenchspacing columnbreak newline linebreak setstretch documentclass usepackage dotfill hrulefill".split()
)

# The arguments of environments, before their text.
ENVIRONMENTS = {
    "minipage": "d", "varwidth": "d", "multicols": "d", "wrapfigure": "dd", "wraptable": "dd", "thebibliography": "d", "adjustbox": "d",
    "column": "d", "columns": "", "tabular": "d", "tabular*": "dd", "tabularx": "dd", "tabulary": "dd", "longtable": "d",
    "supertabular": "d", "xltabular": "dd", "array": "d", "tblr": "d", "longtblr": "d", "NiceTabular": "d", "subfigure": "d", "subtable": "d",
    "spacing": "d", "otherlanguage": "d", "otherlanguage*": "d", "list": "dd", "threeparttable": "", "sloppypar": "",
    "turn": "d", "rotate": "d", "scope": "", "textblock": "d", "onlyenv": "", "overlayarea": "dd", "changemargin": "dd",
}  # fmt: skip
TABLES = frozenset(
    "tabular tabular* tabularx tabulary longtable supertabular xltabular tblr longtblr NiceTabular".split()
)
MATH_ENVIRONMENTS = frozenset(
    "equation align alignat gather multline eqnarray displaymath math flalign dmath split aligned gathered cases IEEEeqnarray "
    "matrix pmatrix bmatrix vmatrix array".split()
)
LISTS = frozenset(
    "itemize enumerate description compactitem compactenum asparaitem inparaenum list trivlist".split()
)
LEVELS = {
    "part": 1, "chapter": 2, "section": 3, "subsection": 4, "subsubsection": 5, "paragraph": 6, "subparagraph": 7,
    "addpart": 1, "addchap": 2, "addsec": 3,
}  # fmt: skip
FLOATS = {
    "figure": "Figure", "figure*": "Figure", "wrapfigure": "Figure", "SCfigure": "Figure", "table": "Table",
    "table*": "Table", "wraptable": "Table", "longtable": "Table", "sidewaystable": "Table", "sidewaysfigure": "Figure",
    "algorithm": "Algorithm", "listing": "Listing",
}  # fmt: skip
# Raw environments: which of them show their text.
SHOWN_RAW = frozenset(
    "verbatim Verbatim BVerbatim LVerbatim lstlisting minted alltt code pycode luacode shell algorithmic".split()
)
