"""Measuring: question sets, figures, and the reports made of them."""
