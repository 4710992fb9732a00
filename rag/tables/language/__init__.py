"""The small language of what is computed from a table: formulas, their values, and how they are said."""
