"""From a question to a formula by rules: plain questions about a column, and questions about accounts."""
