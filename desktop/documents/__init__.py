"""The documents pane: what is in the library and what is on its way into it."""
