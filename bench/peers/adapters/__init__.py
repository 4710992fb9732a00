"""An adapter for each library, which uses it as its own documentation shows: nothing tuned, nothing left out."""
