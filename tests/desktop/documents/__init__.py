"""Tests of the documents pane."""
