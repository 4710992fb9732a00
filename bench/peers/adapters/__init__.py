"""One file a library, each used as its own documentation shows: nothing tuned, nothing left out."""
