"""Compares Pincite with other libraries: the same documents, questions, weights and machine, in one run."""
