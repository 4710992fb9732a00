"""Words that differ: misspelt ones, slips of the tongue, other forms, abbreviations."""
