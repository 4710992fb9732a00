"""XML: feeds, books, records; and how XML is opened without risk."""
