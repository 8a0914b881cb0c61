"""Opens Office files that are locked with a password ([MS-OFFCRYPTO])."""

import io
from pathlib import Path

from core.errors import DamagedFile, PasswordNeeded, UnsupportedFormat, WrongPassword


def is_locked(path: Path) -> bool:
    """Whether the file is a compound file that holds an encrypted Office package."""
    with path.open("rb") as file:
        if file.read(8) != b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            return False
    from core.parsing.detection import ole_streams

    return "EncryptedPackage" in ole_streams(path)


def unlock(path: Path, name: str, password: str) -> bytes:
    """The package inside.

    Raises:
        PasswordNeeded: no password was given.
        WrongPassword: it does not open the file.
        UnsupportedFormat: locked in a way other than by a password.
        DamagedFile: the encrypted part is broken.
    """
    if not password:
        raise PasswordNeeded(name=name)
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

    opened = io.BytesIO()
    try:
        with path.open("rb") as file:
            locked = msoffcrypto.OfficeFile(file)
            locked.load_key(password=password, verify_password=True)
            locked.decrypt(opened)
    except InvalidKeyError as error:
        raise WrongPassword(name=name) from error
    except DecryptionError as error:
        kind = "a document locked by rights management"
        raise UnsupportedFormat(name=name, format=kind) from error
    except FileFormatError as error:
        raise DamagedFile(name=name) from error
    return opened.getvalue()
