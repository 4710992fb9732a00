"""XML for every format that is made of it: opened without risk, walked, and formulas (MathML) as text."""
