"""Finding chunks for a question: by meaning, by words, by both; plan.py chooses."""
