"""Reads any document: finds its type by content, hands it to its parser, names every failure."""

import tempfile
from collections.abc import Generator
from pathlib import Path

from core import registry
from core.errors import DamagedFile, FileVanished, LecternError, ReadingError, TooLarge
from core.events import Progress
from core.parsing import locked_office
from core.parsing.detection import detect
from core.types import ParsedDocument

__all__ = ["detect", "parse"]


def parse(path: Path, name: str, password: str = "") -> Generator[Progress, None, ParsedDocument]:
    """Read the file at `path`, called `name` by the person; the text is never empty.

    Raises:
        ReadingError: one of its named children, whatever went wrong.
    """
    try:
        if locked_office.is_locked(path):
            return (yield from _parse_locked(path, name, password))
        return (yield from _parse_open(path, name, password))
    except LecternError:
        raise
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        raise FileVanished(name=name) from error
    except MemoryError as error:
        raise TooLarge(name=name, limit="memory") from error
    except RecursionError as error:
        raise TooLarge(name=name, limit="nesting") from error
    except ImportError as error:
        raise ReadingError(name=name) from error
    except Exception as error:
        raise DamagedFile(name=name) from error


def _parse_open(path: Path, name: str, password: str) -> Generator[Progress, None, ParsedDocument]:
    parser = registry.resolve("parsers", detect(path, name))()
    document: ParsedDocument = yield from parser.parse(path, name, password)
    return document


def _parse_locked(
    path: Path, name: str, password: str
) -> Generator[Progress, None, ParsedDocument]:
    content = locked_office.unlock(path, name, password)
    with tempfile.TemporaryDirectory(prefix="lectern-") as folder:
        opened = Path(folder) / "opened"
        opened.write_bytes(content)
        return (yield from _parse_open(opened, name, ""))
