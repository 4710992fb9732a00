"""The search of one process: FAISS and tantivy, over files beside the store."""
