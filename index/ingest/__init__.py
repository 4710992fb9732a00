"""Files and folders into the index: what has changed is read, embedded and saved, one change at a time."""
