"""Many visitors of the page at once, as the page's own protocol has it."""
