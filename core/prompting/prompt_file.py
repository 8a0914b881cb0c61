"""An instruction as a file: a few lines between two of ---, then its text.

    ---
    title: Short answers          or title-en and title-zh
    style: zero_shot              or few_shot, chain_of_thought, co_star
    language: en                  or zh; left out: any
    ---
    You answer questions …

In the text {examples} stands for answers that the person liked, {today} for the date and {library}
for the library's name.
"""

import os
import re
import tempfile
from pathlib import Path

from core.types import Prompt, PromptStyle

LONGEST = 20_000
"""Characters of a text; longer ones leave no room for documents."""
LONGEST_TITLE = 120
_LARGEST = 4 * LONGEST + 4_000
_FIELD = re.compile(r"([a-z][a-z-]*)\s*:\s*(.*)")
_LANGUAGES = ("", "en", "zh")


class BrokenFile(ValueError):
    """A file that holds no instruction; says why."""


def read(path: Path, language: str) -> Prompt:
    """The instruction in a file, its title in `language` where there are two.

    Its id, version and `own` are left to the caller.

    Raises:
        BrokenFile: it is none.
        OSError: it cannot be read.
    """
    if path.stat().st_size > _LARGEST:
        raise BrokenFile("it is too large")
    try:
        whole = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BrokenFile("it is no text in UTF-8") from error
    head, text = _parted(whole)
    fields: dict[str, str] = {
        found[1]: found[2] for line in head if (found := _FIELD.fullmatch(line.strip()))
    }
    title = fields.get("title") or fields.get(f"title-{language}") or fields.get("title-en", "")
    try:
        style = PromptStyle(fields.get("style", PromptStyle.ZERO_SHOT))
    except ValueError as error:
        raise BrokenFile(f"there is no style “{fields['style']}”") from error
    if not title.strip() or not text.strip():
        raise BrokenFile("it has no title or no text")
    if fields.get("language", "") not in _LANGUAGES:
        raise BrokenFile(f"its language is “{fields['language']}”, not en or zh")
    return Prompt("", title.strip(), style, text.strip()[:LONGEST], fields.get("language", ""))


def write_new(path: Path, prompt: Prompt) -> None:
    """Write an instruction to a file that is not there yet, whole or not at all.

    Raises:
        FileExistsError: it is there already.
        OSError: it cannot be written.
    """
    head = [f"title: {prompt.title}", f"style: {prompt.style.value}"]
    if prompt.language:
        head.append(f"language: {prompt.language}")
    whole = "\n".join(["---", *head, "---", prompt.text.strip(), ""])
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".prompt-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(whole)
            file.flush()
            os.fsync(file.fileno())
        _put_in_place(Path(temporary), path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _put_in_place(temporary: Path, path: Path) -> None:
    try:
        # A second name, unlike a rename, never writes over what another program has just put there.
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        # A disk without second names, such as a USB stick.
        if path.exists():
            raise FileExistsError(path) from None
        os.replace(temporary, path)


def _parted(whole: str) -> tuple[list[str], str]:
    lines = whole.splitlines()
    if not lines or lines[0].strip() != "---":
        raise BrokenFile("it does not begin with ---")
    for at, line in enumerate(lines[1:], start=1):
        if line.strip() == "---":
            return lines[1:at], "\n".join(lines[at + 1 :])
    raise BrokenFile("its head has no end (---)")
