"""The instructions there are: the program's in resources/prompts, the person's own beside settings.

A version of an own one is a file <config>/prompts/<id>/<version>.md and is never written over. An
own one may bear the id of one of the program's: it stands for it, and the program's is its version
1. A file that cannot be read is passed over; `broken` names it.
"""

import locale
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from core import paths, settings
from core.errors import BadRequest, NotFound
from core.prompting.prompt_file import LONGEST, LONGEST_TITLE, BrokenFile, read, write_new
from core.types import Prompt

USUAL = "usual"
"""Begins the ids of the instructions that are used where none is chosen."""
_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)")
"""Names that Windows keeps for itself."""
_LANGUAGES = ("en", "zh")


def prompts() -> tuple[Prompt, ...]:
    """The instructions in their latest versions, the usual ones first, then by title."""
    found = {id: latest for id in _ids() if (latest := _latest(id)) is not None}
    return tuple(
        sorted(found.values(), key=lambda one: (not one.id.startswith(USUAL), one.own, one.title))
    )


def versions(id: str) -> tuple[Prompt, ...]:
    """All versions of an instruction, latest first.

    Raises:
        NotFound: there is none of that id.
    """
    found = _versions(id)
    if not found:
        raise NotFound(what="instruction", id=id)
    return found


def save(prompt: Prompt) -> Prompt:
    """Keep an instruction as its next version; without an id it gets one from its title.

    One that is as it was kept last is not kept again.

    Raises:
        BadRequest: no title, no text, too long, or an id that cannot be a file's name.
        OSError: it cannot be written.
    """
    title = " ".join(prompt.title.split())
    text = prompt.text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not title or not text:
        raise BadRequest(reason="An instruction needs a name and a text.")
    if len(text) > LONGEST or len(title) > LONGEST_TITLE:
        raise BadRequest(reason=f"That is too long: {LONGEST} characters are the most.")
    if any("\ud800" <= letter <= "\udfff" or letter == "\0" for letter in title + text):
        raise BadRequest(reason="That holds characters that cannot be kept.")
    if prompt.language not in ("", *_LANGUAGES):
        raise BadRequest(reason=f"There are no instructions in “{prompt.language}”.")
    id = _checked(prompt.id) if prompt.id else _free_id(title)
    wanted = replace(prompt, id=id, title=title, text=text)
    while True:
        there = _versions(id)
        if there and _same(there[0], wanted):
            return there[0]
        number = max([one.version for one in there] + _numbers(id), default=0) + 1
        try:
            write_new(_file(id, number), wanted)
        except FileExistsError:
            continue  # another program was quicker
        return _versions(id)[0]


def remove(id: str) -> None:
    """Remove an own instruction with its versions; one of the program comes back as it was.

    Raises:
        NotFound: the person has none of that id.
    """
    folder = _own_folder() / _checked(id)
    if not folder.is_dir():
        raise NotFound(what="instruction", id=id)
    shutil.rmtree(folder)


def wanted(id: str, language: str) -> Prompt:
    """The instruction to answer by, for a question in a language ("en" or "zh").

    "" is the one that the settings name, else the usual one. One that is there in both languages is
    taken in the question's.

    Raises:
        NotFound: there is none of that id; one that only the settings name is passed over.
    """
    chosen = id or settings.load().prompt
    found = _in_language(chosen, language) if chosen else None
    if found is None and id:
        raise NotFound(what="instruction", id=id)
    found = found or _in_language(f"{USUAL}-{language}", language)
    if found is None:
        raise NotFound(what="instruction", id=USUAL)
    return found


def broken() -> tuple[tuple[str, str], ...]:
    """Files that are passed over, and why."""
    found = []
    for path in [*_program_files().values(), *(each for id in _own_ids() for each in _files(id))]:
        try:
            read(path, "en")
        except (BrokenFile, OSError) as error:
            found.append((str(path), str(error)))
    return tuple(found)


def _in_language(id: str, language: str) -> Prompt | None:
    base, _, own = id.rpartition("-")
    if own in _LANGUAGES and own != language and (other := _latest(f"{base}-{language}")):
        return other
    return _latest(id) or _latest(f"{id}-{language}")


def _latest(id: str) -> Prompt | None:
    return next(iter(_versions(id)), None)


def _versions(id: str) -> tuple[Prompt, ...]:
    """Those that can be read, latest first."""
    if not _ID.fullmatch(id):
        return ()
    found = list(_own_versions(id))
    if program := _program_files().get(id):
        found += _read(program, id, 1, own=False)
    return tuple(replace(one, versions=len(found)) for one in found)


def _own_versions(id: str) -> Iterator[Prompt]:
    for number in sorted(_numbers(id), reverse=True):
        yield from _read(_file(id, number), id, number, own=True)


def _read(path: Path, id: str, version: int, own: bool) -> list[Prompt]:
    try:
        prompt = read(path, interface_language())
        changed = path.stat().st_mtime if own else 0.0
    except (BrokenFile, OSError):
        return []
    return [replace(prompt, id=id, version=version, own=own, changed=changed)]


def _numbers(id: str) -> list[int]:
    numbers = [int(file.stem) for file in _files(id)]
    # Those of the program's count from 2: its own is the first.
    return [number for number in numbers if number > (id in _program_files())]


def _files(id: str) -> list[Path]:
    return [file for file in (_own_folder() / id).glob("*.md") if file.stem.isdecimal()]


def _file(id: str, version: int) -> Path:
    return _own_folder() / id / f"{version}.md"


def _own_folder() -> Path:
    return paths.config_folder() / "prompts"


def _ids() -> list[str]:
    return list(dict.fromkeys([*_program_files(), *_own_ids()]))


def _own_ids() -> list[str]:
    folder = _own_folder()
    if not folder.is_dir():
        return []
    return sorted(each.name for each in folder.iterdir() if _ID.fullmatch(each.name))


def _program_files() -> dict[str, Path]:
    folder = paths.resources_folder() / "prompts"
    return {file.stem: file for file in sorted(folder.glob("*.md")) if _ID.fullmatch(file.stem)}


def _same(one: Prompt, other: Prompt) -> bool:
    return (one.title, one.text.strip(), one.style, one.language) == (
        other.title,
        other.text.strip(),
        other.style,
        other.language,
    )


def _checked(id: str) -> str:
    if not _ID.fullmatch(id) or _DEVICES.fullmatch(id):
        raise BadRequest(reason=f"“{id}” cannot be the id of an instruction: a-z, 0-9 and - can.")
    return id


def _free_id(title: str) -> str:
    base = _NOT_IN_ID.sub("-", title.casefold()).strip("-")[:40].strip("-")
    if not base or _DEVICES.fullmatch(base):
        base = "instruction"
    taken, id, number = set(_ids()), base, 2
    while id in taken:
        id, number = f"{base}-{number}", number + 1
    return id


def interface_language() -> str:
    """The language that the person reads in, "en" or "zh": the settings', else the system's."""
    chosen = settings.load().language or (locale.getlocale()[0] or "")
    return "zh" if chosen.lower().startswith(("zh", "chinese")) else "en"
