"""The window: Qt and nothing heavy; everything that works hard runs in the engine process."""
