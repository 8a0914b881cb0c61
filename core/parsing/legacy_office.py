"""Reads old Word and PowerPoint files (.doc, .ppt) through LibreOffice, where it is installed."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Generator
from pathlib import Path

from core import registry
from core.errors import ConverterMissing, DamagedFile, TooSlow
from core.events import Progress, Stage
from core.parsing.detection import detect, ole_streams
from core.types import ParsedDocument

_SECONDS = 120
_NEWER = {"PowerPoint Document": "pptx", "WordDocument": "docx"}
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)


class LegacyOfficeParser:
    """Old Word and PowerPoint files; see core.protocols.Parser."""

    def parse(
        self, path: Path, name: str, password: str = ""
    ) -> Generator[Progress, None, ParsedDocument]:
        """Convert the file, then read what came out.

        Raises:
            ConverterMissing: LibreOffice is not installed.
            TooSlow: the conversion took more than two minutes.
            DamagedFile: LibreOffice could not read it.
        """
        yield Progress(Stage.READING, 0, 1)
        streams = ole_streams(path)
        newer = next((kind for sign, kind in _NEWER.items() if sign in streams), "xlsx")
        converter = find_converter()
        if not converter:
            raise ConverterMissing(name=name, newer=f".{newer}")
        with tempfile.TemporaryDirectory(prefix="lectern-") as folder:
            converted = _convert(converter, path, name, newer, Path(folder))
            parser = registry.resolve("parsers", detect(converted, name))()
            document: ParsedDocument = yield from parser.parse(converted, name, password)
        return document


def find_converter() -> str:
    """LibreOffice's program, "" when it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _USUAL_PLACES if os.access(place, os.X_OK)), "")


def _convert(converter: str, path: Path, name: str, newer: str, folder: Path) -> Path:
    source = folder / f"original.{newer[:-1]}"
    shutil.copyfile(path, source)
    command = [
        converter,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--convert-to",
        newer,
        "--outdir",
        str(folder),
        str(source),
    ]
    hidden: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
            creationflags=hidden,
        )
    except subprocess.TimeoutExpired as error:
        raise TooSlow(name=name, seconds=_SECONDS) from error
    converted = folder / f"original.{newer}"
    if not converted.exists():
        raise DamagedFile(name=name)
    return converted
