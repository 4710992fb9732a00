"""From passages to prose in which every sentence is pinned: sources, draft, alignment, repair."""
