"""The command `pincite`, with a module for each group of subcommands."""
