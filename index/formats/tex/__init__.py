"""TeX and LaTeX, read as they are typeset."""
