"""Records of one line: messages of a chat, entries of a log, turns of a transcript."""
