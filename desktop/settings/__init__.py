"""What a person can set, applied at once."""
