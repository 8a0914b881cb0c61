"""Drawing lots that come out the same each time."""

import hashlib


def lot(*parts: object) -> str:
    """What is drawn for something: hexadecimal digits that sort as a shuffle would."""
    return hashlib.sha256("\0".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()
