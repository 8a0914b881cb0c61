"""Teaching a writing model: what to learn from, how it fits, how it goes, whether it helped."""
