"""The sites that models come from: their addresses, and what they say of a repository's files.

Each publishes a digest of every file, and nothing is taken that has none. Hugging Face and its
mirror: `/api/models/REPOSITORY/tree/main?recursive=true` gives the SHA-256 of large files
(`lfs.oid`) and Git's own SHA-1 of small ones (`oid`). ModelScope:
`/api/v1/models/REPOSITORY/repo/files?Revision=master&Recursive=true` gives `Sha256` and `Size`.
"""

import hashlib
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import quote, urlsplit

from core.catalogue.entries import SOURCES, Listing
from core.catalogue.transfer import SourceTrouble, is_loopback

ADDRESSES = {
    "huggingface": "https://huggingface.co",
    "mirror": "https://hf-mirror.com",
    "modelscope": "https://modelscope.cn",
}
_ENDPOINT_VARIABLE = "HF_ENDPOINT"
"""Many people already name a mirror of Hugging Face in it, for other programs."""
WEIGHTS = (".gguf", ".safetensors")
"""Forms of weights that hold numbers only. Others (.bin, .pt, .pkl) can run programs."""
_BESIDE = (".json", ".txt")
_PART = re.compile(r"^(.*)-(\d{5})-of-(\d{5})\.gguf$", re.IGNORECASE)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SHA1 = re.compile(r"[0-9a-f]{40}")
_MOST_FILES = 10_000


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of a source, with what the source says of it."""

    path: str
    """Below the repository, with slashes."""
    size: int
    digest: str
    """ "sha256:" or "git:" (Git's SHA-1 of a file) and the hexadecimal digits."""
    address: str


class Digest:
    """What has come of a file, digested as its source digests it."""

    def __init__(self, file: RemoteFile) -> None:
        kind, _, self._wanted = file.digest.partition(":")
        if kind == "git":
            self._state = hashlib.sha1(f"blob {file.size}\0".encode(), usedforsecurity=False)
        else:
            self._state = hashlib.sha256()

    def update(self, data: bytes) -> None:
        """Take in what comes next."""
        self._state.update(data)

    def fits(self) -> bool:
        """Whether all of it is what the source says."""
        return self._state.hexdigest() == self._wanted


def order(listing: Listing, preferred: str = "") -> list[str]:
    """Names of the sources that have a model, in the order in which they are asked."""
    there = [name for name in SOURCES if name in listing.repositories]
    return sorted(there, key=lambda name: name != preferred)


def address(source: str) -> str:
    """Where a source is."""
    if source == "huggingface":
        given = os.environ.get(_ENDPOINT_VARIABLE, "").strip().rstrip("/")
        if given.startswith("https://") or (given.startswith("http://") and is_loopback(given)):
            return given
    return ADDRESSES[source]


def host(source: str) -> str:
    """The name that a person knows a source by."""
    return urlsplit(address(source)).netloc


def listing_address(source: str, repository: str) -> str:
    """Where a source says which files a repository has."""
    if source == "modelscope":
        where = f"/api/v1/models/{repository}/repo/files?Revision=master&Recursive=true"
    else:
        where = f"/api/models/{repository}/tree/main?recursive=true"
    return address(source) + where


def files(source: str, repository: str, said: Any) -> list[RemoteFile]:
    """The files of a repository that can be taken, from what its source said, decoded from JSON.

    Raises:
        SourceTrouble: it said something else.
    """
    try:
        table = said["Data"]["Files"] if source == "modelscope" else said
        if not isinstance(table, list) or len(table) > _MOST_FILES:
            raise SourceTrouble("its list of files makes no sense", lasting=True)
        read: Callable[[dict[str, Any]], tuple[str, int, str]]
        read = _of_modelscope if source == "modelscope" else _of_hugging_face
        found = []
        for each in table:
            path, size, digest = read(each)
            if digest and size > 0 and _is_safe(path):
                found.append(RemoteFile(path, size, digest, _at(source, repository, path)))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SourceTrouble("its list of files makes no sense", lasting=True) from error
    return found


def wanted(listing: Listing, there: Sequence[RemoteFile]) -> list[RemoteFile]:
    """Those files of a repository that make up the model, the weights last.

    Raises:
        SourceTrouble: it does not have them, or only without digests.
    """
    if listing.is_folder:
        return _folder(listing, there)
    [pattern] = listing.files
    fitting = [
        file
        for file in there
        if fnmatchcase(file.path.rpartition("/")[2].lower(), pattern.lower())
        and file.path.lower().endswith(".gguf")
        and not file.path.lower().rpartition("/")[2].startswith("mmproj")
    ]
    whole = [file for file in fitting if not _PART.match(file.path)]
    if whole:
        # Of several that fit, the plainest name is the one that was meant.
        return [min(whole, key=lambda file: (len(file.path), file.path))]
    parts = sorted(fitting, key=lambda file: file.path)
    if not parts or not is_complete([file.path for file in parts]):
        raise SourceTrouble("it does not have this model", lasting=True)
    return parts


def _folder(listing: Listing, there: Sequence[RemoteFile]) -> list[RemoteFile]:
    named = {file.path: file for file in there}
    found = [named[path] for path in listing.files if path in named]
    needed = [path for path in listing.files if path.endswith(WEIGHTS)]
    needed += [path for path in ("config.json", "tokenizer.json") if path in listing.files]
    if any(path not in named for path in needed):
        raise SourceTrouble("it does not have this model", lasting=True)
    return sorted(found, key=lambda file: file.path.endswith(WEIGHTS))


def is_complete(names: Sequence[str]) -> bool:
    """Whether these names are the parts of one GGUF file, all of them, in order."""
    found = [match for name in names if (match := _PART.match(name))]
    return (
        len(found) == len(names) > 0
        and len({(each[1], each[3]) for each in found}) == 1
        and [int(each[2]) for each in found] == list(range(1, int(found[0][3]) + 1))
    )


def part(name: str) -> tuple[str, int, int] | None:
    """Of the name of a GGUF file's part: what all parts are called, its number, how many."""
    match = _PART.match(name)
    return (match[1], int(match[2]), int(match[3])) if match else None


def _of_hugging_face(raw: dict[str, Any]) -> tuple[str, int, str]:
    if raw.get("type") != "file":
        return "", 0, ""
    large = raw.get("lfs")
    if large:
        return str(raw["path"]), int(large["size"]), _digest("sha256", str(large["oid"]))
    return str(raw["path"]), int(raw["size"]), _digest("git", str(raw["oid"]))


def _of_modelscope(raw: dict[str, Any]) -> tuple[str, int, str]:
    if raw.get("Type") == "tree":
        return "", 0, ""
    return str(raw["Path"]), int(raw["Size"]), _digest("sha256", str(raw.get("Sha256") or ""))


def _digest(kind: str, digits: str) -> str:
    digits = digits.lower().removeprefix("sha256:")
    form = _SHA1 if kind == "git" else _SHA256
    return f"{kind}:{digits}" if form.fullmatch(digits) else ""


def _is_safe(path: str) -> bool:
    """Whether a path stays below its folder on every system, and is of a form that is taken."""
    parts = path.split("/")
    return (
        path.lower().endswith(WEIGHTS + _BESIDE)
        and len(path) < 250
        and all(part and part not in (".", "..") and not part.endswith(" ") for part in parts)
        and not any(letter in path for letter in '\\:*?"<>|')
        and path.isprintable()
    )


def _at(source: str, repository: str, path: str) -> str:
    if source == "modelscope":
        return f"{address(source)}/models/{repository}/resolve/master/{quote(path)}"
    return f"{address(source)}/{repository}/resolve/main/{quote(path)}"
