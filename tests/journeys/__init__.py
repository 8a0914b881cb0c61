"""Whole flows through the real window and the real engine."""
