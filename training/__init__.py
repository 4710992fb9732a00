"""From data to the weights of the reader: makes the files of `rag/weights`."""
