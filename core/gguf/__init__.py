"""Files in the format GGUF, read without the library that uses them."""
