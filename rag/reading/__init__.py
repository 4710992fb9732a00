"""The built-in reader: which words of a passage answer a question, and how sure that is."""
