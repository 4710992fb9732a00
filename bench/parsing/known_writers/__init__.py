"""Writes a known text in every format that Pincite reads: one module for each family of formats."""
