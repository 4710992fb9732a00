"""What a block is, where the file does not say so: by its words, and by the blocks around it."""
