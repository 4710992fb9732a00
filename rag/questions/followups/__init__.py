"""A question that leans on an earlier one is made to stand alone, by rules over words."""
