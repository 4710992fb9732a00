"""Texts to vectors: what an embedding model has to give, and the one that comes with Pincite."""
