"""`pincite eval`: measures on your own documents, and writes the report for the browser."""
