"""PDF: words with their places on the page, put in reading order."""
