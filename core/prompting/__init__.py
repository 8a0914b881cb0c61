"""Instructions for writing models: the program's, the person's own, and their versions."""
