"""From data to the weights of the reader: what is in `rag/weights`, and how anyone can make it again."""
