"""XML files that people read: feeds, books, and records of any kind."""
