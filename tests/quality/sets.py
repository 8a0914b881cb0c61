"""The question sets that this computer has, and how they are measured in the quality tests."""

import os
from pathlib import Path

from core.evaluation.report import report
from core.events import finished
from core.types import Evaluation


def question_sets() -> list[Path]:
    """Folders in BEIR layout in LECTERN_CORPORA/quality, and JSON files as SQuAD has them there."""
    where = os.environ.get("LECTERN_CORPORA")
    if not where:
        return []
    folder = Path(where, "quality")
    files = [*folder.glob("*.json"), *folder.glob("*.json.gz")]
    return sorted({*(file.parent for file in folder.glob("*/corpus.jsonl*")), *files})


def is_chinese(source: Path) -> bool:
    """By the end of its name, as in `cmrc2018-zh`."""
    return source.name.split(".")[0].endswith("-zh")


def measured(source: Path, *retrievers: str, **how: object) -> Evaluation:
    """Scores of retrievers on a set, its index kept in the cache."""
    return finished(report(source, retrievers, **how))  # type: ignore[arg-type]
