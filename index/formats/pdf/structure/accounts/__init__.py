"""Accounts in PDF: tables of labels and figures, with the years and the units of their figures."""
