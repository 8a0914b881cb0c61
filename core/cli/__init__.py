"""The command line: the verbs for a terminal or a script, with JSON that stays stable."""

from core.cli.entry import main

__all__ = ["main"]
