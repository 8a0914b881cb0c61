"""Lectern's GUI-free core: everything the program can do, without a window."""

__version__ = "0.1.0"
