"""Child processes: starting them so that they end with this one, and speaking with them."""
