"""XML for all formats that use it: safe parsing, walking, and formulas (MathML) as text."""
