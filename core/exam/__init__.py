"""The exam: questions from a person's own documents, taken with each way of searching."""
