"""What commands stand for that print one sign, in text and in formulas.

Source: S. Pakin, The Comprehensive LaTeX Symbol List; the names are those of LaTeX, amsmath, amssymb and textcomp.
"""

import unicodedata

# Combining characters by the command that sets an accent.
_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323", "b": "\u0331",
}  # fmt: skip
ACCENTS = frozenset(_ACCENTS)

TEXT = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å", "AA": "Å",
    "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "S": "§", "P": "¶",
    "dag": "†", "ddag": "‡", "copyright": "©", "pounds": "£", "euro": "€", "texteuro": "€", "EUR": "€", "textyen": "¥",
    "textcent": "¢", "textsterling": "£", "textdegree": "°", "degree": "°", "celsius": "°C", "textcelsius": "°C",
    "textmu": "µ", "micro": "µ", "textohm": "Ω", "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾",
    "texttimes": "×", "textdiv": "÷", "textpm": "±", "textregistered": "®", "texttrademark": "™", "textcopyright": "©",
    "textbullet": "•", "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "lq": "‘",
    "rq": "’", "textquotedblleft": "“", "textquotedblright": "”", "quotedblbase": "„", "quotesinglbase": "‚", "glqq": "„",
    "grqq": "“", "glq": "‚", "grq": "‘", "flqq": "«", "frqq": "»", "flq": "‹", "frq": "›", "guillemotleft": "«",
    "guillemotright": "»", "og": "« ", "fg": " »", "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^",
    "textunderscore": "_", "textbar": "|", "textless": "<", "textgreater": ">", "textbraceleft": "{", "textquotesingle": "'",
    "textbraceright": "}", "textdollar": "$", "textperthousand": "‰", "textellipsis": "…", "ldots": "…", "dots": "…",
    "textrightarrow": "→", "textleftarrow": "←", "textsection": "§", "textparagraph": "¶", "textnumero": "№", "slash": "/",
    "ie": "i.e.", "eg": "e.g.", "etal": "et al.", "etc": "etc.", "cf": "cf.", "vs": "vs.", "wrt": "w.r.t.",
    "LaTeX": "LaTeX", "LaTeXe": "LaTeX2e", "TeX": "TeX", "BibTeX": "BibTeX", "XeTeX": "XeTeX", "LuaTeX": "LuaTeX",
    "textvisiblespace": "␣", "checkmark": "✓", "cmark": "✓", "xmark": "✗", "textexclamdown": "¡", "textquestiondown": "¿",
    "&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", " ": " ", "\n": " ", ",": " ", ";": " ", ":": " ",
    "quad": " ", "qquad": " ", "enspace": " ", "thinspace": " ", "space": " ", "nobreakspace": " ", "par": "\n", "newline": " ",
    "linebreak": " ", "hfill": " ", "dotfill": " ", "tabularnewline": " ", "textsuperscript": "", "-": "", "/": "",
    "@": "", "!": "",
}  # fmt: skip

MATH = {
    **dict(
        pair.split(":") for pair in (
            "alpha:α beta:β gamma:γ delta:δ epsilon:ε varepsilon:ε zeta:ζ eta:η theta:θ vartheta:ϑ iota:ι kappa:κ lambda:λ "
            "mu:μ nu:ν xi:ξ pi:π rho:ρ varrho:ϱ sigma:σ varsigma:ς tau:τ upsilon:υ phi:φ varphi:φ chi:χ psi:ψ omega:ω "
            "Gamma:Γ Delta:Δ Theta:Θ Lambda:Λ Xi:Ξ Pi:Π Sigma:Σ Upsilon:Υ Phi:Φ Psi:Ψ Omega:Ω "
            "times:× cdot:· div:÷ pm:± mp:∓ ast:* star:⋆ circ:° degree:° bullet:• oplus:⊕ otimes:⊗ odot:⊙ wedge:∧ land:∧ "
            "vee:∨ lor:∨ neg:¬ lnot:¬ cap:∩ cup:∪ setminus:∖ le:≤ leq:≤ leqslant:≤ ge:≥ geq:≥ geqslant:≥ ne:≠ neq:≠ "
            "approx:≈ equiv:≡ sim:~ simeq:≃ cong:≅ propto:∝ ll:≪ gg:≫ lt:< gt:> in:∈ notin:∉ ni:∋ subset:⊂ subseteq:⊆ "
            "supset:⊃ supseteq:⊇ emptyset:∅ varnothing:∅ forall:∀ exists:∃ nexists:∄ infty:∞ partial:∂ nabla:∇ sum:∑ prod:∏ "
            "int:∫ iint:∬ oint:∮ to:→ rightarrow:→ leftarrow:← leftrightarrow:↔ longrightarrow:→ Rightarrow:⇒ Leftarrow:⇐ "
            "Leftrightarrow:⇔ iff:⇔ implies:⇒ mapsto:↦ uparrow:↑ downarrow:↓ ldots:… cdots:… dots:… dotsc:… dotsb:… vdots:⋮ "
            "ddots:⋱ langle:⟨ rangle:⟩ lfloor:⌊ rfloor:⌋ lceil:⌈ rceil:⌉ vert:| Vert:‖ mid:| parallel:∥ perp:⊥ angle:∠ "
            "triangle:△ square:□ Box:□ blacksquare:■ qed:∎ hbar:ℏ ell:ℓ Re:ℜ Im:ℑ aleph:ℵ prime:′ dagger:† ddagger:‡ "
            "cdotp:· lbrace:{ rbrace:} lbrack:[ rbrack:] backslash:\\ bigcup:⋃ bigcap:⋂ models:⊨ vdash:⊢ top:⊤ bot:⊥ "
            "percent:% lvert:| rvert:| lVert:‖ rVert:‖ wp:℘ because:∵ therefore:∴ checkmark:✓"
        ).split()
    ),
    "colon": ":", ",": " ", ";": " ", ":": " ", " ": " ", "!": "", ">": " ", "quad": " ", "qquad": " ", "|": "‖", "{": "{",
    "}": "}", "%": "%", "$": "$", "#": "#", "&": "&", "_": "_", "-": "", "\n": " ",
}  # fmt: skip
FUNCTIONS = frozenset(
    "sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan log ln lg exp max min sup inf lim limsup liminf det dim "
    "ker gcd deg arg hom Pr mod argmax argmin".split()
)

# siunitx. A prefix is set before its unit without a space.
UNITS = dict(
    pair.split(":")
    for pair in (
        "metre:m meter:m gram:g kilogram:kg second:s minute:min hour:h day:d ampere:A kelvin:K mole:mol candela:cd hertz:Hz "
        "newton:N pascal:Pa joule:J watt:W coulomb:C volt:V farad:F ohm:Ω siemens:S weber:Wb tesla:T henry:H celsius:°C "
        "degreeCelsius:°C lumen:lm lux:lx becquerel:Bq gray:Gy sievert:Sv litre:L liter:L tonne:t electronvolt:eV bar:bar "
        "degree:° percent:% byte:B bit:bit decibel:dB dalton:Da hectare:ha arcminute:′ arcsecond:″ radian:rad steradian:sr "
        "yocto:y zepto:z atto:a femto:f pico:p nano:n micro:µ milli:m centi:c deci:d deca:da hecto:h kilo:k mega:M giga:G "
        "tera:T peta:P exa:E kibi:Ki mebi:Mi gibi:Gi squared:² cubed:³ square:² cubic:³ per:/ "
        "m:m cm:cm mm:mm km:km um:µm nm:nm g:g kg:kg mg:mg s:s ms:ms us:µs ns:ns Hz:Hz kHz:kHz MHz:MHz GHz:GHz V:V mV:mV kV:kV "
        "A:A mA:mA W:W kW:kW mW:mW N:N kN:kN Pa:Pa kPa:kPa MPa:MPa J:J kJ:kJ eV:eV keV:keV MeV:MeV GeV:GeV K:K l:l ml:ml dB:dB"
    ).split()
)


def accented(accent: str, letter: str) -> str:
    """A letter under an accent; the dotless i and j are ordinary ones under it."""
    base = {"ı": "i", "ȷ": "j"}.get(letter[:1], letter[:1])
    return unicodedata.normalize("NFC", base + _ACCENTS[accent]) + letter[1:] if base else ""
