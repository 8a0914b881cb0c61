"""The reader: the document itself, at the cited place, with the words painted."""
