"""Models: what can be had, fetching and importing it, what is on this computer."""
