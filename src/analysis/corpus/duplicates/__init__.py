"""Which articles are copies of one text, and how they differ."""
