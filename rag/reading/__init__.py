"""The built-in reader: finds the words of a passage that answer a question, with a confidence."""
