"""Readers of document formats: a file for each family, and parse.py that picks one by content."""
