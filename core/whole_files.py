"""Small files that a crash leaves as they were or as they are to be, never half of either."""

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` in the place of a file; only the person's own account may read it.

    Several may write one file at once: the last one counts. The folder must be there.

    Raises:
        OSError: it cannot be written; what was there stays.
    """
    # mkstemp gives each writer a name of its own, and makes files that nobody else may read.
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
