"""Child processes for what may be hostile, heavy or hang."""
