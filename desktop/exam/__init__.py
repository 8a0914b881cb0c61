"""The exam: questions from the person's own documents, how Lectern does on them, other ways."""
