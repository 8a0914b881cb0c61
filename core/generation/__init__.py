"""From passages to an answer: writing it, citing it, verifying it, exporting it."""
