"""Examples that a lesson learns from: read from files, made of documents, cleaned, told apart."""
