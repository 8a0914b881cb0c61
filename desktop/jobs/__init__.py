"""Background work: the line at the bottom and the list it opens into."""
