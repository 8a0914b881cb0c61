"""The Ask pane: conversations, answers whose sentences open their source, the composer."""
