"""Judging found passages anew, each against the question."""
