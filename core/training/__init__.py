"""Training, inside the trainer process: bases, methods, the loop, checkpoints, exports."""
