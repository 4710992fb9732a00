"""The command `pincite`."""
