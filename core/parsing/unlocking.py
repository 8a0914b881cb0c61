"""Makes an unlocked copy of a document that is locked with a password."""

from pathlib import Path

from core.parsing import locked_office
from core.parsing.mupdf import mupdf
from core.parsing.pdf import open_pdf


def unlock(path: Path, name: str, password: str, target: Path) -> None:
    """Write to `target` what the file at `path` holds, without its lock.

    Only this copy can be drawn later, when nobody is there to give the password.

    Raises:
        WrongPassword: the password does not open it.
        DamagedFile: it is broken inside.
    """
    if locked_office.is_locked(path):
        target.write_bytes(locked_office.unlock(path, name, password))
        return
    document = open_pdf(path, name, password)
    try:
        document.save(str(target), encryption=mupdf().PDF_ENCRYPT_NONE, no_new_id=True)
    finally:
        document.close()
