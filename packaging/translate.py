"""Brings resources/translations up to date with the sources: `python packaging/translate.py`.

lupdate gathers the source strings into the .ts files, lrelease makes the .qm files that the
window loads; both come with PySide6. With `--check` nothing is written, and the exit status is 1
when a string is not translated or a .qm is older than its .ts.
"""

import argparse
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
CHINESE = FOLDER / "lectern_zh_CN.ts"
ENGLISH = FOLDER / "lectern_en.ts"


def sources() -> list[str]:
    """The files whose strings are gathered."""
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "desktop").rglob("*.py"))


def gather(target: Path, *, plurals_only: bool = False) -> None:
    """Bring a .ts file up to date; strings that are gone from the sources are dropped."""
    command = [_tool("lupdate"), *sources(), "-no-obsolete", "-locations", "none"]
    if plurals_only:
        command.append("-pluralonly")
    language = "en" if target.stem.endswith("_en") else "zh_CN"
    command += ["-source-language", "en", "-target-language", language]
    subprocess.run([*command, "-ts", str(target)], cwd=ROOT, check=True)


def release(source: Path, target: Path) -> None:
    """Compile a .ts file."""
    subprocess.run([_tool("lrelease"), "-silent", str(source), "-qm", str(target)], check=True)


def unfinished(target: Path) -> list[str]:
    """Source strings of a .ts file that have no finished translation."""
    tree = ElementTree.parse(target)  # noqa: S314 - our own file
    missing = []
    for context in tree.iter("context"):
        for message in context.iter("message"):
            words = message.find("translation")
            forms = [] if words is None else [words, *words.iter("numerusform")]
            # A plural's words stand in its forms, not in the element around them.
            texts = [form.text or "" for form in forms][1 if len(forms) > 1 else 0 :]
            if words is None or words.get("type") == "unfinished" or not all(map(str.strip, texts)):
                missing.append(f"{context.findtext('name')}: {message.findtext('source')}")
    return missing


def stale() -> list[str]:
    """Why the translations are not fit to ship; empty when all is well."""
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        for kept, plurals_only in ((CHINESE, False), (ENGLISH, True)):
            fresh = Path(folder) / kept.name
            fresh.write_bytes(kept.read_bytes())
            gather(fresh, plurals_only=plurals_only)
            problems += [f"{kept.name}: not translated: {text}" for text in unfinished(fresh)]
            compiled = Path(folder) / "fresh.qm"
            release(fresh, compiled)
            if compiled.read_bytes() != kept.with_suffix(".qm").read_bytes():
                problems.append(f"{kept.stem}.qm is not made from the sources as they are")
    return problems


def _tool(name: str) -> str:
    return str(Path(sys.executable).parent / f"pyside6-{name}")


def main() -> int:
    """Update, or only check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    if parser.parse_args().check:
        problems = stale()
        sys.stderr.writelines(f"{problem}\n" for problem in problems)
        return 1 if problems else 0
    for target, plurals_only in ((CHINESE, False), (ENGLISH, True)):
        gather(target, plurals_only=plurals_only)
        release(target, target.with_suffix(".qm"))
        sys.stderr.writelines(f"not translated: {text}\n" for text in unfinished(target))
    return 0


if __name__ == "__main__":
    sys.exit(main())
