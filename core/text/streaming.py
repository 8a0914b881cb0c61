"""Text that comes in pieces."""


def begun(text: str, mark: str) -> int:
    """Characters at the end of a text that begin a mark, which the next piece may complete."""
    for length in range(min(len(text), len(mark) - 1), 0, -1):
        if text.endswith(mark[:length]):
            return length
    return 0
