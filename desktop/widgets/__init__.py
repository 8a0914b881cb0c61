"""Controls that more than one pane uses."""
