"""Tables of every format: which rows name the columns, and how rows are written as text."""
