"""Lessons: what is taught to a model, by which plan, how it goes and what came of it."""
