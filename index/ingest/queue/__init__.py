"""Files that several processes read for one index: queued in its database, taken up by whoever is free."""
