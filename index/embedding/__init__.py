"""Texts to vectors: what an embedding model has to give, the one that comes with Pincite, and one for other languages."""
