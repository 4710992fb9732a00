"""The words of a PDF page: characters, fonts, and where they stand."""
