"""Files that are mapped into memory and written to there."""

import errno
import os
from typing import BinaryIO


def reserve(file: BinaryIO, size: int) -> None:
    """Make a file so many zeros, with its place on the disk taken where the system can do that: a
    page that finds the disk full when it is written ends the process without a word.

    Raises:
        OSError: the disk has no room.
    """
    file.truncate(size)
    if not hasattr(os, "posix_fallocate"):
        return
    try:
        os.posix_fallocate(file.fileno(), 0, size)
    except OSError as error:
        # Not every kind of disk can.
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise
