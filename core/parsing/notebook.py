"""Reads Jupyter notebooks (.ipynb): their Markdown, code and text output."""

import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

from core.errors import DamagedFile
from core.events import Progress, Stage
from core.parsing.markdown import write_markdown
from core.parsing.text_builder import TextBuilder
from core.parsing.whole_file import read_text
from core.types import ParsedDocument

MAX_BYTES = 100_000_000
_MAX_OUTPUT = 20_000


class NotebookParser:
    """Jupyter notebooks; see core.protocols.Parser."""

    def parse(
        self, path: Path, name: str, password: str = ""
    ) -> Generator[Progress, None, ParsedDocument]:
        """Read a notebook.

        Raises:
            TooLarge: more than 100 MB.
            DamagedFile: not JSON.
            EmptyDocument: no text in its cells.
        """
        yield Progress(Stage.READING, 0, 1)
        try:
            notebook = json.loads(read_text(path, name, MAX_BYTES))
        except ValueError as error:
            raise DamagedFile(name=name) from error
        builder = TextBuilder(name)
        sheets = notebook.get("worksheets") if isinstance(notebook, dict) else None
        holders = sheets if isinstance(sheets, list) else [notebook]
        for holder in holders:
            for cell in holder.get("cells", []) if isinstance(holder, dict) else []:
                if isinstance(cell, dict):
                    _write_cell(cell, builder)
        metadata = notebook.get("metadata") if isinstance(notebook, dict) else None
        title = metadata.get("title") if isinstance(metadata, dict) else ""
        return builder.build("notebook", title if isinstance(title, str) else "")


def _write_cell(cell: dict[str, Any], builder: TextBuilder) -> None:
    source = _joined(cell.get("source", cell.get("input", "")))
    if cell.get("cell_type") == "markdown":
        write_markdown(source, builder)
    elif cell.get("cell_type") == "code":
        builder.code(source)
        for output in cell.get("outputs") or []:
            if isinstance(output, dict):
                builder.code(_output(output)[:_MAX_OUTPUT])
    else:
        builder.paragraph(source)


def _output(output: dict[str, Any]) -> str:
    shown = output.get("data")
    if isinstance(shown, dict):
        return _joined(shown.get("text/plain", ""))
    return _joined(output.get("text", ""))


def _joined(text: Any) -> str:
    return "".join(map(str, text)) if isinstance(text, list) else str(text or "")
