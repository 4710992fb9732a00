"""The source of truth on disk: documents, passages and their embeddings in SQLite."""
