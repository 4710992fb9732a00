"""What the words of PDF pages form: lines, columns, tables, paragraphs, headings, headers and footers."""
