"""Write the lock files from pyproject.toml: `python packaging/lock.py` (needs the tool `uv`).

Every package is pinned with the hashes of all its files, for Windows, macOS and Linux at once.
torch and the packages that only its GPU builds need are left out: which build fits differs by
machine, so lectern.py installs the version that pyproject.toml names by itself. What comes as
source alone goes into compiled.txt: lectern.py goes on without it where there is no compiler.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "packaging" / "lock"
COMPILED = re.compile(r"^llama-cpp-python==")
GPU_ONLY = re.compile(r"^(torch|triton|cuda-[a-z]+|nvidia-[a-z0-9-]+)==", re.MULTILINE)


def lock(name: str, *extras: str) -> None:
    """Resolve the project with `extras` into packaging/lock/<name>.txt and compiled.txt."""
    command = ["uv", "pip", "compile", "--universal", "--generate-hashes", "--no-annotate"]
    command += ["--python-version", "3.11", "--no-header", "--quiet", "--upgrade"]
    for extra in extras:
        command += ["--extra", extra]
    resolved = subprocess.run(
        [*command, "pyproject.toml"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    entries = re.split(r"\n(?=[A-Za-z0-9])", resolved.strip())
    kept = [entry for entry in entries if not GPU_ONLY.match(entry)]
    compiled = [entry for entry in kept if COMPILED.match(entry)]
    write(name, [entry for entry in kept if entry not in compiled])
    write("compiled", compiled)


def write(name: str, entries: list[str]) -> None:
    """Write packaging/lock/<name>.txt."""
    note = "# Made by packaging/lock.py from pyproject.toml; do not edit.\n"
    (LOCKS / f"{name}.txt").write_text(note + "\n".join(entries) + "\n", encoding="utf-8")


def torch_requirement() -> str:
    """The pin of torch, which the lock files leave out."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return next(need for need in project["dependencies"] if need.startswith("torch=="))


if __name__ == "__main__":
    lock("run")
    lock("test", "test")
    sys.stdout.write(
        f"run.txt, test.txt and compiled.txt written; beside them goes {torch_requirement()}\n"
    )
