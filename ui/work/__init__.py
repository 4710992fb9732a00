"""Work that a server does for others: jobs, the line in which questions wait, answers that are kept, uploads."""
