"""One module for each method of teaching; core/training/method.py says what a method does."""
