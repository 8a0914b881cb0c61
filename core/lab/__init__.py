"""The lab: models, instructions and settings side by side on the same questions."""
