"""Search in the PostgreSQL that also has the store: vectors with pgvector, and words as packed postings."""
