"""PostgreSQL beside a folder: how good the search is, and what it costs as the index grows."""
