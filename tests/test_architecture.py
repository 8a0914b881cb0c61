"""Rules of the house that are easier said as tests than as configuration."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted([*(ROOT / "core").rglob("*.py"), *(ROOT / "desktop").rglob("*.py")])
HEAVY = {
    "torch",
    "lancedb",
    "pyarrow",
    "pymupdf",
    "sentence_transformers",
    "transformers",
    "onnxruntime",
    "rapidocr",
    "numpy",
    "scipy",
    "networkx",
    "rjieba",
    "graspologic_native",
    "cv2",
    "docx",
    "lxml",
    "llama_cpp",
    "openai",
    "httpx2",
}
NAMES_THAT_SAY_NOTHING = {"utils", "common", "misc", "helpers", "helper", "manager", "base", "info"}


def named(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_a_module_says_its_purpose_first_and_reads_at_a_sitting(path):
    text = path.read_text(encoding="utf-8")
    purpose = ast.get_docstring(ast.parse(text))
    assert purpose
    assert purpose.splitlines()[0].strip()
    assert text.count("\n") <= 450


def test_names_say_something():
    assert [named(path) for path in SOURCES if path.stem in NAMES_THAT_SAY_NOTHING] == []


def test_packaging_is_a_folder_and_not_a_package():
    assert not (ROOT / "packaging" / "__init__.py").exists()


def imported_by(statement):
    script = f"{statement}\nimport sys\nprint(*sorted(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in run.stdout.split()}


@pytest.mark.parametrize(
    "statement",
    [
        "import desktop.app, desktop.main_window, desktop.chat.pane, desktop.documents.pane",
        "import core.operations, core.engine, core.ingest, core.answer, core.cli",
    ],
)
def test_what_starts_first_imports_nothing_heavy(statement):
    assert imported_by(statement).isdisjoint(HEAVY)


def test_the_core_runs_without_qt():
    assert "PySide6" not in imported_by("import core.engine, core.cli")


def test_emitting_signals_keeps_the_reference_count_of_true():
    # PySide6 6.12.0 on CPython 3.11 drops one at each emit and aborts after some hundreds.
    script = (
        "import sys\n"
        "from PySide6.QtCore import QObject, Signal\n"
        "class Sender(QObject):\n"
        "    told = Signal(bool)\n"
        "sender = Sender()\n"
        "sender.told.connect(lambda value: None)\n"
        "before = sys.getrefcount(True)\n"
        "for _ in range(1000): sender.told.emit(True)\n"
        "print(before - sys.getrefcount(True))\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert abs(int(run.stdout)) < 100
