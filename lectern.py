#!/usr/bin/env python3
"""Start Lectern from a clone: makes its environment the first time, then does what you ask.

    python3 lectern.py                open the window
    python3 lectern.py test […]       run the tests (arguments go to pytest)
    python3 lectern.py check          lint, types, import rules, translations
    python3 lectern.py cli …          the command line
    python3 lectern.py screens DIR    save a picture of every state of the window

Only the standard library is used here: this file has to run before anything is installed.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = Path(os.environ.get("LECTERN_ENVIRONMENT") or ROOT / ".venv")
LOCKS = ROOT / "packaging" / "lock"
OLDEST, NEWEST = (3, 11), (3, 12)
ROOM_NEEDED = 4 * 1024**3
SIDE_BY_SIDE = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile")
QT_PROBE = "from PySide6.QtWidgets import QApplication"
QT_LIBRARIES = (
    "libgl1 libegl1 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libxcb-cursor0 libxcb-icccm4"
    " libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0"
)


def main(arguments: list[str]) -> int:
    """Do what the first argument says; returns the exit code."""
    what, rest = (arguments[0], arguments[1:]) if arguments else ("run", [])
    if what in ("-h", "--help", "help"):
        say(__doc__ or "")
        return 0
    if what not in ("run", "test", "check", "cli", "screens"):
        if Path(what).exists():
            what, rest = "run", arguments
        else:
            say(f"There is no “{what}”.\n{__doc__}")
            return 2
    python = environment("test" if what in ("test", "check") else "run")
    match what:
        case "run":
            return start(python, "-m", "desktop", *rest)
        case "test":
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
            # All of it side by side; what is asked for by name runs here, to be watched.
            return start(python, "-m", "pytest", *(rest or SIDE_BY_SIDE))
        case "check":
            return check(python)
        case "cli":
            return start(python, "-m", "core", *rest)
        case _:
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
            return start(python, "-m", "desktop.screens", *rest)


def say(text: str) -> None:
    """Tell the person, on standard error so that JSON on standard output stays clean."""
    print(text, file=sys.stderr, flush=True)


def give_up(text: str) -> None:
    """End with a sentence that says what is missing and how to get it."""
    say(text)
    sys.exit(1)


def environment(lock: str) -> Path:
    """The environment's Python, with everything in packaging/lock/<lock>.txt installed."""
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = ENVIRONMENT / f"lectern-{lock}.stamp"
    wanted = fingerprint(lock)
    if python.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    check_machine()
    began = time.monotonic()
    if not python.exists():
        say(f"Making an environment for Lectern in {ENVIRONMENT} …")
        run(
            [sys.executable, "-m", "venv", str(ENVIRONMENT)],
            "Python’s own “venv” is missing. On Debian or Ubuntu: sudo apt install python3-venv",
        )
    if (ENVIRONMENT / "lectern-run.stamp").exists():
        say("Installing what changed or is still missing: usually less than a minute.")
    else:
        say(
            "Installing what Lectern needs: about 1 GB to download, usually ten to twenty\n"
            "minutes, two when pip has it cached. You can stop with Ctrl+C and start again."
        )
    no_internet = (
        "Something could not be downloaded or installed; the lines above say what. Check the\n"
        "internet connection and the free disk space, then run the same command again."
    )
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    say("  1 of 3  packages with known checksums …")
    run([*pip, "--no-deps", "--require-hashes", "-r", str(LOCKS / f"{lock}.txt")], no_internet)
    say("  2 of 3  torch, in the build that fits this computer …")
    run([*pip, torch_requirement()], no_internet)
    check_qt(python)
    compile_for_this_computer(pip)
    stamp.write_text(wanted, encoding="utf-8")
    say(f"Ready after {time.monotonic() - began:.0f} seconds. The next start is quick.")
    return python


def compile_for_this_computer(pip: list[str]) -> None:
    """Install what comes as source; without a compiler Lectern starts all the same."""
    say(
        "  3 of 3  llama.cpp for models in GGUF files, compiled for this computer: five to ten\n"
        "          minutes the first time, seconds later …"
    )
    command = [*pip, "--no-deps", "--require-hashes", "-r", str(LOCKS / "compiled.txt")]
    if subprocess.run(command).returncode:
        say(
            "llama.cpp could not be compiled; the lines above say why. Lectern works without it,\n"
            "but for models in GGUF files. To have those, install a C++ compiler (Debian or\n"
            "Ubuntu: sudo apt install build-essential; macOS: xcode-select --install; Windows:\n"
            "Visual Studio Build Tools), then run: " + " ".join(command)
        )


def fingerprint(lock: str) -> str:
    """Changes whenever the environment has to."""
    locks = (LOCKS / f"{lock}.txt", LOCKS / "compiled.txt")
    content = b"".join(file.read_bytes() for file in locks) + torch_requirement().encode()
    return f"{sys.version_info[:2]} {hashlib.sha256(content).hexdigest()}\n"


def torch_requirement() -> str:
    """The pin of torch in pyproject.toml."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    found = re.search(r'"(torch==[^"]+)"', text)
    if not found:
        raise SystemExit("pyproject.toml names no torch.")
    return found.group(1)


def check_machine() -> None:
    """Say in one sentence what is missing before minutes are spent."""
    here = sys.version_info[:2]
    if not OLDEST <= here <= NEWEST:
        give_up(
            f"Lectern needs Python {OLDEST[0]}.{OLDEST[1]} or {NEWEST[0]}.{NEWEST[1]}; this is "
            f"{here[0]}.{here[1]}. Get it from python.org or your system’s software, then run "
            f"“python{OLDEST[0]}.{OLDEST[1]} lectern.py”."
        )
    ENVIRONMENT.parent.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(ENVIRONMENT.parent).free
    if free < ROOM_NEEDED:
        give_up(
            f"Lectern needs about {ROOM_NEEDED // 1024**3} GB of free disk space for its "
            f"environment; there are {free / 1024**3:.1f} GB in {ENVIRONMENT.parent}. Free some, "
            "or name another folder in LECTERN_ENVIRONMENT."
        )


def check_qt(python: Path) -> None:
    """Say which of the system's libraries the window misses."""
    probe = subprocess.run([str(python), "-c", QT_PROBE], capture_output=True, text=True)
    if probe.returncode:
        reason = probe.stderr.strip().splitlines()[-1] if probe.stderr.strip() else "unknown"
        give_up(
            f"The window’s library cannot start ({reason}).\n"
            f"On Debian or Ubuntu: sudo apt install {QT_LIBRARIES}\n"
            "Then run the same command again."
        )


def run(command: list[str], otherwise: str) -> None:
    """Run a step of the installation; end with the sentence `otherwise` when it fails."""
    if subprocess.run(command).returncode:
        give_up(otherwise)


def start(python: Path, *arguments: str) -> int:
    """Run a module of the project with the environment's Python."""
    try:
        return subprocess.run([str(python), *arguments], cwd=working_folder(arguments)).returncode
    except KeyboardInterrupt:
        return 130


def working_folder(arguments: tuple[str, ...]) -> Path:
    """The command line stays where the person is, so that relative paths mean what they say."""
    if arguments[:2] == ("-m", "pytest"):
        return ROOT
    os.environ["PYTHONPATH"] = os.pathsep.join(
        part for part in (str(ROOT), os.environ.get("PYTHONPATH", "")) if part
    )
    return Path.cwd()


def check(python: Path) -> int:
    """Lint, format, types, import rules, translations; the first exit code that is not 0."""
    steps = [
        ["-m", "ruff", "check", "."],
        ["-m", "ruff", "format", "--check", "."],
        ["-m", "mypy"],
        ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        ["packaging/translate.py", "--check"],
    ]
    for step in steps:
        say("· " + " ".join(step))
        code = subprocess.run([str(python), *step], cwd=ROOT).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
